/** `WWW-Authenticate`: what a server wants to see before it answers. https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1 */

export type Challenge = { scheme: string; parameters: Readonly<Record<string, string>> };

/** A token, which a scheme or a parameter's name or plain value is. */
const token = /[!#$%&'*+.^_`|~\w-]+/y;
const quoted = /"((?:[^"\\]|\\.)*)"/y;

/**
 * Several challenges may stand in one header and in several, and a quoted value may hold commas.
 * What cannot be understood ends the reading: what stood before it counts.
 */
export function parseChallenges(header: string): Challenge[] {
  const challenges: { scheme: string; parameters: Record<string, string> }[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(header) ?? undefined;
    if (match !== undefined) at = pattern.lastIndex;
    return match;
  };
  while (at < header.length) {
    take(/[\s,]*/y);
    const word = take(token)?.[0];
    if (word === undefined) break;
    const isParameter = take(/\s*=\s*/y) !== undefined;
    if (!isParameter) {
      challenges.push({ scheme: word.toLowerCase(), parameters: {} });
      continue;
    }
    const text = take(quoted)?.[1]?.replaceAll(/\\(.)/g, '$1') ?? take(token)?.[0];
    const current = challenges.at(-1);
    if (text === undefined || current === undefined) break;
    const name = word.toLowerCase();
    if (!Object.hasOwn(current.parameters, name)) current.parameters[name] = text;
  }
  return challenges;
}
