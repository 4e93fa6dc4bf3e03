/** The full id of a git object, in hex, of SHA-1 or SHA-256. https://git-scm.com/docs/hash-function-transition */
export const objectIdPattern = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

export function isObjectId(value: unknown): value is string {
  return typeof value === 'string' && objectIdPattern.test(value);
}
