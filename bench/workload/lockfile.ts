import type { PackumentWorkload } from './packuments.ts';
import { Random } from './random.ts';
import { DIRECT_COUNT, PACKAGE_COUNT, dependenciesOf, packageName } from './shapes.ts';

export interface LockedProject {
  manifest: string;
  lockfile: string;
}

const indexes = Array.from({ length: PACKAGE_COUNT }, (_, index) => index);

/** A package.json with 1,000 dependencies of its own, and the package-lock.json v3 of all 1,500. */
export function lockedProject(workload: PackumentWorkload, registryUrl: string): LockedProject {
  const random = new Random(1);
  const direct = indexes.slice(0, DIRECT_COUNT).map((index) => [packageName(index), `^${workload.used(index)}`]);
  const manifest = { name: 'project', version: '1.0.0', private: true, dependencies: Object.fromEntries(direct) };
  const root = { name: 'project', version: '1.0.0', dependencies: manifest.dependencies };
  const packages = indexes.map((index) => {
    const [name, version] = [packageName(index), workload.used(index)];
    const dependencies = dependenciesOf(index).map((other) => [other, '*']);
    const entry = {
      version,
      resolved: `${registryUrl}${name}/-/${name}-${version}.tgz`,
      integrity: `sha512-${random.bytes(64).toString('base64')}`,
      license: 'MIT',
      ...(dependencies.length > 0 && { dependencies: Object.fromEntries(dependencies) }),
      engines: { node: '>=18' },
    };
    return [`node_modules/${name}`, entry];
  });
  const lockfile = {
    name: 'project',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: { '': root, ...Object.fromEntries(packages) },
  };
  return { manifest: JSON.stringify(manifest, null, 2), lockfile: `${JSON.stringify(lockfile, null, 2)}\n` };
}
