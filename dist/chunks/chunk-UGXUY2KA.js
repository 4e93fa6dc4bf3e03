import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);

// src/url-users.ts
var users = /([a-z][a-z0-9+.-]{0,30}:\/\/)([^\s/]*)@(?!sha\d+:[0-9a-f]{32})/gi;
function withoutUsers(text, mask = "…") {
  return text.replace(users, (_, scheme) => `${scheme}${mask}@`);
}
var tellingLength = 8;
function urlSecrets(text) {
  return [...text.matchAll(users)].flatMap(([, scheme, user = ""]) => {
    const colon = user.indexOf(":");
    if (colon < 0) return /ssh:/i.test(scheme) ? [] : [`${user}@`];
    const [name, password] = [user.slice(0, colon), user.slice(colon + 1)];
    if (password === "" || password === "x-oauth-basic") return [`${user}@`, ...name.length < tellingLength ? [] : [name]];
    return [`${user}@`, `:${password}@`, ...password.length < tellingLength || password === name ? [] : [password]];
  });
}

export {
  withoutUsers,
  urlSecrets
};
