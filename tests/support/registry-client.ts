/** The RegistryClient of tests of registry protocols: asks this machine, with limits small enough to be reached. */

import { RegistryFailure } from '../../server/src/package-types/index.ts';
import type {
  RegistryAnswer,
  RegistryClient,
  RegistryFailureReason,
  RegistryRequest,
} from '../../server/src/package-types/index.ts';

export interface TestRegistryClientOptions {
  deadlineMs?: number;
  maxBytes?: number;
}

/** Asks the repository at `url` as the product's own client does, but without retries, pacing and credential. */
export function createTestRegistryClient(url: string, options: TestRegistryClientOptions = {}): RegistryClient {
  return { url, get: (address, request) => get(url, address, request, options) };
}

const reasons: Readonly<Record<number, RegistryFailureReason>> = {
  401: 'unauthorized',
  403: 'forbidden',
  429: 'rate-limited',
};

async function get(
  repositoryUrl: string,
  address: string,
  { accept, etag, maxBytes: wanted = Number.POSITIVE_INFINITY }: RegistryRequest,
  { deadlineMs = 20_000, maxBytes = 48 * 1024 * 1024 }: TestRegistryClientOptions,
): Promise<RegistryAnswer> {
  if (new URL(address).origin !== new URL(repositoryUrl).origin)
    throw new Error(`${address} is outside the repository`);
  const signal = AbortSignal.timeout(deadlineMs);
  try {
    const headers = { accept, ...(etag === undefined ? {} : { 'if-none-match': etag }) };
    const response = await fetch(address, { headers, redirect: 'manual', signal });
    const { status } = response;
    if (status >= 300 && status < 400 && status !== 304)
      throw new RegistryFailure('redirected', 'It redirects.', status);
    if (status !== 200 && status !== 304 && status !== 404 && status !== 410) {
      const reason = reasons[status] ?? (status >= 500 ? 'service-fault' : 'unexpected-status');
      throw new RegistryFailure(reason, `It answered HTTP ${status}.`, status);
    }
    return {
      status,
      headers: Object.fromEntries(response.headers),
      body: await readBody(response, Math.min(maxBytes, wanted)),
    };
  } catch (error) {
    if (error instanceof RegistryFailure) throw error;
    if (signal.aborted) throw new RegistryFailure('timeout', `No complete answer within ${deadlineMs} ms.`);
    const isRefused = JSON.stringify((error as Error).cause ?? {}).includes('ECONNREFUSED');
    throw new RegistryFailure(isRefused ? 'unreachable' : 'interrupted', (error as Error).message);
  }
}

async function readBody(response: Response, maxBytes: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.length;
    if (size > maxBytes) throw new RegistryFailure('too-large', `The answer is longer than ${maxBytes} bytes.`, 200);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
