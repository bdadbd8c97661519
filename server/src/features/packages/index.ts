/** Resolve a package through an integration; issue build credentials; say which repository serves a name. */

import { PackageLookupEntity } from './entity.ts';

export { PackageBatch, type NewestVersion, type ReleaseAnswer, type WantedRelease } from './batch.ts';
export { BuildCredentialsResolver } from './credentials/resolver.ts';
export { BuildCredentialsService } from './credentials/service.ts';
export { RegistryGateways, type GatewayOptions, type RegistryGateway } from './gateway/registry-gateways.ts';
export { PackageLookUp } from './look-up.ts';
export { createRegistryClient, type LookUpClient } from './registry-client.ts';
export { controlAddress, takeControl } from './control-request.ts';
export { RepositoryReader, type RepositoryAnswer } from './repository-reader.ts';
export { PackageResolver } from './resolver.ts';
export { PackageRouteResolver } from './routes/resolver.ts';
export { PackageRoutes } from './routes/service.ts';
export { Packages } from './service.ts';
export { PackageLookupStore } from './store.ts';
export { whyNothingToAsk, whyUnused } from './usable-connection.ts';

export const PACKAGE_ENTITIES = [PackageLookupEntity];
