/** Names by which people call what nobody else is to read. */
const secretName = /token|secret|passw|passphrase|credential|auth|api_?key|private_?key|access_?key/i;

/** Whether a value by this name is not to be shown. */
export function looksSecret(name: string): boolean {
  return secretName.test(name);
}
