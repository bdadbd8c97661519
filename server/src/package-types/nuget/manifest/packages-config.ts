import type { ProjectFile } from '../../manifest.ts';
import type { ReadingBuilder } from '../../reading-builder.ts';
import { UnreadableFile } from '../../unreadable-file.ts';
import { names } from '../names.ts';
import { versions } from '../versions.ts';
import { readXml, type XmlElement } from './xml-text.ts';

/** packages.config lists whole versions of everything, and not what asks for what: https://learn.microsoft.com/nuget/reference/packages-config */
export function readPackagesConfig(file: ProjectFile, builder: ReadingBuilder): void {
  const root = readXml(file.text);
  if (root.name.toLowerCase() !== 'packages')
    throw new UnreadableFile(
      root.line,
      `Its outermost element is <${root.name}>, and that of a packages.config is <packages>.`,
    );
  for (const element of root.children) {
    if (element.name.toLowerCase() === 'package') addPackage(file, element, builder);
  }
}

function addPackage(file: ProjectFile, element: XmlElement, builder: ReadingBuilder): void {
  const attribute = (name: string) => element.attributes.get(name)?.value.trim() ?? null;
  const [id, version] = [attribute('id') ?? '', attribute('version') ?? ''];
  const read = names.read(id);
  if ('problem' in read || !versions.isValid(version)) {
    const reason =
      'problem' in read
        ? read.problem
        : `${id} has ${version === '' ? 'no version' : `the version ${version}, which is none`}.`;
    builder.problem(file.path, element.line, `${reason} The line was left out.`);
    return;
  }
  const place = { path: file.path, line: element.line };
  const isDevelopment = attribute('developmentdependency') === 'true';
  const dependency = builder.add({
    name: read.name,
    writtenName: id,
    version,
    lockfile: file.path,
    isDevelopment,
    place,
  });
  builder.require({
    dependent: null,
    dependency,
    kind: isDevelopment ? 'development' : 'production',
    requirement: attribute('allowedversions') ?? `[${version}]`,
    written: version,
    condition: attribute('targetframework'),
    place,
  });
}
