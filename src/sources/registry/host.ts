/** What a host's name alone says of it: whether it is one that only a private network knows, or one that was named. */
import { BlockList } from 'node:net';
import { isListed, isLoopback } from '../../image/this-machine.ts';

const nearby = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  nearby.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [
  ['fe80::', 10],
  ['fc00::', 7],
] as const)
  nearby.addSubnet(network, bits, 'ipv6');
nearby.addAddress('::', 'ipv6');

/** This machine, or an address of a private network: what nobody far away can mean. */
export function isPrivate(hostname: string): boolean {
  return isLoopback(hostname) || isListed(nearby, hostname);
}

/** Whether HOST[:PORT] means the host that `url` leads to, in whatever way it is spelt. Without a port it means the usual one of the scheme. */
export function isNamedBy(named: string, url: URL): boolean {
  // Read as `url` was read: in small letters, an IPv6 address at its shortest, and without the scheme's own port.
  return parseUrl(`${url.protocol}//${named}`)?.host === url.host;
}

/** Where a registry is asked: Docker Hub answers at another host than its images are named by. */
export function apiHost(host: string): string {
  return host === 'docker.io' || host === 'index.docker.io' ? 'registry-1.docker.io' : host;
}

/** Undefined where the text is no address. */
export function parseUrl(text: string, base?: URL): URL | undefined {
  return URL.canParse(text, base?.href) ? new URL(text, base) : undefined;
}
