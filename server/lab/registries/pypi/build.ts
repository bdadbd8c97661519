import { digest, digestBase64, tarball, zip } from '../archive.ts';
import { builtOnce } from '../built.ts';
import type { LabPackage, LabVersion, SourceFiles } from '../lab-package.ts';

export interface Distribution {
  readonly fileName: string;
  readonly contentType: string;
  readonly content: Buffer;
  readonly sha256: string;
}

/** The version's sdist and its pure wheel, in this order, as an index lists them. */
export const buildDistributions = builtOnce(
  async (pkg: LabPackage, version: LabVersion): Promise<readonly Distribution[]> => {
    const stem = `${normalizedProject(pkg.name).replaceAll('-', '_')}-${version.version}`;
    const sdist = await tarball(`${stem}/`, {
      ...version.source.files(),
      'PKG-INFO': metadata(pkg, version),
      'pyproject.toml': projectTable(pkg, version),
    });
    const wheel = zip('', wheelFiles(stem, pkg, version));
    return [
      distribution(`${stem}.tar.gz`, 'application/gzip', sdist),
      distribution(`${stem}-py3-none-any.whl`, 'application/zip', wheel),
    ];
  },
);

/** https://peps.python.org/pep-0503/#normalized-names */
export function normalizedProject(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/gu, '-');
}

function distribution(fileName: string, contentType: string, content: Buffer): Distribution {
  return { fileName, contentType, content, sha256: digest('sha256', content) };
}

// https://packaging.python.org/en/latest/specifications/binary-distribution-format/
function wheelFiles(stem: string, pkg: LabPackage, version: LabVersion): SourceFiles {
  const files: Record<string, string | Uint8Array> = {
    ...version.source.files(),
    [`${stem}.dist-info/METADATA`]: metadata(pkg, version),
    [`${stem}.dist-info/WHEEL`]: 'Wheel-Version: 1.0\nGenerator: lab\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
  };
  const record = `${stem}.dist-info/RECORD`;
  const lines = Object.entries(files).map(([path, content]) => {
    const hash = Buffer.from(digestBase64('sha256', content), 'base64').toString('base64url');
    return `${path},sha256=${hash},${Buffer.byteLength(content)}\n`;
  });
  return { ...files, [record]: `${lines.join('')}${record},,\n` };
}

function metadata(pkg: LabPackage, version: LabVersion): string {
  return [
    'Metadata-Version: 2.1',
    `Name: ${pkg.name}`,
    `Version: ${version.version}`,
    `Summary: ${pkg.summary}`,
    `Author: ${pkg.author}`,
    `License: ${pkg.license}`,
    `Requires-Python: ${version.runtime}`,
    ...requirements(version).map((requirement) => `Requires-Dist: ${requirement}`),
    '',
  ].join('\n');
}

function projectTable(pkg: LabPackage, version: LabVersion): string {
  return `[build-system]
requires = ["setuptools>=61"]
build-backend = "setuptools.build_meta"

[project]
name = ${JSON.stringify(pkg.name)}
version = ${JSON.stringify(version.version)}
description = ${JSON.stringify(pkg.summary)}
requires-python = ${JSON.stringify(version.runtime)}
dependencies = ${JSON.stringify(requirements(version))}
`;
}

function requirements(version: LabVersion): string[] {
  return Object.entries(version.dependencies).map(([name, specifier]) => `${name}${specifier}`);
}
