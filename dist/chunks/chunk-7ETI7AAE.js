import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);

// src/without-credentials.ts
function withoutCredentials(environment) {
  return { ...environment, DOCKER_CONFIG: void 0, REGISTRY_AUTH_FILE: void 0 };
}

// src/end-group.ts
import { spawn } from "node:child_process";
var graceMilliseconds = 1200;
function endGroup({ pid }, signal) {
  if (pid === void 0) return;
  try {
    if (process.platform === "win32") spawn("taskkill", ["/pid", String(pid), "/T", "/F"], { stdio: "ignore" }).on("error", () => {
    });
    else process.kill(-pid, signal);
  } catch {
  }
}

export {
  graceMilliseconds,
  endGroup,
  withoutCredentials
};
