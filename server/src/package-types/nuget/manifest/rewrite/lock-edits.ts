import { type Node, parseTree } from 'jsonc-parser';
import type { ProjectFile, VersionChange } from '../../../manifest.ts';
import type { ChangeEdits } from '../../../rewriting.ts';
import { versions } from '../../versions.ts';
import { raiseRange } from './range.ts';

/** One package of one target framework in a packages.lock.json. */
export interface LockEntry {
  /** In lower case. */
  name: string;
  writtenName: string;
  type: string;
  resolved: string | null;
  members: LockMember[];
}

interface LockMember {
  key: string;
  member: Node;
  value: Node;
}

export function lockEntries(text: string): LockEntry[] {
  const root = parseTree(text);
  const dependencies = root && membersOf(root).find(({ key }) => key === 'dependencies')?.value;
  return (dependencies ? membersOf(dependencies) : []).flatMap(({ value: framework }) =>
    membersOf(framework).map(({ key, value }) => {
      const members = membersOf(value);
      const textAt = (name: string) => {
        const found: unknown = members.find((each) => each.key === name)?.value.value;
        return typeof found === 'string' ? found : null;
      };
      return {
        name: key.toLowerCase(),
        writtenName: key,
        type: textAt('type') ?? '',
        resolved: textAt('resolved'),
        members,
      };
    }),
  );
}

/**
 * The version, and the requested range of what the project asks for itself. The hash goes: it is one of the package's content
 * without its signature, which no metadata gives, and a restore stops with NU1403 where it is another one or missing.
 */
export function writeEntry(
  { path, text }: ProjectFile,
  entry: LockEntry,
  change: VersionChange,
  pinnedAs: 'Direct' | 'CentralTransitive' | null,
  edits: ChangeEdits,
): void {
  const find = (key: string) => entry.members.find((each) => each.key === key);
  const [type, requested, resolved, hash] = ['type', 'requested', 'resolved', 'contentHash'].map(find);
  if (resolved) edits.add(path, { ...spanOf(resolved.value), text: JSON.stringify(change.to) });
  const range = typeof requested?.value.value === 'string' ? raiseRange(requested.value.value, change.to) : null;
  if (requested && range !== null) edits.add(path, { ...spanOf(requested.value), text: JSON.stringify(range) });
  if (pinnedAs !== null && type) {
    edits.add(path, { ...spanOf(type.value), text: JSON.stringify(pinnedAs) });
    const next = entry.members[entry.members.indexOf(type) + 1];
    const end = endOf(type.member);
    const between = next ? text.slice(end, next.member.offset) : ', ';
    if (!requested)
      edits.add(path, { start: end, end, text: `${between}"requested": ${JSON.stringify(`[${change.to}, )`)}` });
  }
  if (hash) edits.add(path, { ...removalOf(entry.members, hash), text: '' });
}

/** What a project of the solution asks for, as the lockfiles of projects that refer to it repeat it. */
export function raiseDependency(
  { path }: ProjectFile,
  entry: LockEntry,
  change: VersionChange,
  edits: ChangeEdits,
): void {
  const dependencies = entry.members.find(({ key }) => key === 'dependencies')?.value;
  for (const { key, value } of dependencies ? membersOf(dependencies) : []) {
    const range: unknown = value.value;
    if (key.toLowerCase() !== change.name || typeof range !== 'string' || !versions.satisfies(change.from, range))
      continue;
    const raised = raiseRange(range, change.to);
    if (raised !== null) edits.add(path, { ...spanOf(value), text: JSON.stringify(raised) });
  }
}

function membersOf(node: Node): LockMember[] {
  if (node.type !== 'object') return [];
  return (node.children ?? []).flatMap((member) => {
    const [key, value] = member.children ?? [];
    return key && value ? [{ key: String(key.value), member, value }] : [];
  });
}

/** With the comma that parts it from its neighbour. */
function removalOf(members: readonly LockMember[], { member }: LockMember): { start: number; end: number } {
  const place = members.findIndex((each) => each.member === member);
  const [before, behind] = [members[place - 1], members[place + 1]];
  if (before) return { start: endOf(before.member), end: endOf(member) };
  return { start: member.offset, end: behind?.member.offset ?? endOf(member) };
}

function endOf({ offset, length }: Node): number {
  return offset + length;
}

function spanOf(node: Node): { start: number; end: number } {
  return { start: node.offset, end: endOf(node) };
}
