/** What the name of a base image tells of it. */

/** The name without its transport, and without what Docker Hub implies: a reference in a budget and a name in a Dockerfile may mean the same image. */
export function plainBaseName(name: string): string {
  return name
    .replace(/^(?:docker:\/\/|docker-daemon:|containers-storage:(?!\[))/, '')
    .replace(/^docker\.io\//, '')
    .replace(/^library\//, '');
}
