import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from './clock.ts';
import { Ending } from './concurrency.ts';
import { HttpFailure, type HttpAnswer, type HttpRequest } from './http.ts';
import { LARGE_BYTES, RegistryHttp, type RegistryCall } from './registry-http.ts';

const REPOSITORY = 'https://my-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com/npm/my-repo/left-pad';
const NOON = new Date('2026-11-28T12:00:00Z');
const ASSETS = 'https://assets.example/file?X-Amz-Signature=abc';

afterEach(() => {
  vi.useRealTimers();
});

describe('a request to a registry', () => {
  it('carries the credential and comes back', async () => {
    const { http, sent } = answering(answer(200, 'body'));
    const reply = await http.get(call());
    expect(reply.body.toString()).toBe('body');
    expect(sent[0]).toMatchObject({
      url: REPOSITORY,
      headers: { authorization: 'Bearer one', accept: 'application/json', 'accept-encoding': 'gzip' },
    });
  });

  it.each([400, 401, 403, 404, 410, 501])('is not repeated after HTTP %i', async (status) => {
    const { http, sent } = answering(answer(status));
    await expect(http.get(call())).resolves.toMatchObject({ status });
    expect(sent).toHaveLength(1);
  });

  it.each([500, 502, 503, 504])('is repeated after HTTP %i, four times in all', async (status) => {
    const { http, sent } = answering(answer(status));
    await expect(http.get(call())).resolves.toMatchObject({ status });
    expect(sent).toHaveLength(4);
  });

  it.each(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'])('is repeated after %s', async (code) => {
    const { http, sent } = answering(new HttpFailure('unreachable', code, 'reset'), answer(200));
    await expect(http.get(call())).resolves.toMatchObject({ status: 200 });
    expect(sent).toHaveLength(2);
  });

  it.each([
    ['unreachable', 'ENOTFOUND'],
    ['tls', 'CERT_HAS_EXPIRED'],
    ['timeout', 'SILENCE'],
  ] as const)('is not repeated where it is %s', async (reason, code) => {
    const { http, sent } = answering(new HttpFailure(reason, code, 'no'));
    await expect(http.get(call())).rejects.toMatchObject({ reason, message: 'no' });
    expect(sent).toHaveLength(1);
  });

  it.each([
    ['1', 1_000],
    [' 2 ', 2_000],
    ['Sat, 28 Nov 2026 12:00:03 GMT', 3_000],
  ])('waits as long as a 429 asks for with %j, all together', async (retryAfter, milliseconds) => {
    useFakeTime();
    const { http, sent } = answering(answer(429, '', { 'retry-after': retryAfter }), answer(200));
    const first = http.get(call());
    await vi.advanceTimersByTimeAsync(1);
    const second = http.get(call());
    await vi.advanceTimersByTimeAsync(milliseconds - 100);
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    await expect(Promise.all([first, second])).resolves.toMatchObject([{ status: 200 }, { status: 200 }]);
    expect(sent).toHaveLength(3);
  });

  it('does not wait for what is beyond its deadline, and sends nothing in a pause that lasts longer', async () => {
    useFakeTime();
    const { http, sent } = answering(answer(429, '', { 'retry-after': '120' }), answer(200));
    await expect(http.get(call())).resolves.toMatchObject({ status: 429 });
    const meanwhile = { reason: 'rate-limited', httpStatus: 429, message: expect.stringContaining('120 s') as string };
    await expect(http.get(call())).rejects.toMatchObject(meanwhile);
    await expect(http.get(call({ quota: 'another account' }))).resolves.toMatchObject({ status: 200 });
    expect(sent).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(121_000);
    await expect(http.get(call())).resolves.toMatchObject({ status: 200 });
  });

  it.each(['86400', 'Fri, 31 Dec 9999 23:59:59 GMT'])(
    'pauses no longer than five minutes for %j',
    async (retryAfter) => {
      useFakeTime();
      const { http } = answering(answer(429, '', { 'retry-after': retryAfter }), answer(200));
      await http.get(call());
      await vi.advanceTimersByTimeAsync(5 * 60_000 + 1_000);
      await expect(http.get(call())).resolves.toMatchObject({ status: 200 });
    },
  );

  it('asks for another credential once', async () => {
    const renewAuthorization = vi.fn(() => Promise.resolve('Bearer two'));
    const { http, sent } = answering(answer(401));
    await expect(http.get(call({ renewAuthorization }))).resolves.toMatchObject({ status: 401 });
    expect(sent.map(({ headers }) => headers?.authorization)).toEqual(['Bearer one', 'Bearer two']);
    expect(renewAuthorization).toHaveBeenCalledOnce();
  });

  it('goes on with the other credential, and a redirect does not get that one either', async () => {
    const renewAuthorization = () => Promise.resolve('Bearer two');
    const { http, sent } = answering(answer(401), redirect(ASSETS), answer(200));
    await expect(http.get(call({ renewAuthorization }))).resolves.toMatchObject({ status: 200 });
    expect(sent.map(({ headers }) => headers?.authorization)).toEqual(['Bearer one', 'Bearer two', undefined]);
  });

  it('does not wait for another credential for ever', async () => {
    const { http } = answering(answer(401));
    const signal = AbortSignal.timeout(20);
    const renewAuthorization = () => new Promise<string | null>(() => undefined);
    await expect(http.get(call({ renewAuthorization, signal }))).rejects.toMatchObject({ reason: 'stopped' });
  });

  it.each([
    [undefined, 52_428_800],
    [1_024, 1_024],
    [1_000_000_000, 52_428_800],
  ])('takes no more than is wanted (%s), and never more than 50 MB', async (maxBytes, expected) => {
    const { http, sent } = answering({ ...answer(200), isTruncated: true });
    const limit = expected === 1_024 ? /longer than 1 KB/ : /longer than 50 MB/;
    await expect(http.get(call({ maxBytes }))).rejects.toThrow(limit);
    expect(sent[0]?.maxBytes).toBe(expected);
  });

  it('stops with its signal, also while it waits', async () => {
    const { http } = answering(answer(429, '', { 'retry-after': '20' }));
    await expect(http.get(call({ signal: AbortSignal.timeout(20) }))).rejects.toMatchObject({ reason: 'stopped' });
    await expect(http.get(call({ signal: AbortSignal.abort() }))).rejects.toMatchObject({ reason: 'stopped' });
  });

  it('is refused where the answer is too long, and says so when it grows large', async () => {
    const onLarge = vi.fn(() => Promise.resolve());
    const { http } = answering({ ...answer(200), isTruncated: true }, { progress: LARGE_BYTES + 1 });
    await expect(http.get(call({ onLarge }))).rejects.toMatchObject({ reason: 'too-large' });
    expect(onLarge).toHaveBeenCalledOnce();
  });

  it('gives the registry ten seconds to begin and thirty in all, tries included', async () => {
    const sent: HttpRequest[] = [];
    const request = async (asked: HttpRequest) => {
      sent.push(asked);
      await new Promise((resolve) => setTimeout(resolve, 30));
      return answer(sent.length === 1 ? 503 : 200);
    };
    await new RegistryHttp({ ...options(), http: { request } }).get(call());
    expect(sent.map(({ beginsWithinMs }) => beginsWithinMs)).toEqual([10_000, 10_000]);
    expect(sent[0]?.deadlineMs).toBe(30_000);
    expect(sent[1]?.deadlineMs).toBeLessThan(29_980);
  });

  it('says of a late answer that it came too late, whichever try it was', async () => {
    const { http } = answering(answer(503), new HttpFailure('timeout', 'TIMEOUT', 'within 17.3 s'));
    await expect(http.get(call())).rejects.toMatchObject({
      reason: 'timeout',
      message: 'No complete answer within 30 s.',
    });
  });

  it('has no more time than what it is a part of, its waiting for a place included', async () => {
    const open: (() => void)[] = [];
    const sent: HttpRequest[] = [];
    const http = new RegistryHttp({
      ...options(),
      http: {
        request: (asked) => {
          sent.push(asked);
          return new Promise((resolve) => open.push(() => resolve(answer(200))));
        },
      },
    });
    const first = http.get(call({ ending: new Ending(5_000) }));
    const others = Array.from({ length: 63 }, () => http.get(call()));
    await expect(http.get(call({ ending: new Ending(20) }))).rejects.toMatchObject({ reason: 'timeout' });
    for (const release of open) release();
    await Promise.all([first, ...others]);
    expect(sent[0]?.deadlineMs).toBeLessThanOrEqual(5_000);
    expect(sent).toHaveLength(64);
  });

  it('leaves a failing registry alone after a while', async () => {
    const { http, sent } = answering(answer(503));
    await Promise.all(Array.from({ length: 60 }, () => http.get(call())));
    expect(sent.length).toBeLessThanOrEqual(110);
  });

  it('shares 64 places in an organization and leaves the others theirs', async () => {
    const open: (() => void)[] = [];
    const sent: string[] = [];
    const http = new RegistryHttp({
      ...options(),
      http: {
        request: ({ headers }) =>
          new Promise((resolve) => {
            sent.push(headers?.organization ?? '');
            open.push(() => resolve(answer(200)));
          }),
      },
    });
    const ask = (organizationId: string) =>
      http.get(call({ organizationId, headers: { organization: organizationId } }));
    const all = [...Array.from({ length: 70 }, () => ask('a')), ask('b')];
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect([sent.filter((name) => name === 'a').length, sent.includes('b')]).toEqual([64, true]);
    while (open.length > 0) {
      open.splice(0).forEach((release) => release());
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await expect(Promise.all(all)).resolves.toHaveLength(71);
  });
});

