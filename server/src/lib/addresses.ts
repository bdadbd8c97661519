/** Which network addresses the server never sends repository traffic to. */

import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { BlockList, isIP, isIPv6 } from 'node:net';

// The registries of special-purpose addresses: https://www.iana.org/assignments/iana-ipv4-special-registry and
// https://www.iana.org/assignments/iana-ipv6-special-registry. Forms that carry an IPv4 address inside are refused whole, and so
// is everything that is no global unicast address: https://www.iana.org/assignments/ipv6-address-space
// Two lists: one alone would take an IPv4 address for the IPv6 form of it.
const blocked = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [network, prefix] of [
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
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  blocked.ipv4.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 3],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['4000::', 2],
  ['8000::', 1],
] as const) {
  blocked.ipv6.addSubnet(network, prefix, 'ipv6');
}

/** Whether a text is anything but the literal of an address on the public internet: private, loopback, no address at all. */
export function isPrivateAddress(address: string): boolean {
  if (isIP(address) === 0) return true;
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  return blocked[family].check(address, family);
}

/** Thrown where a name resolves to an address that is not public; nothing was sent. */
export class PrivateAddressError extends Error {
  readonly code = 'PRIVATE_ADDRESS';
}

/** What makes connections, as undici has it, of which only the place is looked at here. */
type Connect<Options extends { hostname: string }, Callback> = (options: Options, callback: Callback) => void;

/**
 * A connector that refuses literal private addresses before anything is sent; a look-up is never made for those. Names are the
 * affair of the connector's own look-up, which `publicLookup` is meant for.
 */
export function onlyToPublic<
  Options extends { hostname: string },
  Callback extends (error: PrivateAddressError, socket: null) => void,
>(connect: Connect<Options, Callback>): Connect<Options, Callback> {
  return (options, callback) => {
    const literal = options.hostname.replace(/^\[|\]$/g, '');
    if (isIP(literal) !== 0 && isPrivateAddress(literal)) {
      callback(new PrivateAddressError(`${literal} is a private address`), null);
    } else {
      connect(options, callback);
    }
  };
}

type LookupCallback = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

/** A DNS look-up for sockets that answers with an error where any address of the name is private. */
export function publicLookup(
  hostname: string,
  options: LookupOptions,
  callback: LookupCallback,
  resolve: typeof dnsLookup = dnsLookup,
): void {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    const refused = addresses.find(({ address }) => isPrivateAddress(address));
    if (refused) return callback(new PrivateAddressError(`${hostname} resolves to ${refused.address}`), []);
    if (options.all) return callback(null, addresses);
    const first = addresses[0];
    return callback(null, first?.address ?? '', first?.family);
  });
}
