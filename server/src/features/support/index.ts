/** Backline support looks into an organization that lets it in, for an hour at most, and every look is noted. */

import { SupportGrantEntity, SupportRequestEntity } from './entity.ts';

export { SupportBundleResolver } from './bundle/resolver.ts';
export { SupportBundles, type BundleFacts } from './bundle/service.ts';
export { SupportGrantResolver } from './grants/resolver.ts';
export { SupportGrants } from './grants/service.ts';
export { SupportGrantStore } from './grants/store.ts';
export { ExternalIdMask } from './looks/mask.ts';
export { SupportLooks } from './looks/service.ts';
export { SupportRequestResolver } from './requests/resolver.ts';
export { SupportRequests } from './requests/service.ts';
export { SupportRequestStore } from './requests/store.ts';

export const SUPPORT_ENTITIES = [SupportRequestEntity, SupportGrantEntity];
