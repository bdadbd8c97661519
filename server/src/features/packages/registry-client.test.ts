import { describe, expect, it, vi } from 'vitest';
import type { Access } from '../../connectors/connector.ts';
import type { HttpAnswer } from '../../lib/http.ts';
import { RegistryHttpFailure, type RegistryCall, type RegistryHttp } from '../../lib/registry-http.ts';
import { Slots } from '../../lib/slots.ts';
import { RegistryClients } from './registry-client.ts';

const ORIGIN = 'https://my-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com';
const access: Access = { url: `${ORIGIN}/npm/my-repo/`, userName: 'aws', secret: 'one', expiresAt: new Date() };
const json = { accept: 'application/json' };

describe('a registry client', () => {
  it('sends the credential and counts', async () => {
    const { client, calls } = clientOf(answer(200, 'body'));
    await expect(client.get(`${ORIGIN}/npm/my-repo/x`, { ...json, etag: '"1"' })).resolves.toMatchObject({
      status: 200,
    });
    expect(calls[0]).toMatchObject({
      authorization: 'Bearer one',
      headers: { accept: 'application/json', 'if-none-match': '"1"' },
      quota: 'quota',
      organizationId: 'organization',
    });
    expect(client.counts.requestCount).toBe(1);
  });

  it.each([200, 304, 404, 410])('hands on HTTP %i', async (status) => {
    await expect(clientOf(answer(status)).client.get(access.url, json)).resolves.toMatchObject({ status });
  });

  it.each([
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [429, 'rate-limited'],
    [500, 'service-fault'],
    [503, 'service-fault'],
    [204, 'unexpected-status'],
    [406, 'unexpected-status'],
  ])('calls HTTP %i %s and keeps the words and the id', async (status, reason) => {
    const headers = { 'content-type': 'application/json', 'x-amzn-requestid': 'request-1' };
    const { client } = clientOf(answer(status, '{"message":"in its own words, Bearer abcdefghijkl"}', headers));
    await expect(client.get(access.url, json)).rejects.toMatchObject({
      reason,
      httpStatus: status,
      awsRequestId: 'request-1',
      message: 'in its own words, Bearer [redacted]',
    });
  });

  it.each([
    ['asset-refused', 'unexpected-status'],
    ['redirected', 'redirected'],
    ['too-large', 'too-large'],
    ['timeout', 'timeout'],
    ['tls', 'tls'],
  ] as const)('calls %s %s', async (reason, expected) => {
    const { client } = clientOf(new RegistryHttpFailure(reason, 'why', 302));
    await expect(client.get(access.url, json)).rejects.toMatchObject({
      reason: expected,
      message: 'why',
      httpStatus: 302,
    });
  });

  it.each([
    'https://evil.example/npm/x',
    `http${ORIGIN.slice(5)}/npm/x`,
    `${ORIGIN}:8443/npm/x`,
    `${ORIGIN.replace('//', '//user:pass@')}/npm/x`,
    '/npm/x',
    'not a url',
  ])('asks nobody at %j', async (url) => {
    const { client, calls } = clientOf(answer(200));
    await expect(client.get(url, json)).rejects.toMatchObject({ reason: 'unexpected-content' });
    expect(calls).toEqual([]);
  });

  it('goes on with the access that took the place of a refused one', async () => {
    const replaceAccess = vi.fn(() => Promise.resolve({ ...access, secret: 'two' }));
    const { client, calls } = clientOf(answer(200), replaceAccess);
    await client.get(access.url, json);
    await expect(calls[0]?.renewAuthorization()).resolves.toBe('Bearer two');
    await client.get(access.url, json);
    expect(calls[1]?.authorization).toBe('Bearer two');
    await expect(calls[0]?.renewAuthorization()).resolves.toBe('Bearer two');
    expect(replaceAccess).toHaveBeenCalledOnce();
  });

  it('shares the access that took the place of a refused one with the other clients of a batch', async () => {
    const replaceAccess = vi.fn(() => Promise.resolve({ ...access, secret: 'two' }));
    const { client, clients, calls } = clientOf(answer(200), replaceAccess);
    await client.get(access.url, json);
    await calls[0]?.renewAuthorization();
    await clients.open().get(access.url, json);
    expect(calls[1]?.authorization).toBe('Bearer two');
    expect(clients.open().batch).toBe(client.batch);
  });

  it('has nothing better where no other access is to be had', async () => {
    const { client, calls } = clientOf(answer(401), () => Promise.resolve(null));
    await expect(client.get(access.url, json)).rejects.toMatchObject({ reason: 'unauthorized' });
    await expect(calls[0]?.renewAuthorization()).resolves.toBeNull();
  });

  it('says how long the slowest answer took', async () => {
    const durations = [7, 20, 3];
    const http = { get: () => Promise.resolve({ ...answer(200), durationMs: durations.shift() ?? 0 }) };
    const { client } = clientOf(answer(200), undefined, undefined, http);
    for (let asked = 0; asked < 3; asked += 1) await client.get(access.url, json);
    expect(client.counts.slowestMs).toBe(20);
  });

  it('gives back the memory of what was read when it is closed, and not before', async () => {
    const release = vi.fn();
    const { client } = clientOf({ ...answer(200, 'body'), release });
    await client.get(access.url, json);
    expect(release).not.toHaveBeenCalled();
    client.close();
    client.close();
    expect(release).toHaveBeenCalledOnce();
  });

  it('holds one place for all its large documents until it is closed', async () => {
    const slots = new Slots(1);
    const { client, calls } = clientOf(answer(200), () => Promise.resolve(null), slots);
    await client.get(access.url, json);
    const { signal } = new AbortController();
    await calls[0]?.onLarge?.(signal);
    await calls[0]?.onLarge?.(signal);
    expect(slots.isIdle).toBe(false);
    client.close();
    await new Promise((resolve) => setImmediate(resolve));
    expect(slots.isIdle).toBe(true);
  });
});

function answer(status: number, body = '', headers: Record<string, string> = {}): HttpAnswer {
  return { status, headers, body: Buffer.from(body), isTruncated: false, durationMs: 1 };
}

function clientOf(
  outcome: HttpAnswer | Error,
  replaceAccess: (refused: Access) => Promise<Access | null> = () => Promise.resolve(null),
  largeDocuments = new Slots(1),
  otherHttp?: Pick<RegistryHttp, 'get'>,
) {
  const calls: RegistryCall[] = [];
  const http = otherHttp ?? {
    get: (call: RegistryCall) => {
      calls.push(call);
      call.onRequest?.();
      return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
    },
  };
  const clients = new RegistryClients({
    http,
    access,
    replaceAccess,
    quota: 'quota',
    organizationId: 'organization',
    largeDocuments,
  });
  return { clients, client: clients.open(), calls };
}
