/** The users and passwords in URLs, which are shown to nobody. */

// A digest behind an @ is no host: docker-image://alpine@sha256:… The bound keeps long words from being looked through again and again.
const users = /([a-z][a-z0-9+.-]{0,30}:\/\/)([^\s/]*)@(?!sha\d+:[0-9a-f]{32})/gi;

/** The text with `mask` for the user and the password of each URL in it. */
export function withoutUsers(text: string, mask = '…'): string {
  return text.replace(users, (_, scheme: string) => `${scheme}${mask}@`);
}

/** So short a password may be a word that lines are made of, and is taken out as a part of its URL alone. */
const tellingLength = 8;

/** What must not be shown of the URLs in the text: their users with the passwords, those passwords by themselves, and whatever may be a token. */
export function urlSecrets(text: string): string[] {
  return [...text.matchAll(users)].flatMap(([, scheme, user = '']) => {
    const colon = user.indexOf(':');
    // Of SSH a user alone is an account, mostly git.
    if (colon < 0) return /ssh:/i.test(scheme!) ? [] : [`${user}@`];
    const [name, password] = [user.slice(0, colon), user.slice(colon + 1)];
    // A token may stand in the user's place, with nothing or this behind it.
    if (password === '' || password === 'x-oauth-basic') return [`${user}@`, ...(name.length < tellingLength ? [] : [name])];
    return [`${user}@`, `:${password}@`, ...(password.length < tellingLength || password === name ? [] : [password])];
  });
}
