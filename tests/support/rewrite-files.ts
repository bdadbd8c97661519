import type { PackageType } from '@backline/shared';
import { packageTypePlugs, type VersionChange } from '../../server/src/package-types/index.ts';

/** What a package type makes of the files of a project for one change; rejects where that is refused. */
export async function rewriteFiles(
  packageType: PackageType,
  texts: Readonly<Record<string, string>>,
  change: VersionChange,
) {
  const plug = packageTypePlugs.find(({ definition }) => definition.id === packageType);
  if (!plug) throw new Error(`There is no package type ${packageType}.`);
  const files = Object.entries(texts).map(([path, text]) => ({ path, text }));
  const { manifests } = plug;
  const rewrite = await manifests.rewrite(
    {
      files,
      reading: manifests.read(files),
      registry: () => Promise.reject(new Error('This package type needs no registry.')),
      signal: new AbortController().signal,
    },
    [change],
  );
  const [refused] = rewrite.refused;
  if (refused) throw new Error(refused.reason);
  return {
    ...rewrite,
    texts: { ...texts, ...Object.fromEntries(rewrite.files.map(({ path, text }) => [path, text])) },
  };
}
