import type { VersionChange } from '../../../manifest.ts';
import { type ChangeEdits, lineEndOf, nextLine, newLine, RefusedChange } from '../../../rewriting.ts';
import { TextLines } from '../../../text-lines.ts';
import { versions } from '../../versions.ts';
import type { ModFile, ModuleRequirement } from '../mod-file.ts';

/** The version of each line that requires the module at the old one; what else stands in the line stays. */
export function raiseRequire(module: ModFile, text: string, change: VersionChange, edits: ChangeEdits): void {
  const lines = new TextLines(text);
  for (const required of module.requires) {
    if (required.module !== change.name || versions.compare(required.version, change.from) !== 0) continue;
    const start = lines.startOf(required.line);
    const version = versionIn(text.slice(start, nextLine(text, start)), required);
    if (version === null)
      throw new RefusedChange(`Line ${required.line} of ${module.path} is written so that it cannot be edited.`);
    edits.add(module.path, { start: start + version, end: start + version + required.version.length, text: change.to });
  }
}

/** A line for a module that only others ask for, where the go command would put it: https://go.dev/ref/mod#go-mod-file-require */
export function addRequire(module: ModFile, text: string, change: VersionChange, edits: ChangeEdits): void {
  const lines = new TextLines(text);
  const written = `${change.name} ${change.to} // indirect`;
  const block = blockFor(module.requires);
  const [first, last] = [block[0], block.at(-1)];
  if (first && last) {
    const next = block.find((required) => required.module > change.name);
    const neighbour = lines.startOf((next ?? last).line);
    const [indent = ''] = /^[^\S\r\n]*/.exec(text.slice(neighbour, nextLine(text, neighbour))) ?? [];
    const offset = next ? neighbour : nextLine(text, neighbour);
    edits.add(module.path, newLine(text, offset, indent + written));
    return;
  }
  const alone = module.requires.at(-1);
  const end = alone ? blockEnd(text, lines, alone) : text.length;
  const blank = alone?.block === null ? '' : lineEndOf(text);
  edits.add(module.path, newLine(text, end, `${blank}require ${written}`));
}

/** The last block that holds indirect requirements alone; else the last that holds some; before that rule, any block. */
function blockFor(requires: readonly ModuleRequirement[]): ModuleRequirement[] {
  const blocks = [
    ...Map.groupBy(
      requires.filter(({ block }) => block !== null),
      ({ block }) => block,
    ).values(),
  ];
  return (
    blocks.findLast((block) => block.every(({ isIndirect }) => isIndirect)) ??
    blocks.findLast((block) => block.some(({ isIndirect }) => isIndirect)) ??
    []
  );
}

/** Behind the line of a single requirement, or behind the bracket that ends its block. */
function blockEnd(text: string, lines: TextLines, { line, block }: ModuleRequirement): number {
  const behind = nextLine(text, lines.startOf(line));
  if (block === null) return behind;
  const closing = /^[^\S\n]*\)/m.exec(text.slice(behind));
  return closing ? nextLine(text, behind + closing.index + closing[0].length) : text.length;
}

/** Where the version stands in its line: the last word before the comment, in quotes or without. */
function versionIn(line: string, { module, version }: ModuleRequirement): number | null {
  const path = line.indexOf(module);
  const found = path < 0 ? -1 : line.indexOf(version, path + module.length);
  if (found < 0 || line.slice(path + module.length, found).includes('//')) return null;
  return /^["`]?\s*$|^["`]?\s/.test(line.slice(found + version.length)) ? found : null;
}
