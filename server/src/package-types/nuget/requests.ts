import type { RequestRules } from '../package-type.ts';
import { segmentsOf } from '../request-path.ts';

/**
 * JSON documents and packages. The service index alone says what the paths between mean, so they tell no name:
 * https://learn.microsoft.com/nuget/api/service-index
 */
export const requests: RequestRules = {
  read(path) {
    const file = segmentsOf(path)?.at(-1) ?? '';
    if (file.endsWith('.json')) return { name: null, kind: 'document', hasAddresses: true };
    if (/\.(?:nupkg|snupkg)$/.test(file)) return { name: null, kind: 'archive', hasAddresses: false };
    return file.endsWith('.nuspec') ? { name: null, kind: 'document', hasAddresses: false } : null;
  },
};
