import type { FastifyRequest } from 'fastify';
import { Forbidden } from '../lib/errors.ts';

/**
 * Throws Forbidden where a browser says that another site's page made the request. Programs send no Origin header and
 * pass; a page that hides its origin ("null") does not.
 */
export function requireSameOrigin(request: FastifyRequest, publicUrl: string): void {
  const { origin } = request.headers;
  if (origin === undefined) return;
  const host = URL.parse(origin)?.host;
  // A proxy in front may hand on its own host name; the public address is what the browser sees then.
  if (host && (host === request.host || host === new URL(publicUrl).host)) return;
  throw new Forbidden('The request comes from a page of another site. Open the sign-in page of this server instead.');
}

/** The same for a download, which a link on another site's page may ask for: it brings the cookie along and no Origin. */
export function requireSameSite(request: FastifyRequest, publicUrl: string): void {
  requireSameOrigin(request, publicUrl);
  if (request.headers['sec-fetch-site'] !== 'cross-site') return;
  throw new Forbidden('The request comes from a page of another site. Start the download from a page of this server.');
}
