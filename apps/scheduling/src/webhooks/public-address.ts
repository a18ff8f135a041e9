import { BlockList, isIP } from 'node:net';

/**
 * Addresses of machines that only we or our neighbours can reach, and of nobody (RFC 6890, and what RFC 3056
 * and RFC 6052 wrap an address of version 4 in): nobody outside has a receiver there, and a request to one
 * would be made with our rights.
 */
const NOT_PUBLIC = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  NOT_PUBLIC.addSubnet(network, bits, 'ipv4');

/** Of version 6 only global unicast is public, without what is set aside in it. */
const GLOBAL_UNICAST = new BlockList();
GLOBAL_UNICAST.addSubnet('2000::', 3, 'ipv6');
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  NOT_PUBLIC.addSubnet(network, bits, 'ipv6');

/** Whether anybody on the Internet could have this address. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !NOT_PUBLIC.check(address, 'ipv4');
  if (version !== 6 || address.includes('%')) return false;
  return GLOBAL_UNICAST.check(address, 'ipv6') && !NOT_PUBLIC.check(address, 'ipv6');
}

/** Why an address cannot be a receiver's, with what could be; null for one that may be tried. */
export function problemOfUrl(
  text: string,
  allowsPrivate: boolean,
): { readonly reason: string; readonly accepted: string } | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  const accepted = 'an https address without user, password and fragment, at a public host';
  if (url === null) return { reason: 'is not an address', accepted };
  if (url.protocol !== 'https:' && !(allowsPrivate && url.protocol === 'http:'))
    return { reason: 'is not https', accepted };
  if (url.username !== '' || url.password !== '' || url.hash !== '')
    return { reason: 'carries a user, a password or a fragment', accepted };
  if (allowsPrivate) return null;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isLocal = host === 'localhost' || /\.(localhost|local|internal)$/.test(host);
  if (isLocal || (isIP(host) !== 0 && !isPublicAddress(host)))
    return { reason: 'is not at a public host', accepted };
  return null;
}
