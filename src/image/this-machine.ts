/** Which hosts' names mean this machine: in an image's name, and in the address of a registry. */
import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Who connects to "any address" reaches this machine. */
const anyAddress = new BlockList();
anyAddress.addAddress('0.0.0.0', 'ipv4');
anyAddress.addAddress('::', 'ipv6');

/** What Docker and podman call the machine from within a container. */
const fromContainers = ['host.docker.internal', 'gateway.docker.internal', 'host.containers.internal'];

/** `localhost`, or an address of this machine; an IPv6 address may stand in brackets. */
export function isLoopback(hostname: string): boolean {
  return isNamedLocal(hostname) || isListed(loopback, hostname);
}

/** Whether HOST[:PORT], as an image's name begins, means this machine, in whatever way it is spelt. More than what may speak plain HTTP unasked. */
export function isThisMachine(host: string): boolean {
  // `127.1` is an address only once it is read as one.
  const address = `http://${host}`;
  const hostname = URL.canParse(address) ? new URL(address).hostname : host;
  return isLoopback(hostname) || isListed(anyAddress, hostname) || fromContainers.includes(hostname);
}

function isNamedLocal(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/\.$/, '');
  return name === 'localhost' || name.endsWith('.localhost');
}

/** Whether it is an address, and one of the list. */
export function isListed(list: BlockList, hostname: string): boolean {
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 4 ? 'ipv4' : 'ipv6');
}
