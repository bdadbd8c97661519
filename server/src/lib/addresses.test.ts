import type { LookupAddress } from 'node:dns';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPrivateAddress, onlyToPublic, publicLookup, type PrivateAddressError } from './addresses.ts';

describe('isPrivateAddress', () => {
  it.each([
    ['this network', '0.0.0.0'],
    ['private', '10.1.2.3'],
    ['private', '172.16.0.1'],
    ['private', '172.31.255.255'],
    ['private', '192.168.1.1'],
    ['carrier-grade NAT', '100.64.0.1'],
    ['loopback', '127.0.0.1'],
    ['the metadata service', '169.254.169.254'],
    ['documentation', '192.0.2.1'],
    ['benchmarks', '198.18.0.1'],
    ['multicast', '224.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['unspecified', '::'],
    ['loopback', '::1'],
    ['an IPv4 address in IPv6', '::ffff:127.0.0.1'],
    ['the same in hexadecimal', '::ffff:7f00:1'],
    ['an IPv4-compatible address', '::127.0.0.1'],
    ['a public IPv4 address in IPv6', '::ffff:52.94.1.1'],
    ['an IPv4 address translated', '::ffff:0:10.0.0.1'],
    ['NAT64', '64:ff9b::7f00:1'],
    ['local NAT64', '64:ff9b:1::a00:1'],
    ['benchmarks', '198.19.255.255'],
    ['carrier-grade NAT', '100.127.255.255'],
    ['this network', '0.255.255.255'],
    ['documentation', '2001:db8::1'],
    ['documentation', '3fff:fff::1'],
    ['segment routing', '5f00::1'],
    ['discarded', '100::1'],
    ['6to4', '2002:7f00:1::'],
    ['Teredo', '2001:0:4136:e378::1'],
    ['unique local', 'fc00::1'],
    ["the metadata service's IPv6 address", 'fd00:ec2::254'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['site-local', 'fec0::1'],
    ['multicast', 'ff02::1'],
    ['no address at all', 'localhost'],
    ['half an address', '127.1'],
    ['nothing', ''],
  ])('refuses %s: %s', (_what, address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each([
    '52.94.1.1',
    '1.1.1.1',
    '172.32.0.1',
    '172.15.255.255',
    '100.128.0.1',
    '2600:1f18::1',
    '2a05:d000::1',
    '2001:4860::1',
    '198.17.255.255',
    '198.20.0.0',
  ])('lets the public address %s pass', (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });

  it('refuses every address of a private network, also as IPv4 in IPv6', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    const network = fc.constantFrom('10', '127', '169.254', '192.168');
    fc.assert(
      fc.property(network, octet, octet, octet, (prefix, a, b, c) => {
        const address = [...prefix.split('.'), a, b, c].slice(0, 4).join('.');
        expect(isPrivateAddress(address)).toBe(true);
        expect(isPrivateAddress(`::ffff:${address}`)).toBe(true);
      }),
    );
  });
});

describe('a connector', () => {
  const literals = [
    '127.0.0.1', '0.0.0.0', '10.1.2.3', '100.64.0.1', '169.254.169.254', '172.16.0.1', '192.168.0.1', '198.18.0.1', '255.255.255.255',
    '[::1]', '[::]', '[::ffff:10.0.0.1]', '[::ffff:a00:1]', '[fd00:ec2::254]', '[fe80::1]', '[64:ff9b::a00:1]', '[2002:a00:1::]',
  ]; // prettier-ignore

  it.each(literals)('is never asked to connect to %s', (hostname) => {
    expect(connectTo(hostname)).toEqual({ connected: [], codes: ['PRIVATE_ADDRESS'] });
  });

  it.each(['0', '2130706433', '0x7f.1', '017700000001', '127.1', '[0:0:0:0:0:0:0:1]', '127.0.0.1.', '１27.0.0.1'])(
    'is never asked to connect to %s, which a URL takes for a private address',
    (host) => {
      expect(connectTo(new URL(`https://${host}/`).hostname)).toEqual({ connected: [], codes: ['PRIVATE_ADDRESS'] });
    },
  );

  it.each([
    '52.94.1.1',
    '[2600:1f18::1]',
    'my-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com',
    'localhost',
  ])('is asked to connect to %s, a name being looked up by it', (hostname) => {
    expect(connectTo(hostname)).toEqual({ connected: [hostname], codes: [] });
  });
});

/** Records where a connection was asked for, and never makes one. */
function connectTo(hostname: string): { connected: string[]; codes: string[] } {
  const connected: string[] = [];
  const codes: string[] = [];
  const connect = onlyToPublic((options: { hostname: string }, _callback: (error: PrivateAddressError) => void) => {
    connected.push(options.hostname);
  });
  connect({ hostname }, ({ code }) => codes.push(code));
  return { connected, codes };
}

describe('publicLookup', () => {
  it('answers with the addresses where all are public', async () => {
    const addresses = [
      { address: '52.94.1.1', family: 4 },
      { address: '2600:1f18::1', family: 6 },
    ];
    expect(await lookUp(addresses, true)).toEqual([null, addresses, undefined]);
    expect(await lookUp(addresses, false)).toEqual([null, '52.94.1.1', 4]);
  });

  it('refuses a name of which one address is private, whichever it is', async () => {
    for (const all of [true, false]) {
      const addresses = [
        { address: '52.94.1.1', family: 4 },
        { address: '169.254.169.254', family: 4 },
      ];
      expect(await lookUp(addresses, all)).toEqual([
        expect.objectContaining({ code: 'PRIVATE_ADDRESS' }),
        [],
        undefined,
      ]);
    }
  });

  it('hands on the error of the name server', async () => {
    const [error] = await lookUp(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), true);
    expect(error).toMatchObject({ code: 'ENOTFOUND' });
  });
});

function lookUp(answer: LookupAddress[] | NodeJS.ErrnoException, all: boolean): Promise<unknown[]> {
  const resolver = ((_name: string, _options: unknown, done: (...values: unknown[]) => void) =>
    answer instanceof Error ? done(answer, []) : done(null, answer)) as never;
  return new Promise((resolve) => {
    publicLookup('some.test', { all }, (error, address, family) => resolve([error, address, family]), resolver);
  });
}