describe('a redirect', () => {
  it('to an asset host is followed without the credential', async () => {
    const onRequest = vi.fn();
    const { http, sent } = answering(redirect(ASSETS), answer(200, 'asset'));
    const reply = await http.get(call({ onRequest }));
    expect(reply.body.toString()).toBe('asset');
    expect(sent[1]?.url).toBe(ASSETS);
    expect(Object.keys(sent[1]?.headers ?? {}).toSorted()).toEqual(['accept', 'accept-encoding', 'user-agent']);
    expect(onRequest).toHaveBeenCalledTimes(2);
  });

  it.each([
    'https://evil.example/',
    'http://assets.example/file',
    'https://assets.example:8443/file',
    'https://user@assets.example/file',
    'https://assets.example.evil.example/',
    '/npm/my-repo/left-pad/',
    'file:///etc/passwd',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://0177.0.0.1/',
    'https://2130706433/',
    '//evil.example/x',
    'javascript:alert(1)',
    'https://%zz/',
    '',
  ])('to %j is not followed', async (location) => {
    const { http, sent } = answering(redirect(location));
    await expect(http.get(call())).rejects.toMatchObject({ reason: 'redirected', httpStatus: 302 });
    expect(sent).toHaveLength(1);
  });

  it('is followed three times and not more, and its secrets are not told', async () => {
    const { http, sent } = answering(redirect(ASSETS));
    await expect(http.get(call())).rejects.toMatchObject({ reason: 'redirected' });
    expect(sent).toHaveLength(4);
    const { http: other } = answering(redirect('https://evil.example/secret-path?token=secret'));
    await expect(other.get(call())).rejects.not.toThrow(/secret/);
  });

  it('whose target refuses is no refusal of the repository', async () => {
    const { http } = answering(redirect(ASSETS), answer(403));
    await expect(http.get(call())).rejects.toMatchObject({ reason: 'asset-refused', httpStatus: 403 });
  });
});

