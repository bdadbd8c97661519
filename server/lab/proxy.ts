import { randomBytes } from 'node:crypto';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { SecureContext, TLSSocket } from 'node:tls';
import type { Authority } from './certificates.ts';
import { dispatch } from './dispatch.ts';
import { findService, type Service } from './hosts.ts';
import { send } from './send.ts';
import type { LabState } from './state.ts';
import { connection, type LossyService } from './world.ts';

export interface Proxy {
  readonly port: number;
  /** Cuts the tunnels to a service and forgets TLS sessions, so that a changed network is felt by the very next request. */
  cutTunnels(service: LossyService): void;
  stop(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';
const KEEP_ALIVE_MS = 60_000;

/**
 * A CONNECT proxy on loopback that leads nowhere: it ends TLS itself and answers in AWS's place. Other hosts are refused.
 * It never opens a connection.
 */
export async function startProxy(state: LabState, authority: Authority, port: number): Promise<Proxy> {
  const tunnels = new Map<Duplex, Service['kind']>();
  const inside = createHttpsServer(
    { SNICallback: (host, done) => void findContext(state, authority, host, done), keepAliveTimeout: KEEP_ALIVE_MS },
    (request, response) => void answer(state, request, response),
  );
  inside.on('tlsClientError', () => undefined);
  const outside = createHttpServer((_request, response) => {
    response.writeHead(403, { 'content-type': 'text/plain' }).end('The lab takes only CONNECT to AWS hosts.\n');
  });
  outside.on('connect', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const { status, kind } = judgeTunnel(state, request.url ?? '');
    if (status !== 200) {
      socket.end(`HTTP/1.1 ${status} ${status === 403 ? 'Forbidden' : 'Bad Gateway'}\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    tunnels.set(socket, kind);
    socket.on('close', () => tunnels.delete(socket));
    socket.setNoDelay(true);
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    inside.emit('connection', socket);
  });
  await new Promise<void>((resolve, reject) => {
    outside.once('error', reject);
    outside.listen(port, LOOPBACK, resolve);
  });
  const cut = (isMeant: (kind: Service['kind']) => boolean) => {
    inside.setTicketKeys(randomBytes(48));
    for (const [tunnel, kind] of tunnels) {
      if (isMeant(kind)) tunnel.destroy();
    }
  };
  return {
    port: (outside.address() as AddressInfo).port,
    cutTunnels: (service) => cut((kind) => kind === service),
    stop: async () => {
      const closed = new Promise<void>((resolve) => outside.close(() => resolve()));
      cut(() => true);
      outside.closeAllConnections();
      inside.close();
      await closed;
    },
  };
}

/** 200, 403 for hosts that are not AWS's, 502 for those that do not answer. */
function judgeTunnel(state: LabState, target: string): { status: 200 | 403 | 502; kind: Service['kind'] } {
  const [, host = '', port] = /^(.*):(\d+)$/u.exec(target) ?? [];
  const { kind } = findService(host);
  if (port !== '443' || kind === 'not-aws') return { status: 403, kind };
  const isReachable = kind !== 'nowhere' && connection(state.world.settings, kind) !== 'fails';
  return { status: isReachable ? 200 : 502, kind };
}

async function findContext(
  state: LabState,
  authority: Authority,
  host: string,
  done: (error: Error | null, context?: SecureContext) => void,
): Promise<void> {
  try {
    const { kind } = findService(host);
    const isKnown = kind !== 'nowhere' && kind !== 'not-aws';
    const isStrange = isKnown && connection(state.world.settings, kind) === 'untrusted';
    done(null, await (isStrange ? authority.untrustedContextFor(host) : authority.contextFor(host)));
  } catch (error) {
    done(error instanceof Error ? error : new Error(String(error)));
  }
}

async function answer(state: LabState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { servername } = request.socket as TLSSocket & { servername?: string | false };
  try {
    const reply = await dispatch(state, servername ? servername.toLowerCase() : '', request);
    send(response, reply, state.world.settings.clockAheadSeconds === 0);
  } catch (error) {
    // A fault of the lab itself, or a client that went away.
    const reason = error instanceof Error ? error.message : String(error);
    if (response.headersSent) response.destroy();
    else send(response, { status: 500, headers: {}, body: `The lab failed: ${reason}` }, true);
  }
}
