import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);

// src/registry-host.ts
var registryHostSyntax = "HOST[:PORT]";
var registryHostLimits = "the port 65535 at most, an IPv4 address of four numbers up to 255";

export {
  registryHostSyntax,
  registryHostLimits
};