function useFakeTime(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'], now: NOON });
}

function options() {
  return { clock: systemClock, requestsPerSecond: 100_000, isAssetHost: (host: string) => host === 'assets.example' };
}

type Step = HttpAnswer | Error | { progress: number };

/** Answers one after the other; the last one again and again. */
function answering(...steps: Step[]) {
  const progress = steps.find((step): step is { progress: number } => 'progress' in step)?.progress ?? 0;
  const answers = steps.filter((step): step is HttpAnswer | Error => !('progress' in step));
  const sent: HttpRequest[] = [];
  const request = async (asked: HttpRequest): Promise<HttpAnswer> => {
    const next = answers[Math.min(sent.length, answers.length - 1)];
    sent.push(asked);
    await asked.onProgress?.(progress);
    if (next === undefined || next instanceof Error) throw next ?? new Error('No answer');
    return next;
  };
  return { http: new RegistryHttp({ ...options(), http: { request } }), sent };
}

function answer(status: number, body = '', headers: Record<string, string> = {}): HttpAnswer {
  return { status, headers, body: Buffer.from(body), isTruncated: false, durationMs: 1 };
}

function redirect(location: string): HttpAnswer {
  return answer(302, '', { location });
}

function call(changes: Partial<RegistryCall> = {}): RegistryCall {
  return {
    url: REPOSITORY,
    headers: { accept: 'application/json' },
    authorization: 'Bearer one',
    renewAuthorization: () => Promise.resolve(null),
    quota: '111122223333 us-east-1',
    organizationId: 'organization',
    ...changes,
  };
}
