/** Which proxy stands between us and a host, as the environment says it. The rules are those of Go's net/http, by which engines go. */
import { BlockList, isIP } from 'node:net';
import { ExpectedError } from '../../errors.ts';
import { isLoopback } from '../../image/this-machine.ts';
import { parseUrl } from './host.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * `HTTPS_PROXY` or `HTTP_PROXY`, by the scheme of `url`, in capitals or not. None for this machine itself, and for what `NO_PROXY` names.
 * @throws ExpectedError `registry` for a proxy that is none
 */
export function chooseProxy(url: URL, environment: Environment): URL | undefined {
  const usual = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const name = environment[usual] ? usual : usual.toLowerCase();
  const text = environment[name];
  if (text === undefined || text === '' || isLoopback(url.hostname)) return undefined;
  if (isExempt(url, environment.NO_PROXY || environment.no_proxy || '')) return undefined;
  const proxy = parseUrl(text.includes('://') ? text : `http://${text}`);
  if (proxy !== undefined && (proxy.protocol === 'http:' || proxy.protocol === 'https:') && proxy.hostname !== '') return proxy;
  // Its text may hold a password.
  throw new ExpectedError('registry', `asking ${url.host}: ${name} does not name a proxy that can be used`, {
    hint: 'it is http://HOST:PORT or https://HOST:PORT',
  });
}

/** `*`, or a list of names (`a.b` with all below it; `.a.b` and `*.a.b` without `a.b` itself), addresses, networks, each with a port or without. */
function isExempt(url: URL, noProxy: string): boolean {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return noProxy
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true;
      if (entry.includes('/')) return isWithin(host, entry);
      const [, bracketed, plain = '', wantedPort] = /^(?:\[(.*)\]|([^:]*|[^[\]]*:[^[\]]*:[^[\]]*))(?::(\d+))?$/.exec(entry) ?? [];
      if (wantedPort !== undefined && wantedPort !== port) return false;
      const name = bracketed ?? plain;
      if (isIP(name) !== 0 || isIP(host) !== 0) return host === plainAddress(name);
      const below = name.replace(/^\*?\./, '.');
      return below.startsWith('.') ? host.endsWith(below) : name !== '' && (host === name || host.endsWith(`.${name}`));
    });
}

/** An IPv6 address as a URL has it, at its shortest. */
function plainAddress(address: string): string {
  return isIP(address) === 6 ? (parseUrl(`http://[${address}]`)?.hostname.slice(1, -1) ?? '') : address;
}

function isWithin(host: string, network: string): boolean {
  const family = isIP(host);
  const [address = '', bits = ''] = network.split('/');
  if (family === 0 || isIP(address) !== family || !/^\d{1,3}$/.test(bits) || Number(bits) > (family === 4 ? 32 : 128)) return false;
  const kind = family === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(address, Number(bits), kind);
  return list.check(host, kind);
}
