import type { RegistryRequest, RegistryResponse } from './exchange.ts';
import { serveGo } from './go/serve.ts';
import { serveNpm } from './npm/serve.ts';
import { serveNuget } from './nuget/serve.ts';
import { servePypi } from './pypi/serve.ts';
import { jsonError, textError } from './reply.ts';

export type { AssetRequest, RegistryOptions, RegistryRequest, RegistryResponse } from './exchange.ts';
export { registryFormats } from './lab-package.ts';
export type {
  LabPackage,
  LabVersion,
  PackageSource,
  RegistryFormat,
  SourceFiles,
  VersionStatus,
} from './lab-package.ts';
export { assetHost, isAssetHost, serveAsset } from './assets.ts';
export { mergePackages, privatePackages, upstreamPackages } from './packages.ts';

const answers = { npm: serveNpm, pypi: servePypi, nuget: serveNuget, go: serveGo } as const;

/** Answers a package manager's request the way CodeArtifact's package endpoints do. Never throws for bad input. */
export async function serveRegistry(request: RegistryRequest): Promise<RegistryResponse> {
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (!reads || !request.path.startsWith('/') || request.path.includes('//')) {
    return notFound(request);
  }
  const response = await answers[request.format](request);
  return request.method === 'HEAD' ? { ...response, body: null } : response;
}

// A refused publish is 404 as well: somebody without the right to publish has been seen to get that rather than 403.
function notFound(request: RegistryRequest): RegistryResponse {
  const json = request.format === 'npm' || request.format === 'nuget';
  return json ? jsonError(404, 'Not found.') : textError(404, 'Not Found');
}
