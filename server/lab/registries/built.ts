import type { LabPackage, LabVersion, PackageSource } from './lab-package.ts';

/** Makes a builder that builds each version once and keeps the outcome as long as the version's source lives. */
export function builtOnce<Built>(
  build: (pkg: LabPackage, version: LabVersion) => Promise<Built>,
): (pkg: LabPackage, version: LabVersion) => Promise<Built> {
  const built = new WeakMap<PackageSource, Promise<Built>>();
  return async (pkg, version) => {
    const earlier = built.get(version.source);
    if (earlier !== undefined) {
      return earlier;
    }
    const made = build(pkg, version);
    built.set(version.source, made);
    return made;
  };
}
