import type { PackageType } from '@backline/shared';
import { PackageURL } from 'packageurl-js';
import type { AnalyzedDependency } from '../analysis/result.ts';

/** https://github.com/package-url/purl-spec/blob/main/PURL-TYPES.rst */
const TYPES: Record<PackageType, string> = { NPM: 'npm', PYPI: 'pypi', GO: 'golang', NUGET: 'nuget' };

/**
 * The package URL of a dependency, by which other tools know it. An organization's own package also names its repository,
 * because it is not the public package of that name. Null for what comes from no registry.
 */
export function packageUrl(dependency: AnalyzedDependency): string | null {
  const { packageType, name, version, source, origin, repositoryUrl } = dependency;
  if (source !== 'registry') return null;
  const slash = packageType === 'NPM' || packageType === 'GO' ? name.lastIndexOf('/') : -1;
  const namespace = slash > 0 ? name.slice(0, slash) : null;
  const qualifiers = origin === 'INTERNAL' && repositoryUrl !== null ? { repository_url: repositoryUrl } : null;
  try {
    return new PackageURL(TYPES[packageType], namespace, name.slice(slash + 1), version, qualifiers, null).toString();
  } catch {
    // A lockfile may hold a name that no registry would take.
    return null;
  }
}
