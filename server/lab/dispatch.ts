import type { IncomingMessage } from 'node:http';
import { serveCodeArtifact } from './codeartifact.ts';
import { servePackages } from './data-plane.ts';
import type { LabAnswer, LabRequest, Outcome } from './exchange.ts';
import { findService } from './hosts.ts';
import { serveAsset } from './registries/registry.ts';
import type { LabState } from './state.ts';
import { serveSts } from './sts.ts';

const MOST_BODY_BYTES = 1024 * 1024;
const MOST_REQUESTS = 1_000;

/** Answers one request of a tunnel that leads to `host`, and remembers it. */
export async function dispatch(state: LabState, host: string, message: IncomingMessage): Promise<LabAnswer> {
  const request = await readRequest(host, message);
  const outcome = await serve(state, request);
  const { answer, action, principal, parameters = {}, errorCode = null } = outcome;
  state.requests.push({
    at: new Date().toISOString(),
    service: request.service.kind,
    host,
    method: request.method,
    path: request.path,
    action,
    principal,
    parameters,
    status: answer.status,
    errorCode,
  });
  if (state.requests.length > MOST_REQUESTS) state.requests.splice(0, state.requests.length - MOST_REQUESTS);
  return answer;
}

async function serve(state: LabState, request: LabRequest): Promise<Outcome> {
  const { service } = request;
  if (withoutPort(request.host) !== request.tunnelHost) {
    return plain(421, 'The Host header names another host than the tunnel.');
  }
  switch (service.kind) {
    case 'sts':
      return serveSts(state, request, service.region);
    case 'codeartifact':
      return serveCodeArtifact(state, request, service.region);
    case 'repositories':
      return servePackages(state, request, service);
    case 'assets':
      return { answer: serveAsset(request), action: 's3:GetObject', principal: null };
    default:
      return plain(421, 'The lab does not stand in for this host.');
  }
}

async function readRequest(host: string, message: IncomingMessage): Promise<LabRequest> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MOST_BODY_BYTES) throw new Error('The request body is too large for the lab.');
    chunks.push(chunk);
  }
  const [path = '/', query = ''] = (message.url ?? '/').split(/\?(.*)/su);
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(message.headers))
    headers[name] = Array.isArray(value) ? value.join(',') : value;
  return {
    service: findService(host),
    tunnelHost: host,
    method: message.method ?? 'GET',
    host: message.headers.host ?? '',
    path,
    query: new URLSearchParams(query),
    headers,
    body: Buffer.concat(chunks),
  };
}

function withoutPort(host: string): string {
  return host.toLowerCase().replace(/:443$/u, '');
}

function plain(status: number, text: string): Outcome {
  return { answer: { status, headers: { 'content-type': 'text/plain' }, body: text }, action: null, principal: null };
}
