import { compareText, lineEndOf } from '../lock-text.ts';
import { yamlScalar } from '../yaml-scalar.ts';

/** An entry of `packages` or `snapshots`. */
export interface PnpmEntry {
  key: string;
  /** Up to the first member. */
  heading: string[];
  members: { key: string; lines: string[] }[];
  trail: string[];
}

export interface PnpmRegion {
  key: string;
  /** Its first line, with what stands before its first entry; all of it where it has no entries. */
  lines: string[];
  entries: PnpmEntry[];
}

const WITH_ENTRIES = new Set(['packages', 'snapshots']);

/** The members of an entry in pnpm's order: https://github.com/pnpm/pnpm/blob/main/lockfile/fs/src/sortLockfileKeys.ts */
const ORDER = [
  'resolution',
  'id',
  'name',
  'version',
  'engines',
  'cpu',
  'os',
  'libc',
  'deprecated',
  'hasBin',
  'prepare',
  'requiresBuild',
  'bundledDependencies',
  'peerDependencies',
  'peerDependenciesMeta',
  'dependencies',
  'optionalDependencies',
  'transitivePeerDependencies',
  'dev',
  'optional',
];

/** pnpm-lock.yaml as it is written: what is not changed comes out as it went in. */
export class PnpmLockText {
  readonly regions: PnpmRegion[] = [];
  readonly #lineEnd: string;
  readonly #moved = new Set<PnpmEntry>();

