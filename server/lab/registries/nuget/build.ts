import { zip } from '../archive.ts';
import { builtOnce } from '../built.ts';
import type { LabPackage, LabVersion } from '../lab-package.ts';

/** The version's `.nupkg`: source files below `contentFiles`, so that nothing has to be compiled. */
export const buildNupkg = builtOnce(async (pkg: LabPackage, version: LabVersion): Promise<Buffer> => {
  const framework = version.runtime;
  const sources = Object.entries(version.source.files()).map(
    ([path, content]) => [`contentFiles/cs/${framework}/${path}`, content] as const,
  );
  const nupkg = zip('', {
    ...Object.fromEntries(sources),
    // An empty marker: the package supports this framework without bringing an assembly.
    [`lib/${framework}/_._`]: '',
    [`${pkg.name}.nuspec`]: nuspec(pkg, version),
    '[Content_Types].xml': contentTypes,
    '_rels/.rels': relationships(pkg),
  });
  return Promise.resolve(nupkg);
});

const contentTypes = `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
  <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml" />
  <Default Extension="nuspec" ContentType="application/octet" />
  <Default Extension="cs" ContentType="application/octet" />
  <Default Extension="_" ContentType="application/octet" />
</Types>
`;

function relationships(pkg: LabPackage): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
  <Relationship Type="http://schemas.microsoft.com/packaging/2010/07/manifest" Target="/${pkg.name}.nuspec" Id="R1" />
</Relationships>
`;
}

function nuspec(pkg: LabPackage, version: LabVersion): string {
  const dependencies = Object.entries(version.dependencies).map(
    ([id, range]) => `        <dependency id="${escapeXml(id)}" version="${escapeXml(range)}" include="All" />\n`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
  <metadata minClientVersion="4.8">
    <id>${escapeXml(pkg.name)}</id>
    <version>${escapeXml(version.version)}</version>
    <authors>${escapeXml(pkg.author)}</authors>
    <description>${escapeXml(pkg.summary)}</description>
    <license type="expression">${escapeXml(pkg.license)}</license>
    <dependencies>
      <group targetFramework="${escapeXml(version.runtime)}">
${dependencies.join('')}      </group>
    </dependencies>
    <contentFiles>
      <files include="cs/**/*.cs" buildAction="Compile" />
    </contentFiles>
  </metadata>
</package>
`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
