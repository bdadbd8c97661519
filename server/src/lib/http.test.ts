import { randomBytes } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, constants, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import {
  drip,
  flood,
  startHttpsStandIn,
  type HttpsStandIn,
  type HttpsStandInOptions,
} from '../../../tests/support/https-stand-in.ts';
import { createHttp, HttpFailure, type Http, type HttpRequest } from './http.ts';

const URL_ASKED = 'https://repository.test/npm/my-repo/-/ping?x=1';
const stops: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

describe('one request', () => {
  it('gives status, headers and body, and sends what it was told to and no more', async () => {
    const { http, standIn } = await start((_request, response) => {
      response.writeHead(404, { 'content-type': 'text/plain', 'set-cookie': ['a=1', 'b=2'] }).end('gone');
    });
    const answer = await ask(http, { headers: { authorization: 'Bearer abc' } });
    expect(answer).toMatchObject({ status: 404, isTruncated: false, headers: { 'set-cookie': 'a=1, b=2' } });
    expect(answer.body.toString()).toBe('gone');
    expect(standIn.requests[0]?.line).toBe(`GET ${URL_ASKED}`);
    expect(Object.keys(standIn.requests[0]?.headers ?? {}).sort()).toEqual(['authorization', 'connection', 'host']);
  });

  it.each(['https://elsewhere.test/x', 'http://repository.test/x', 'https://127.0.0.1/', 'file:///etc/passwd', '/y'])(
    'does not follow a redirect to %s',
    async (location) => {
      const { http, standIn } = await start((_request, response) => response.writeHead(302, { location }).end());
      const answer = await ask(http, { headers: { authorization: 'Bearer abc' } });
      expect(answer).toMatchObject({ status: 302, headers: { location } });
      expect(standIn.requests).toHaveLength(1);
      expect(standIn.tunnels).toEqual(['repository.test:443']);
    },
  );

  it('stops reading at the cap', async () => {
    const { http } = await start((_request, response) => flood(response.writeHead(200)));
    const answer = await ask(http, { maxBytes: 100_000 });
    expect(answer).toMatchObject({ status: 200, isTruncated: true });
    expect(answer.body).toHaveLength(100_000);
  });

  it.each([
    ['gzip', gzipSync(Buffer.alloc(200_000_000))],
    ['gzip, gzip', gzipSync(gzipSync(Buffer.alloc(500_000_000)))],
    ['br', brotliCompressSync(Buffer.alloc(200_000_000), { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
  ])('counts a body compressed with %s as what it becomes', async (coding, bomb) => {
    const { http } = await start((_request, response) =>
      response.writeHead(200, { 'content-encoding': coding }).end(bomb),
    );
    const before = process.memoryUsage().rss;
    const answer = await ask(http, { maxBytes: 1_000_000 });
    expect(answer).toMatchObject({ isTruncated: true });
    expect(answer.body).toHaveLength(1_000_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });

  it.each([
    ['small', [gzipSync('hello')], 'hello'],
    ['empty', [gzipSync('')], ''],
    ['made of several parts', [gzipSync('a'.repeat(5_000)), gzipSync('b')], `${'a'.repeat(5_000)}b`],
    ['larger than what is unpacked at once', [gzipSync('x'.repeat(9_000_000))], 'x'.repeat(9_000_000)],
    ['calling itself smaller than it is', [withStatedSize(gzipSync('y'.repeat(5_000)), 10)], null],
    ['calling itself larger than it is', [withStatedSize(gzipSync('y'.repeat(5_000)), 2 ** 32 - 1)], null],
  ])('unpacks a body that is %s', async (_what, parts, expected) => {
    const { http } = await start((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(Buffer.concat(parts)),
    );
    const asked = ask(http, { maxBytes: 10_000_000 });
    if (expected === null) await expect(asked).rejects.toMatchObject({ reason: 'unreadable' });
    else expect((await asked).body.toString()).toBe(expected);
  });

  it('stops reading a compressed body at the cap, also where it can hardly be compressed', async () => {
    const packed = gzipSync(randomBytes(300_000));
    const { http } = await start((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed),
    );
    const answer = await ask(http, { maxBytes: 100_000 });
    expect(answer.isTruncated).toBe(true);
    expect(answer.body.length).toBeGreaterThan(99_000);
    expect(answer.body.length).toBeLessThanOrEqual(100_000);
  });

  it('gives the memory of a large body back when it is told to', async () => {
    const { http } = await start((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(100_000))),
    );
    const answer = await ask(http);
    expect(answer.body).toHaveLength(100_000);
    answer.release?.();
    expect(answer.body).toHaveLength(0);
    expect((await ask(http)).body).toHaveLength(100_000);
  });

  it.each([undefined, 'identity'])('keeps memory that is not its own, where the coding is %s', async (coding) => {
    const { http } = await start((_request, response) =>
      response.writeHead(200, coding === undefined ? {} : { 'content-encoding': coding }).end('x'.repeat(20_000)),
    );
    expect((await ask(http)).release).toBeUndefined();
  });

  it('waits with reading for who is told how far it is, packed or not', async () => {
    const body = Buffer.alloc(6_000_000, 'z');
    for (const isPacked of [false, true]) {
      const { http } = await start((_request, response) => {
        if (isPacked) response.setHeader('content-encoding', 'gzip');
        response.end(isPacked ? gzipSync(body) : body);
      });
      const seen: number[] = [];
      let waiting = 0;
      const onProgress = async (bytes: number) => {
        waiting += 1;
        expect(waiting).toBe(1);
        seen.push(bytes);
        await new Promise((resolve) => setTimeout(resolve, 1));
        waiting -= 1;
      };
      const answer = await ask(http, { maxBytes: 10_000_000, deadlineMs: 10_000, onProgress });
      expect(answer.body.equals(body)).toBe(true);
      expect([seen[0], seen.at(-1)]).toEqual([0, body.length]);
    }
  });

  it.each<[string | undefined, (text: string) => Buffer | string]>([
    [undefined, (text) => text],
    ['identity', (text) => text],
    ['gzip', gzipSync],
    ['GZIP', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
    ['gzip, identity', gzipSync],
    ['br, gzip', (text) => gzipSync(brotliCompressSync(text))],
  ])('reads a body whose content coding is %s, asked for or not', async (coding, compress) => {
    const text = 'hello '.repeat(50_000);
    const { http } = await start((_request, response) =>
      response.writeHead(200, coding === undefined ? {} : { 'content-encoding': coding }).end(compress(text)),
    );
    expect((await ask(http)).body.toString()).toBe(text);
  });

  it.each([200, 204, 304, 404])('reads HTTP %i without a body though it is labelled as compressed', async (status) => {
    const { http } = await start((_request, response) =>
      response.writeHead(status, { 'content-encoding': 'gzip' }).end(),
    );
    await expect(ask(http)).resolves.toMatchObject({ status, body: Buffer.alloc(0), isTruncated: false });
  });
});

describe('a request that fails', () => {
  it.each<[string, RequestListener, string]>([
    ['never answers', () => undefined, 'timeout'],
    ['drips', (_request, response) => drip(response.writeHead(200)), 'timeout'],
    ['stalls in its body', (_request, response) => void response.writeHead(200).write('half'), 'timeout'],
    ['drips compressed', (_request, response) => dripCompressed(response), 'timeout'],
    ['closes before it answers', (request) => void request.socket.destroy(), 'interrupted'],
    ['promises more than it sends', (request, response) => cutShort(request, response), 'interrupted'],
    ['breaks off compressed', (_request, response) => half(response), 'interrupted'],
    ['answers in no HTTP at all', (request) => void request.socket.end('SSH-2.0-OpenSSH_9.6\r\n'), 'unreadable'],
    ['answers with a header of a megabyte', (request) => void request.socket.end(longHeader), 'unreadable'],
    [
      'ends in the middle of its headers',
      (request) => void request.socket.end('HTTP/1.1 200 OK\r\nContent-'),
      'interrupted',
    ],
    ['breaks off in a chunk', (request) => void request.socket.end(brokenChunk), 'interrupted'],
    ['calls garbage compressed', (_request, response) => encoded(response, 'gzip'), 'unreadable'],
    ['calls garbage brotli', (_request, response) => encoded(response, 'br'), 'unreadable'],
    ['calls garbage zstd', (_request, response) => encoded(response, 'zstd'), 'unreadable'],
    ['compresses as nobody does', (_request, response) => encoded(response, 'constructor'), 'unreadable'],
    ['compresses time and again', (_request, response) => encoded(response, 'gzip, gzip, gzip'), 'unreadable'],
  ])('says so where the repository %s', async (_what, answer, reason) => {
    const { http } = await start(answer);
    await expect(ask(http, { deadlineMs: 250 })).rejects.toMatchObject({ constructor: HttpFailure, reason });
  });

  it('says that no answer began, and gives one that did the rest of the time', async () => {
    const { http } = await start(() => undefined);
    const limits = { beginsWithinMs: 50, deadlineMs: 5_000 };
    await expect(ask(http, limits)).rejects.toMatchObject({ reason: 'timeout', code: 'SILENCE' });
    const { http: slow } = await start((_request, response) => {
      response.writeHead(200).write('half');
      setTimeout(() => response.end('whole'), 150);
    });
    expect((await ask(slow, limits)).body.toString()).toBe('halfwhole');
    const { http: stalling } = await start((_request, response) => void response.writeHead(200).write('half'));
    const late = { beginsWithinMs: 50, deadlineMs: 150 };
    await expect(ask(stalling, late)).rejects.toMatchObject({ reason: 'timeout', code: 'TIMEOUT' });
  });

  it('fails as who is told how far it is fails', async () => {
    const { http } = await start((_request, response) => response.end('body'));
    const onProgress = () => Promise.reject(new HttpFailure('stopped', 'STOPPED', 'No place came free.'));
    await expect(ask(http, { onProgress })).rejects.toThrow('No place came free.');
  });

  it('ends at once when its caller stops it, and says that it was that', async () => {
    const { http } = await start(() => undefined);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    await expect(ask(http, { signal: stop.signal })).rejects.toMatchObject({ reason: 'stopped' });
    await expect(ask(http, { signal: stop.signal })).rejects.toMatchObject({ reason: 'stopped' });
  });

  it('names a certificate that nobody trusts, and sends nothing', async () => {
    const { http, standIn } = await start(() => undefined, { isUntrusted: true });
    const failure = { reason: 'tls', code: expect.stringMatching(/^(UNABLE_TO|SELF_SIGNED)/) as string };
    await expect(ask(http)).rejects.toMatchObject(failure);
    expect(standIn.requests).toEqual([]);
  });

  it.each([403, 407, 502])('says that it did not get through where the proxy answers %s', async (tunnelStatus) => {
    const { http } = await start(() => undefined, { tunnelStatus });
    await expect(ask(http)).rejects.toMatchObject({ reason: 'unreachable' });
  });

  it('ends in time where the proxy never opens the tunnel', async () => {
    const { http } = await start(() => undefined, { tunnelStatus: null });
    await expect(ask(http, { deadlineMs: 250 })).rejects.toMatchObject({ reason: 'timeout' });
  });

  it('says that it did not get through where nothing listens', async () => {
    const port = await freePort();
    const http = keep(createHttp({ httpsProxy: `http://127.0.0.1:${port}` }));
    await expect(ask(http)).rejects.toMatchObject({ reason: 'unreachable', code: 'ECONNREFUSED' });
  });

  it('says that it did not get through where the name does not exist', async () => {
    await expect(ask(keep(createHttp({})))).rejects.toMatchObject({ reason: 'unreachable', code: 'ENOTFOUND' });
  });
});

describe('private addresses', () => {
  it.each([
    'https://127.0.0.1:PORT/',
    'https://[::1]:PORT/',
    'https://[::ffff:127.0.0.1]:PORT/',
    'https://0x7f.1:PORT/',
    'https://2130706433:PORT/',
    'https://localhost:PORT/',
    'https://169.254.169.254/latest/meta-data/',
    'https://10.0.0.1/',
  ])('are never connected to: %s', async (address) => {
    let connections = 0;
    const server = createServer().on('connection', () => (connections += 1));
    const port = await listen(server);
    stops.push(async () => server.close());
    const url = address.replace('PORT', String(port));
    await expect(ask(keep(createHttp({})), { url })).rejects.toMatchObject({ reason: 'private-address' });
    expect(connections).toBe(0);
  });

  it('are refused also where NO_PROXY takes them past the proxy', async () => {
    const { standIn } = await start(() => undefined);
    const http = keep(createHttp({ httpsProxy: standIn.proxyUrl, noProxy: '127.0.0.1,localhost' }));
    for (const url of ['https://127.0.0.1:9/', 'https://localhost:9/']) {
      await expect(ask(http, { url })).rejects.toMatchObject({ reason: 'private-address' });
    }
    expect(standIn.tunnels).toEqual([]);
  });
});

describe('the proxy', () => {
  it('carries what NO_PROXY does not name, and nothing else', async () => {
    const { standIn } = await start((_request, response) => response.end('through'));
    const http = keep(createHttp({ httpsProxy: standIn.proxyUrl, noProxy: 'other.test,.inside.test' }));
    expect((await ask(http)).body.toString()).toBe('through');
    for (const url of ['https://other.test/', 'https://a.inside.test/']) {
      await expect(ask(http, { url })).rejects.toMatchObject({ reason: 'unreachable', code: 'ENOTFOUND' });
    }
    expect(standIn.tunnels).toEqual(['repository.test:443']);
  });

  it('comes from the settings alone, not from the environment', async () => {
    const { standIn } = await start(() => undefined);
    process.env.HTTPS_PROXY = standIn.proxyUrl;
    try {
      await expect(ask(keep(createHttp({})))).rejects.toMatchObject({ code: 'ENOTFOUND' });
    } finally {
      delete process.env.HTTPS_PROXY;
    }
    expect(standIn.tunnels).toEqual([]);
  });
});

async function start(
  answer: RequestListener,
  options: HttpsStandInOptions = {},
): Promise<{ http: Http; standIn: HttpsStandIn }> {
  const standIn = await startHttpsStandIn(answer, options);
  stops.push(() => standIn.stop());
  return { http: keep(createHttp({ httpsProxy: standIn.proxyUrl })), standIn };
}

function keep(http: Http): Http {
  stops.push(() => http.close());
  return http;
}

function ask(http: Http, request: Partial<HttpRequest> = {}) {
  return http.request({ url: URL_ASKED, deadlineMs: 2_000, maxBytes: 1_000_000, ...request });
}

const longHeader = `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(1_000_000)}\r\n\r\n`;
const brokenChunk = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\nhalf';

type Response = Parameters<RequestListener>[1];

function withStatedSize(compressed: Buffer, size: number): Buffer {
  compressed.writeUInt32LE(size, compressed.length - 4);
  return compressed;
}

function dripCompressed(response: Response): void {
  response.writeHead(200, { 'content-encoding': 'gzip' }).write(gzipSync('x'.repeat(1_000)).subarray(0, 12));
}

function cutShort(request: Parameters<RequestListener>[0], response: Response): void {
  response.writeHead(200, { 'content-length': '1000' }).write('half', () => request.socket.destroy());
}

function half(response: Response): void {
  response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(10_000)).subarray(0, 20));
}

function encoded(response: Response, coding: string): void {
  response.writeHead(200, { 'content-encoding': coding }).end('this is not compressed');
}

async function listen(server: ReturnType<typeof createServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
