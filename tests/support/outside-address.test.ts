import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { findOutsideAddress } from './outside-address.ts';
import { takeOutsideCalls } from './setup.ts';

describe('findOutsideAddress', () => {
  it.each([
    [[{ host: '127.0.0.1', port: 1 }]],
    [[{ host: 'localhost', port: 1 }]],
    [[{ host: '::1', port: 1 }]],
    [[{ port: 1 }]],
    [[{ path: '/tmp/socket' }]],
    [[8080, '127.0.0.1']],
    [['/tmp/socket']],
    [[[{ host: '127.0.0.9', port: 1 }, null]]],
  ])('lets %j pass', (parameters) => {
    expect(findOutsideAddress(parameters)).toBeUndefined();
  });

  it.each([
    [[{ host: 'example.com', port: 443 }], 'example.com:443'],
    [[{ host: '10.0.0.1', port: 443 }], '10.0.0.1:443'],
    [[{ host: '127.0.0.1.example.com', port: 443 }], '127.0.0.1.example.com:443'],
    [[443, '169.254.169.254'], '169.254.169.254:443'],
    [[[{ host: '2001:db8::1', port: 443 }, null]], '2001:db8::1:443'],
  ])('names the address of %j', (parameters, address) => {
    expect(findOutsideAddress(parameters)).toBe(address);
  });
});

it('answers names reserved for tests with "not found", without asking anybody', async () => {
  await expect(lookup('nobody.invalid')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  const failure = await new Promise((resolve) => connect(443, 'nobody.test').once('error', resolve));
  expect(failure).toMatchObject({ code: 'ENOTFOUND' });
});

it('refuses a call out and remembers it, so that the test fails even where the code swallows the error', async () => {
  const failure = await new Promise((resolve) => connect(443, '192.0.2.1').once('error', resolve));
  await expect(lookup('example.com')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  expect(failure).toMatchObject({ message: expect.stringContaining('must not call 192.0.2.1:443') as string });
  expect(takeOutsideCalls()).toEqual(['192.0.2.1:443', 'the name server, for example.com']);
});
