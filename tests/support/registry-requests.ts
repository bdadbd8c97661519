import { gunzipSync } from 'node:zlib';
import {
  mergePackages,
  privatePackages,
  serveRegistry,
  upstreamPackages,
  type RegistryFormat,
  type RegistryRequest,
  type RegistryResponse,
} from '../../server/lab/registries/registry.ts';

export const registryOrigin = 'https://acme-111122223333.d.codeartifact.us-east-1.amazonaws.com';

/** A repository `shop` with the lab's private packages and, as its upstream `public`, the public ones. */
export const shopPackages = mergePackages([privatePackages('shop'), upstreamPackages('public')]);

/** Asks the lab's package endpoint of `shop`; `path` may carry a query. */
export async function askRegistry(
  format: RegistryFormat,
  path: string,
  more: Partial<RegistryRequest> = {},
): Promise<RegistryResponse> {
  const [pathname = '', query = ''] = path.split('?');
  return serveRegistry({
    format,
    method: 'GET',
    path: pathname,
    query: new URLSearchParams(query),
    headers: {},
    origin: registryOrigin,
    repository: 'shop',
    region: 'us-east-1',
    packages: shopPackages,
    ...more,
  });
}

export function bodyText(response: RegistryResponse): string {
  const body = Buffer.from(response.body ?? '');
  return (response.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString('utf8');
}

export function bodyJson(response: RegistryResponse): unknown {
  return JSON.parse(bodyText(response));
}
