/** The users and passwords in URLs, which are shown to nobody. */

// A digest behind an @ is no host: docker-image://alpine@sha256:…
const users = /([a-z][a-z0-9+.-]*:\/\/)([^\s/]*)@(?!sha\d+:[0-9a-f]{32})/gi;

/** The text with `…` for the user and the password of each URL in it. */
export function withoutUsers(text: string): string {
  return text.replace(users, '$1…@');
}

/** What must not be shown of the URLs in the text: their passwords, and of one with a user alone `user@`, which may be a token. */
export function urlSecrets(text: string): string[] {
  return [...text.matchAll(users)].flatMap(([, scheme, user]) => {
    const colon = user!.indexOf(':');
    if (colon >= 0) return [user!.slice(colon + 1)];
    // Of SSH it is an account, mostly git.
    return /ssh:/i.test(scheme!) ? [] : [`${user}@`];
  });
}
