import { digest, digestBase64, tarball } from '../archive.ts';
import { builtOnce } from '../built.ts';
import type { LabPackage, LabVersion } from '../lab-package.ts';

export interface BuiltTarball {
  /** `greeting-1.0.0.tgz`: npm leaves the scope out. */
  readonly fileName: string;
  readonly content: Buffer;
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly dist: {
    readonly integrity: string;
    readonly shasum: string;
    readonly fileCount: number;
    readonly unpackedSize: number;
  };
}

/** The version's `.tgz`. A `package.json` among its files is kept (re-packed packages), otherwise one is written. */
export const buildTarball = builtOnce(async (pkg: LabPackage, version: LabVersion): Promise<BuiltTarball> => {
  const files = { ...version.source.files() };
  files['package.json'] ??= JSON.stringify(ownManifest(pkg, version), null, 2) + '\n';
  const content = await tarball('package/', files);
  const contents = Object.values(files);
  return {
    fileName: tarballName(pkg.name, version.version),
    content,
    manifest: JSON.parse(Buffer.from(files['package.json']).toString('utf8')) as Record<string, unknown>,
    dist: {
      integrity: `sha512-${digestBase64('sha512', content)}`,
      shasum: digest('sha1', content),
      fileCount: contents.length,
      unpackedSize: contents.reduce((sum, file) => sum + Buffer.byteLength(file), 0),
    },
  };
});

export function tarballName(name: string, version: string): string {
  return `${name.replace(/^@[^/]*\//u, '')}-${version}.tgz`;
}

function ownManifest(pkg: LabPackage, version: LabVersion): Record<string, unknown> {
  return {
    name: pkg.name,
    version: version.version,
    description: pkg.summary,
    author: pkg.author,
    license: pkg.license,
    main: 'index.js',
    engines: { node: version.runtime },
    dependencies: version.dependencies,
  };
}
