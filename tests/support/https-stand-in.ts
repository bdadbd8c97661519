import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { openAuthority, type Authority } from '../../server/lab/certificates.ts';

export interface HttpsStandIn {
  /** Value for HTTPS_PROXY. */
  readonly proxyUrl: string;
  /** Every `host:port` that a tunnel was asked for. */
  readonly tunnels: string[];
  /** Every request that came through a tunnel, as `GET https://host/path`. */
  readonly requests: { line: string; headers: IncomingMessage['headers'] }[];
  stop(): Promise<void>;
}

export interface HttpsStandInOptions {
  /** Shows a certificate of an authority that nobody trusts. */
  isUntrusted?: boolean;
  /** Answers CONNECT with this status in place of a tunnel; null leaves it without an answer. */
  tunnelStatus?: number | null;
}

/**
 * Any https host of the world, on loopback: a CONNECT proxy that ends TLS itself, with certificates of a throw-away authority
 * that this process trusts from then on.
 */
export async function startHttpsStandIn(
  answer: RequestListener,
  { isUntrusted = false, tunnelStatus = 200 }: HttpsStandInOptions = {},
): Promise<HttpsStandIn> {
  authorityOfThisProcess ??= createAuthority();
  const authority = await authorityOfThisProcess;
  setDefaultCACertificates([...getCACertificates('default'), authority.certificatePem]);
  const contextFor = (host: string) => (isUntrusted ? authority.untrustedContextFor(host) : authority.contextFor(host));
  const tunnels: string[] = [];
  const requests: HttpsStandIn['requests'] = [];
  const sockets = new Set<Socket>();
  const inside = createHttpsServer(
    {
      SNICallback: (host, done) => {
        void contextFor(host).then((made) => done(null, made)); // oxlint-disable-line promise/no-callback-in-promise -- Node's form
      },
    },
    (request, response) => {
      requests.push({
        line: `${request.method} https://${request.headers.host}${request.url}`,
        headers: request.headers,
      });
      answer(request, response);
    },
  );
  inside.on('tlsClientError', () => undefined);
  const outside = createHttpServer((_request, response) => response.writeHead(405).end());
  outside.on('connect', (request: IncomingMessage, socket: Socket) => {
    tunnels.push(request.url ?? '');
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    if (tunnelStatus === null) return;
    if (tunnelStatus !== 200) {
      socket.end(`HTTP/1.1 ${tunnelStatus} No\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    inside.emit('connection', socket);
  });
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
  return {
    proxyUrl: `http://127.0.0.1:${(outside.address() as AddressInfo).port}`,
    tunnels,
    requests,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => outside.close(resolve));
    },
  };
}

/** One byte at a time, for ever: what no idle timer ends. */
export function drip(response: ServerResponse): void {
  const timer = setInterval(() => response.write(' '), 30);
  response.on('close', () => clearInterval(timer));
}

/** A body that goes on for ever, as fast as it is taken. */
export function flood(response: ServerResponse): void {
  const more = () => {
    while (!response.destroyed && response.write(Buffer.alloc(64_000)));
  };
  response.on('drain', more);
  more();
}

let authorityOfThisProcess: Promise<Authority> | undefined;

async function createAuthority(): Promise<Authority> {
  const folder = mkdtempSync(join(tmpdir(), 'backline-https-'));
  const authority = await openAuthority(folder);
  rmSync(folder, { recursive: true, force: true });
  return authority;
}
