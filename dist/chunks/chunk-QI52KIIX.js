import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);

// src/url-users.ts
var users = /([a-z][a-z0-9+.-]*:\/\/)([^\s/]*)@(?!sha\d+:[0-9a-f]{32})/gi;
function withoutUsers(text) {
  return text.replace(users, "$1…@");
}
function urlSecrets(text) {
  return [...text.matchAll(users)].flatMap(([, scheme, user]) => {
    const colon = user.indexOf(":");
    if (colon >= 0) return [user.slice(colon + 1)];
    return /ssh:/i.test(scheme) ? [] : [`${user}@`];
  });
}

export {
  withoutUsers,
  urlSecrets
};