  constructor(text: string) {
    this.#lineEnd = lineEndOf(text);
    let region: PnpmRegion = { key: '', lines: [], entries: [] };
    this.regions.push(region);
    for (const line of text.split(this.#lineEnd)) {
      const top = /^([^\s#'"][^:]*):/.exec(line)?.[1];
      if (top !== undefined) {
        region = { key: top, lines: [line], entries: [] };
        this.regions.push(region);
      } else if (WITH_ENTRIES.has(region.key)) addLine(region, line);
      else region.lines.push(line);
    }
  }

  region(key: string): PnpmRegion | undefined {
    return this.regions.find((region) => region.key === key);
  }

  entries(key: string): PnpmEntry[] {
    return this.region(key)?.entries ?? [];
  }

  written(): string {
    this.#putInOrder();
    return this.regions
      .flatMap(({ lines, entries }) => [
        ...lines,
        ...entries.flatMap((entry) => [
          ...entry.heading,
          ...entry.members.flatMap((member) => member.lines),
          ...entry.trail,
        ]),
      ])
      .join(this.#lineEnd);
  }

  /** Replaces parts of a key; what it asks for stays. */
  rename(entry: PnpmEntry, heading: string[]): void {
    entry.heading = heading;
    entry.key = keyOf(heading);
    this.#moved.add(entry);
  }

  remove(region: string, entry: PnpmEntry): void {
    const entries = this.entries(region);
    const index = entries.indexOf(entry);
    if (index < 0) return;
    entries.splice(index, 1);
    const last = entries.at(-1);
    if (last && index === entries.length) last.trail = entry.trail;
  }

  section(entry: PnpmEntry, key: string): Map<string, string> {
    const lines = entry.members.find((member) => member.key === key)?.lines.slice(1) ?? [];
    return new Map(lines.flatMap((line) => [pairOf(line)].filter((pair) => pair !== null)));
  }

  setSection(entry: PnpmEntry, key: string, section: ReadonlyMap<string, string>): void {
    const known = this.section(entry, key);
    const pairs = [...section].sort(([a], [b]) => compareText(a, b));
    if (pairs.length === known.size && pairs.every(([name, value]) => known.get(name) === value)) return;
    const lines = pairs.map(([name, value]) => `      ${yamlScalar(name)}: ${yamlScalar(value)}`);
    this.setMember(entry, key, lines.length === 0 ? [] : [`    ${key}:`, ...lines]);
  }

  /** Without lines it goes. */
  setMember(entry: PnpmEntry, key: string, lines: readonly string[]): void {
    const index = entry.members.findIndex((member) => member.key === key);
    const known = entry.members[index];
    if (known && lines.length === 0) entry.members.splice(index, 1);
    else if (known) known.lines = [...lines];
    else if (lines.length > 0) {
      const rank = ORDER.indexOf(key);
      const at = entry.members.findIndex((member) => ORDER.indexOf(member.key) > rank);
      entry.members.splice(at < 0 ? entry.members.length : at, 0, { key, lines: [...lines] });
    }
    this.#setEmptiness(entry);
  }

  member(entry: PnpmEntry, key: string): string | null {
    const line = entry.members.find((member) => member.key === key)?.lines[0];
    return line === undefined ? null : (pairOf(line)?.[1] ?? '');
  }

  /** An entry without members is `key: {}`. */
  #setEmptiness(entry: PnpmEntry): void {
    const last = entry.heading.at(-1) ?? '';
    const isEmpty = entry.members.length === 0;
    if (isEmpty === /: \{\}\s*$/.test(last)) return;
    const plain = last.replace(/:(?: \{\})?\s*$/, ':');
    entry.heading = [...entry.heading.slice(0, -1), `${plain}${isEmpty ? ' {}' : ''}`];
  }

  /** Entries whose key has changed go where pnpm's order wants them; the others stay. */
  #putInOrder(): void {
    for (const { entries } of this.regions) {
      for (const entry of entries.filter((known) => this.#moved.has(known))) {
        const index = entries.indexOf(entry);
        const [before, after] = [entries[index - 1], entries[index + 1]];
        if ((!before || before.key <= entry.key) && (!after || entry.key <= after.key)) continue;
        const others = entries.filter((other) => other !== entry);
        const at = others.findIndex((other) => other.key > entry.key);
        moveTo(entries, index, at < 0 ? others.length : at);
      }
    }
    this.#moved.clear();
  }
}

/** What stands behind entries belongs to their places. */
function moveTo(entries: PnpmEntry[], from: number, to: number): void {
  const trails = entries.map(({ trail }) => trail);
  entries.splice(to, 0, ...entries.splice(from, 1));
  for (const [index, entry] of entries.entries()) entry.trail = trails[index] ?? [];
}

function addLine(region: PnpmRegion, line: string): void {
  const entry = region.entries.at(-1);
  if (/^ {2}[^\s:#]/.test(line)) {
    region.entries.push({ key: keyOf([line]), heading: [line], members: [], trail: [] });
  } else if (!entry) region.lines.push(line);
  else if (/^ {4}[^\s#-]/.test(line) && entry.trail.length === 0) {
    entry.members.push({ key: /^ {4}([^:]+)/.exec(line)?.[1] ?? '', lines: [line] });
  } else if (/^\s*$/.test(line) || entry.trail.length > 0) entry.trail.push(line);
  else (entry.members.at(-1)?.lines ?? entry.heading).push(line);
}

/** A long key stands behind `?`. */
function keyOf(heading: readonly string[]): string {
  const written = (heading[0] ?? '')
    .trim()
    .replace(/^\? /, '')
    .replace(/:(?: \{\})?$/, '');
  return written.replace(/^(['"])(.*)\1$/, '$2').replaceAll("''", "'");
}

export function pairOf(line: string): [name: string, value: string] | null {
  const match = /^\s+(?:'((?:[^']|'')*)'|"([^"]*)"|([^\s:'"][^:]*?)):\s*(?:'((?:[^']|'')*)'|"([^"]*)"|(.*?))\s*$/.exec(
    line,
  );
  if (!match) return null;
  const [, single, double, plain, singleValue, doubleValue, plainValue] = match;
  return [
    (single ?? double ?? plain ?? '').replaceAll("''", "'"),
    (singleValue ?? doubleValue ?? plainValue ?? '').replaceAll("''", "'"),
  ];
}
