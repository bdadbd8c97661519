import type { ProjectFile, VersionChange } from '../../../manifest.ts';
import { folderOf } from '../../../paths.ts';
import { type ChangeEdits, RefusedChange, shellWord } from '../../../rewriting.ts';
import { versions } from '../../versions.ts';
import { readXml } from '../xml-text.ts';

/** The version, and the package's folder in the paths of projects beside the file. */
export function writePackagesConfig(
  file: ProjectFile,
  change: VersionChange,
  projects: readonly ProjectFile[],
  edits: ChangeEdits,
): void {
  for (const { name, attributes, line } of readXml(file.text).children) {
    const [id, version, allowed] = ['id', 'version', 'allowedversions'].map((key) => attributes.get(key));
    if (name.toLowerCase() !== 'package' || id?.value.trim().toLowerCase() !== change.name || !version) continue;
    if (versions.compare(version.value.trim(), change.from) !== 0) continue;
    if (allowed && !versions.satisfies(change.to, allowed.value.trim()))
      throw new RefusedChange(
        `Line ${line} of ${file.path} allows ${allowed.value} of ${id.value}, which leaves ${change.to} out.`,
      );
    edits.add(file.path, { ...version.span, text: change.to });
    for (const project of projects.filter(({ path }) => folderOf(path) === folderOf(file.path)))
      renameFolder(project, `${id.value.trim()}.${version.value.trim()}`, id.value.trim(), change, edits);
  }
}

/** `..\packages\Acme.Tools.1.0.0\lib\net45\Acme.Tools.dll` */
function renameFolder(
  { path, text }: ProjectFile,
  folder: string,
  id: string,
  change: VersionChange,
  edits: ChangeEdits,
): void {
  const lower = text.toLowerCase();
  const wanted = folder.toLowerCase();
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + 1)) {
    const isFolder = /[\\/]/.test(text.charAt(at - 1)) && /[\\/]/.test(text.charAt(at + wanted.length));
    if (!isFolder) continue;
    edits.add(path, { start: at + id.length + 1, end: at + wanted.length, text: change.to });
    edits.command(
      `nuget restore ${shellWord(path)}`,
      `${path} refers to files in the folder of ${id} ${change.to}; this command fetches it, and whether the new version has the same files is seen then.`,
    );
  }
}
