/** Lists in pages, with the links to the others that GitHub sends. */
import type { Hub } from './hub.ts';

export type Page = { per_page?: number | undefined; page?: number | undefined };

/** What the page holds, and its Link header. 30 a page unless asked otherwise, at most 100; pages count from 1. */
export function pageOf<Item>(items: readonly Item[], query: Page, url: URL, hub: Hub): { items: Item[]; headers: Record<string, string> } {
  const size = Math.min(Math.max(query.per_page ?? 30, 1), 100);
  const page = Math.max(query.page ?? 1, 1);
  const last = Math.max(Math.ceil(items.length / size), 1);
  const links: string[] = [];
  const link = (number: number, rel: string) => {
    const target = new URL(url);
    // GitHub's links name the repository by its id.
    target.pathname = target.pathname.replace(`/repos/${hub.fullName}/`, `/repositories/${hub.repositoryId(hub.fullName)}/`);
    target.searchParams.set('page', String(number));
    links.push(`<${target}>; rel="${rel}"`);
  };
  if (page > 1) link(Math.min(page - 1, last), 'prev');
  if (page < last) {
    link(page + 1, 'next');
    link(last, 'last');
  }
  if (page > 1) link(1, 'first');
  return {
    items: items.slice((page - 1) * size, page * size),
    headers: links.length > 0 ? { link: links.join(', ') } : {},
  };
}
