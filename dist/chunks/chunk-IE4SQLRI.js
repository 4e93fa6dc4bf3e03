import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);

// src/looks-secret.ts
var secretNames = [
  /token|secret|passw|passphrase|credential|auth|api_?key|private_?key|access_?key|pwd/i,
  // Not a compass, a bypass, a passage or what has passed.
  /(?<!com|by)pass(?!age|ed|enger|es|ing|ive|thr)/i,
  // Whole words: not a keyword, a path or a patch.
  /(?:^|[_-])(?:keys?|pat|pw)(?:[_-]|$)/i
];
function looksSecret(name) {
  return secretNames.some((pattern) => pattern.test(name));
}

export {
  looksSecret
};
