/** Changes of versions for tests: files in, files out. */

import type { PackageType } from '@backline/shared';
import { packageTypePlugs, type Rewrite, type VersionChange } from '../../server/src/package-types/index.ts';

export interface RewrittenTexts extends Rewrite {
  /** Those that changed, by path. */
  texts: Record<string, string>;
}

/** What a package type makes of the files of a project, without a registry to ask. */
export async function rewriteTexts(
  packageType: PackageType,
  texts: Readonly<Record<string, string>>,
  ...changes: VersionChange[]
): Promise<RewrittenTexts> {
  const plug = packageTypePlugs.find(({ definition }) => definition.id === packageType);
  if (!plug) throw new Error(`There is no package type ${packageType}.`);
  const files = Object.entries(texts).map(([path, text]) => ({ path, text }));
  const { manifests } = plug;
  const rewrite = await manifests.rewrite(
    {
      files,
      reading: manifests.read(files),
      registry: () => Promise.reject(new Error('There is no registry in this test.')),
      signal: new AbortController().signal,
    },
    changes,
  );
  return { ...rewrite, texts: Object.fromEntries(rewrite.files.map(({ path, text }) => [path, text])) };
}

/** The same for one change, with the files that stay; rejects where the change is refused. */
export async function rewriteFiles(
  packageType: PackageType,
  texts: Readonly<Record<string, string>>,
  change: VersionChange,
): Promise<RewrittenTexts> {
  const rewrite = await rewriteTexts(packageType, texts, change);
  const [refused] = rewrite.refused;
  if (refused) throw new Error(refused.reason);
  return { ...rewrite, texts: { ...texts, ...rewrite.texts } };
}
