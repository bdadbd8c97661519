/** What a request brings to prove who is asking: an API key in the header Authorization, or the session's cookie. */

import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyRequest } from 'fastify';
import { SESSION_ABSOLUTE_MS, type Credentials } from '../features/identity/index.ts';

export interface SessionCookie {
  name: string;
  /** A Set-Cookie value that keeps the token in the browser. */
  issue(token: string): string;
  /** A Set-Cookie value that removes it. */
  clear(): string;
}

/** With an https address the browser itself makes sure that the cookie came over https and from this host only (`__Host-`). */
export function createSessionCookie(publicUrl: string): SessionCookie {
  const isSecure = publicUrl.startsWith('https:');
  const name = isSecure ? '__Host-backline' : 'backline';
  const attributes = { name, path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure } as const;
  return {
    name,
    issue: (token) => stringifySetCookie({ ...attributes, value: token, maxAge: SESSION_ABSOLUTE_MS / 1_000 }),
    clear: () => stringifySetCookie({ ...attributes, value: '', maxAge: 0 }),
  };
}

/** Where a Bearer key is sent, the cookie does not count: a key that is wrong is refused, not replaced. */
export function readCredentials(request: FastifyRequest, cookie: SessionCookie): Credentials {
  const { authorization = '', cookie: cookies } = request.headers;
  const [scheme = '', apiKey = ''] = authorization.split(' ');
  if (scheme.toLowerCase() === 'bearer') return { sessionToken: null, apiKey };
  return { sessionToken: (cookies && parseCookie(cookies)[cookie.name]) || null, apiKey: null };
}
