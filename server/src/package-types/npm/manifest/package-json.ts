import { memberLines, readJsonObject } from '../../json-text.ts';
import type { ProjectFile, Remark, RequirementKind } from '../../manifest.ts';
import { isObject, lineOf, type MemberLines, memberOf, membersOf, textOf } from '../../document-members.ts';
import { folderOf } from '../../paths.ts';
import { splitDescriptor } from './specifier.ts';

/** One package of a project, as its package.json describes it. */
export interface NpmManifest {
  path: string;
  /** Of the file, empty for the project's root. */
  folder: string;
  name: string | null;
  /** Patterns of the folders of workspaces; null where it declares none. */
  workspaces: string[] | null;
  wants: Want[];
  overrides: Override[];
  remarks: Remark[];
}

export interface Want {
  name: string;
  written: string;
  kind: RequirementKind;
  line: number;
}

export interface Override {
  name: string;
  written: string;
  below: string[];
  /** The only requirement whose place it takes; null where it decides for all, or a range says for which. */
  replaced: string | null;
  line: number;
}

/** Where a package says what it asks for; a lockfile has the same sections. */
export const SECTIONS: readonly [member: string, kind: RequirementKind][] = [
  ['dependencies', 'production'],
  ['devDependencies', 'development'],
  ['optionalDependencies', 'optional'],
  ['peerDependencies', 'peer'],
];

/** Deep enough for overrides within overrides; what is deeper gets the line of what surrounds it. */
const DEPTH = 12;

export function readPackageJson(file: ProjectFile): NpmManifest {
  const document = readJsonObject(file.text);
  const lines = memberLines(file.text, DEPTH);
  const manifest: NpmManifest = {
    path: file.path,
    folder: folderOf(file.path),
    name: textOf(document, 'name'),
    workspaces: workspacesOf(document),
    wants: [],
    overrides: [],
    remarks: [],
  };
  for (const [member, kind] of SECTIONS) readWants(manifest, document, lines, member, kind);
  for (const [name, value] of membersOf(memberOf(document, 'overrides'))) {
    readOverride(manifest, document, lines, { name, value, keys: ['overrides', name], below: [] });
  }
  readResolutions(manifest, memberOf(document, 'resolutions'), lines, ['resolutions']);
  readResolutions(manifest, memberOf(memberOf(document, 'pnpm'), 'overrides'), lines, ['pnpm', 'overrides']);
  return manifest;
}

function readWants(
  manifest: NpmManifest,
  document: Record<string, unknown>,
  lines: MemberLines,
  member: string,
  kind: RequirementKind,
): void {
  const section = memberOf(document, member);
  if (section === undefined) return;
  if (!isObject(section)) {
    manifest.remarks.push({ line: lineOf(lines, member), reason: `${member} is no object, and was left out.` });
    return;
  }
  const optional = memberOf(document, 'optionalDependencies');
  for (const [name, written] of membersOf(section)) {
    const line = lineOf(lines, member, name);
    if (typeof written !== 'string') {
      manifest.remarks.push({ line, reason: `What ${member} asks of ${name} is no text, and was left out.` });
    } else if (kind !== 'production' || memberOf(optional, name) === undefined) {
      // A name in both lists is optional: https://docs.npmjs.com/cli/configuring-npm/package-json#optionaldependencies
      manifest.wants.push({ name, written, kind, line });
    }
  }
}

function workspacesOf(document: Record<string, unknown>): string[] | null {
  const declared = memberOf(document, 'workspaces');
  const patterns = isObject(declared) ? memberOf(declared, 'packages') : declared;
  return Array.isArray(patterns) ? patterns.filter((pattern): pattern is string => typeof pattern === 'string') : null;
}

interface GivenOverride {
  name: string;
  value: unknown;
  keys: string[];
  below: string[];
}

/** https://docs.npmjs.com/cli/configuring-npm/package-json#overrides */
function readOverride(
  manifest: NpmManifest,
  document: Record<string, unknown>,
  lines: MemberLines,
  { name: key, value, keys, below }: GivenOverride,
): void {
  const line = lineOf(lines, ...keys);
  if (typeof value === 'string') {
    const name = key === '.' ? (below.at(-1) ?? key) : splitDescriptor(key)[0];
    const written = value.startsWith('$') ? (directRequirement(document, value.slice(1)) ?? value) : value;
    const around = key === '.' ? below.slice(0, -1) : below;
    manifest.overrides.push({ name, written, below: around, replaced: null, line });
    return;
  }
  const inner = [...below, splitDescriptor(key)[0]];
  for (const [name, deeper] of membersOf(value)) {
    readOverride(manifest, document, lines, { name, value: deeper, keys: [...keys, name], below: inner });
  }
}

function directRequirement(document: Record<string, unknown>, name: string): string | null {
  const sections = SECTIONS.map(([member]) => textOf(memberOf(document, member), name));
  return sections.find((written) => written !== null) ?? null;
}

// `parent/child`, `**/child`, `parent@1>child`: https://yarnpkg.com/configuration/manifest#resolutions, https://pnpm.io/settings#overrides
function readResolutions(manifest: NpmManifest, section: unknown, lines: MemberLines, keys: string[]): void {
  for (const [pattern, written] of membersOf(section)) {
    if (typeof written !== 'string') continue;
    const names = namesInPattern(pattern);
    const name = names.at(-1);
    if (name === undefined) continue;
    const [, replaced] = splitDescriptor(pattern.slice(pattern.lastIndexOf(name)));
    manifest.overrides.push({
      name,
      written,
      below: names.slice(0, -1),
      replaced: replaced === '' ? null : replaced,
      line: lineOf(lines, ...keys, pattern),
    });
  }
}

export function namesInPattern(pattern: string): string[] {
  const steps = pattern.includes('>') ? pattern.split('>') : (pattern.match(/(?:@[^/]+\/)?[^/]+/g) ?? []);
  return steps.filter((step) => step !== '**' && step !== '').map((step) => splitDescriptor(step.trim())[0]);
}
