import { gzipSync } from 'node:zlib';
import type { RegistryRequest, RegistryResponse } from './exchange.ts';

/** An answer with a body, compressed where the client accepts that. */
export function compressible(
  request: RegistryRequest,
  body: string,
  contentType: string,
  headers: Readonly<Record<string, string>> = {},
): RegistryResponse {
  if (!accepts(request.headers['accept-encoding'], 'gzip')) {
    return reply(200, body, contentType, headers);
  }
  return reply(200, gzipSync(body), contentType, { ...headers, 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
}

export function reply(
  status: number,
  body: Buffer | string,
  contentType: string,
  headers: Readonly<Record<string, string>> = {},
): RegistryResponse {
  const length = String(Buffer.byteLength(body));
  return { status, headers: { 'content-type': contentType, 'content-length': length, ...headers }, body };
}

/** The body of CodeArtifact's errors has never been published; nothing may depend on this one. */
export function jsonError(status: number, message: string): RegistryResponse {
  return reply(status, JSON.stringify({ message }), 'application/json');
}

export function textError(status: number, message: string): RegistryResponse {
  return reply(status, message, 'text/plain; charset=UTF-8');
}

export function redirect(status: 301 | 302 | 307, location: string): RegistryResponse {
  return { status, headers: { location, 'content-length': '0' }, body: null };
}

/** Whether a list like `gzip, br;q=0` names `token` without ruling it out. */
export function accepts(list: string | undefined, ...tokens: readonly string[]): boolean {
  return (list ?? '').split(',').some((entry) => {
    const [token = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
    return tokens.includes(token) && !parameters.some((parameter) => /^q=0(\.0*)?$/u.test(parameter));
  });
}

/** Undefined where an escape is broken. */
export function unescapePath(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
