import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);

// src/without-credentials.ts
function withoutCredentials(environment) {
  return { ...environment, DOCKER_CONFIG: void 0, REGISTRY_AUTH_FILE: void 0 };
}

export {
  withoutCredentials
};
