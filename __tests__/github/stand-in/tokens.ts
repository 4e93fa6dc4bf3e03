/** Who asks, and what they may. */

export type Access = 'none' | 'read' | 'write';
export type Permission = 'actions' | 'contents' | 'issues' | 'pull-requests';
export type Permissions = Record<Permission, Access>;

export type TokenHolder = {
  /** `github-actions[bot]`, or a person's login. Logins that end with `[bot]` are bots with an installation token. */
  login: string;
  permissions: Permissions;
};

export const actionsBot = 'github-actions[bot]';

export const mayWrite: Permissions = { actions: 'write', contents: 'write', issues: 'write', 'pull-requests': 'write' };
/** What a pull request from a fork gets, and one of Dependabot. */
export const mayRead: Permissions = { actions: 'read', contents: 'read', issues: 'read', 'pull-requests': 'read' };
export const mayNothing: Permissions = { actions: 'none', contents: 'none', issues: 'none', 'pull-requests': 'none' };

export function isBot(login: string): boolean {
  return login.endsWith('[bot]');
}

/** Whether access `has` is enough where `needed` is. */
export function suffices(has: Access, needed: 'read' | 'write'): boolean {
  return has === 'write' || has === needed;
}
