import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);

// src/looks-secret.ts
var secretName = /token|secret|passw|passphrase|credential|auth|api_?key|private_?key|access_?key/i;
function looksSecret(name) {
  return secretName.test(name);
}

export {
  looksSecret
};
