import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);

// src/object-id.ts
var objectIdPattern = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
function isObjectId(value) {
  return typeof value === "string" && objectIdPattern.test(value);
}

export {
  objectIdPattern,
  isObjectId
};
