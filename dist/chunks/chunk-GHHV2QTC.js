import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);

// src/image/this-machine.ts
import { BlockList, isIP } from "node:net";
var loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");
var anyAddress = new BlockList();
anyAddress.addAddress("0.0.0.0", "ipv4");
anyAddress.addAddress("::", "ipv6");
var fromContainers = ["host.docker.internal", "gateway.docker.internal", "host.containers.internal"];
function isLoopback(hostname) {
  return isNamedLocal(hostname) || isListed(loopback, hostname);
}
function isThisMachine(host) {
  const address = `http://${host}`;
  const hostname = URL.canParse(address) ? new URL(address).hostname : host;
  return isLoopback(hostname) || isListed(anyAddress, hostname) || fromContainers.includes(hostname);
}
function isNamedLocal(hostname) {
  const name = hostname.toLowerCase().replace(/\.$/, "");
  return name === "localhost" || name.endsWith(".localhost");
}
function isListed(list, hostname) {
  const address = hostname.replace(/^\[(.*)\]$/, "$1");
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 4 ? "ipv4" : "ipv6");
}

export {
  isLoopback,
  isThisMachine,
  isListed
};
