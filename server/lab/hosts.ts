import { isCodeArtifactRegion } from '@backline/shared';
import { isAssetHost } from './registries/registry.ts';

/** What the lab stands in for behind a host name. */
export type Service =
  | { readonly kind: 'sts'; readonly region: string; readonly isGlobal: boolean }
  | { readonly kind: 'codeartifact'; readonly region: string }
  | { readonly kind: 'repositories'; readonly region: string; readonly domain: string; readonly owner: string }
  | { readonly kind: 'assets' }
  /** A name of AWS's form that its name servers do not know. */
  | { readonly kind: 'nowhere' }
  | { readonly kind: 'not-aws' };

/** Tells by a host's name, in any letter case, which service it is. */
export function findService(host: string): Service {
  const name = host.toLowerCase();
  const sts = /^sts(?:\.([a-z0-9-]+))?\.amazonaws\.com$/u.exec(name);
  if (sts) return { kind: 'sts', region: sts[1] ?? 'us-east-1', isGlobal: sts[1] === undefined };

  const api = /^codeartifact\.([a-z0-9-]+)\.(?:amazonaws\.com|api\.aws)$/u.exec(name)?.[1];
  if (api) return isCodeArtifactRegion(api) ? { kind: 'codeartifact', region: api } : { kind: 'nowhere' };

  if (isAssetHost(name)) return { kind: 'assets' };

  const parts =
    /^([a-z][a-z0-9-]{0,48}[a-z0-9])-(\d{12})\.d\.codeartifact\.([a-z0-9-]+)\.amazonaws\.com$/u.exec(name) ??
    /^([a-z][a-z0-9-]{0,48}[a-z0-9])-(\d{12})\.codeartifact\.([a-z0-9-]+)\.on\.aws$/u.exec(name);
  if (!parts) return { kind: /\.(amazonaws\.com|on\.aws|api\.aws)$/u.test(name) ? 'nowhere' : 'not-aws' };
  const [, domain = '', owner = '', region = ''] = parts;
  return isCodeArtifactRegion(region) ? { kind: 'repositories', region, domain, owner } : { kind: 'nowhere' };
}
