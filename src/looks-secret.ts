/** Names by which people call what nobody else is to read. */
const secretNames = [
  /token|secret|passw|passphrase|credential|auth|api_?key|private_?key|access_?key|pwd/i,
  // Not a compass, a bypass, a passage or what has passed.
  /(?<!com|by)pass(?!age|ed|enger|es|ing|ive|thr)/i,
  // Whole words: not a keyword, a path or a patch.
  /(?:^|[_-])(?:keys?|pat|pw)(?:[_-]|$)/i,
];

/** Whether a value by this name is not to be shown. */
export function looksSecret(name: string): boolean {
  return secretNames.some((pattern) => pattern.test(name));
}
