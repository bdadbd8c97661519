import type { LabPackage, LabVersion } from '../lab-package.ts';

interface CatalogEntry {
  readonly '@id': string;
  readonly '@type': 'PackageDetails';
  readonly id: string;
  readonly version: string;
  readonly listed: boolean;
  readonly published: string;
  readonly description: string;
  readonly authors: string;
  readonly licenseExpression: string;
  readonly dependencyGroups: readonly object[];
  readonly packageContent: string;
}

/** A package's registration index with its only page inlined; undefined where no version may be listed. */
export function registrationIndex(base: string, pkg: LabPackage): object | undefined {
  const listed = pkg.versions.filter((version) => version.status === 'Published');
  const [lowest, highest] = [listed[0], listed.at(-1)];
  if (lowest === undefined || highest === undefined) {
    return undefined;
  }
  const index = `${base}/registration4/${pkg.name.toLowerCase()}/index.json`;
  return {
    '@id': index,
    '@type': ['catalog:CatalogRoot', 'PackageRegistration', 'catalog:Permalink'],
    count: 1,
    items: [
      {
        '@id': `${index}#page/${lowest.version}/${highest.version}`,
        '@type': 'catalog:CatalogPage',
        count: listed.length,
        lower: lowest.version,
        upper: highest.version,
        parent: index,
        items: listed.map((version) => registrationLeaf(base, catalogEntry(base, pkg, version))),
      },
    ],
  };
}

/** A version's metadata as NuGet's clients read it. Its author's unlisting shows as `listed: false` and a date of 1900. */
export function catalogEntry(base: string, pkg: LabPackage, version: LabVersion): CatalogEntry {
  const id = pkg.name.toLowerCase();
  const number = version.version.toLowerCase();
  const dependencies = Object.entries(version.dependencies).map(([dependency, range]) => ({
    '@type': 'PackageDependency',
    id: dependency,
    range,
  }));
  return {
    '@id': `${base}/registration4/${id}/${number}.json#entry`,
    '@type': 'PackageDetails',
    id,
    version: version.version,
    listed: version.withdrawn === undefined,
    published: version.withdrawn === undefined ? version.publishedAt : '1900-01-01T00:00:00Z',
    description: pkg.summary,
    authors: pkg.author,
    licenseExpression: pkg.license,
    dependencyGroups: [{ '@type': 'PackageDependencyGroup', targetFramework: version.runtime, dependencies }],
    packageContent: `${base}/flatcontainer/${id}/${number}/${id}.${number}.nupkg`,
  };
}

/** One version's own registration document. */
export function registrationLeaf(base: string, entry: CatalogEntry): object {
  return {
    '@id': `${base}/registration4/${entry.id}/${entry.version.toLowerCase()}.json`,
    '@type': 'Package',
    catalogEntry: entry,
    packageContent: entry.packageContent,
    registration: `${base}/registration4/${entry.id}/index.json`,
  };
}
