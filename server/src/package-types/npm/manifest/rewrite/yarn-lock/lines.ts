import { compareText, lineEndOf } from '../lock-text.ts';

/** An entry of a yarn.lock, as lines without their ends. */
export interface LockEntry {
  descriptors: string[];
  /** Its first lines, up to the first member. */
  heading: string[];
  members: EntryMember[];
  /** What stands between it and the next entry. */
  trail: string[];
}

export interface EntryMember {
  key: string;
  lines: string[];
}

/** yarn.lock as it is written: what is not changed comes out as it went in. */
export class YarnLockText {
  readonly entries: LockEntry[] = [];
  readonly #preamble: string[] = [];
  readonly #lineEnd: string;

  constructor(
    text: string,
    private readonly isBerry: boolean,
  ) {
    this.#lineEnd = lineEndOf(text);
    let entry: LockEntry | null = null;
    for (const line of text.split(this.#lineEnd)) {
      const isIndented = /^\s+\S/.test(line);
      if (/^(?:[^\s#]|"#)/.test(line) && !isContinued(entry, line)) {
        entry = { descriptors: [], heading: [line], members: [], trail: [] };
        this.entries.push(entry);
      } else if (entry === null) this.#preamble.push(line);
      else if (isContinued(entry, line)) entry.heading.push(line);
      else if (isIndented && entry.trail.length === 0) addLine(entry, line);
      else entry.trail.push(line);
    }
    for (const known of this.entries) known.descriptors = descriptorsOf(known.heading);
  }

  written(): string {
    const lines = this.entries.flatMap(({ heading, members, trail }) => [
      ...heading,
      ...members.flatMap((member) => member.lines),
      ...trail,
    ]);
    return [...this.#preamble, ...lines].join(this.#lineEnd);
  }

  setDescriptors(entry: LockEntry, descriptors: readonly string[]): void {
    const sorted = [...new Set(descriptors)].sort(compareText);
    if (sorted.join() === entry.descriptors.join()) return;
    entry.descriptors = sorted;
    const key = this.isBerry ? quotedIfNeeded(sorted.join(', '), BERRY_PLAIN) : sorted.map(wrapped).join(', ');
    // https://github.com/yarnpkg/berry/blob/master/packages/yarnpkg-parsers/sources/syml.ts writes long keys so.
    const lines = this.isBerry && key.length > 1024 ? [`? ${key}`, ':'] : [`${key}:`];
    entry.heading = lines;
    this.#putInOrder(entry);
  }

  remove(entry: LockEntry): void {
    const index = this.entries.indexOf(entry);
    if (index < 0) return;
    this.entries.splice(index, 1);
    const last = this.entries.at(-1);
    if (last && index === this.entries.length) last.trail = entry.trail;
  }

  /** Sets a member of one line or several; without lines it goes. */
  setMember(entry: LockEntry, key: string, lines: readonly string[], order: readonly string[]): void {
    const index = entry.members.findIndex((member) => member.key === key);
    const known = entry.members[index];
    if (known && lines.length === 0) entry.members.splice(index, 1);
    else if (known) known.lines = [...lines];
    else if (lines.length > 0) {
      const rank = order.indexOf(key);
      const at = entry.members.findIndex((member) => order.indexOf(member.key) > rank);
      entry.members.splice(at < 0 ? entry.members.length : at, 0, { key, lines: [...lines] });
    }
  }

  /** The value of a member of one line, without quotes. */
  value(entry: LockEntry, key: string): string | null {
    const line = entry.members.find((member) => member.key === key)?.lines[0];
    return line === undefined ? null : (pairOf(line)?.[1] ?? null);
  }

  /** The members of a member. */
  section(entry: LockEntry, key: string): Map<string, string> {
    const lines = entry.members.find((member) => member.key === key)?.lines.slice(1) ?? [];
    return new Map(lines.flatMap((line) => [pairOf(line)].filter((pair) => pair !== null)));
  }

  pair(name: string, value: string, indent: string): string {
    return this.isBerry
      ? `${indent}${quotedIfNeeded(name, BERRY_PLAIN)}: ${quotedIfNeeded(value, BERRY_PLAIN)}`
      : `${indent}${wrapped(name)} ${wrapped(value)}`;
  }

  /** Yarn sorts entries by their keys; one that is in order already stays where it is. */
  #putInOrder(entry: LockEntry): void {
    const index = this.entries.indexOf(entry);
    const key = sortKey(entry);
    const [before, after] = [this.entries[index - 1], this.entries[index + 1]];
    const isBehind = !before || sortKey(before) < key || before.descriptors[0] === '__metadata';
    if (isBehind && (!after || key < sortKey(after))) return;
    this.remove(entry);
    const at = this.entries.findIndex((other) => other.descriptors[0] !== '__metadata' && sortKey(other) > key);
    this.#insert(entry, at < 0 ? this.entries.length : at);
  }

  #insert(entry: LockEntry, at: number): void {
    const last = this.entries.at(-1);
    entry.trail = [''];
    if (last && at === this.entries.length) [entry.trail, last.trail] = [last.trail, entry.trail];
    this.entries.splice(at, 0, entry);
  }
}

/** What the parser of Yarn 2 and later takes without quotes. */
const BERRY_PLAIN = /^(?![-?:,\][{}#&*!|>'"%@` \t\r\n]).([ \t]*(?![,\][{}:# \t\r\n]).)*$/;

function quotedIfNeeded(text: string, plain: RegExp): string {
  return plain.test(text) ? text : JSON.stringify(text);
}

/** As Yarn 1 decides: https://github.com/yarnpkg/yarn/blob/master/src/lockfile/stringify.js */
function wrapped(text: string): string {
  const isSpecial = /^(?:true|false)/.test(text) || /[:\s\\",[\]]/.test(text) || !/^[a-zA-Z]/.test(text);
  return isSpecial ? JSON.stringify(text) : text;
}

function sortKey({ descriptors }: LockEntry): string {
  return descriptors.join(', ');
}

/** A long key stands behind `?`, and its colon on the next line. */
function isContinued(entry: LockEntry | null, line: string): boolean {
  return entry?.heading.length === 1 && entry.heading[0]?.startsWith('? ') === true && /^:\s*$/.test(line);
}

function addLine(entry: LockEntry, line: string): void {
  const key = /^ {2}(?! )"?([^\s":]+)/.exec(line)?.[1];
  if (key !== undefined) entry.members.push({ key, lines: [line] });
  else entry.members.at(-1)?.lines.push(line);
}

function descriptorsOf(heading: readonly string[]): string[] {
  const key = heading.join('').replaceAll('\r', '').replace(/^\? /, '').replace(/:\s*$/, '');
  // A key of Yarn 2 and later is one text; Yarn 1 quotes each of its descriptors by itself.
  const whole = /^"((?:[^"\\]|\\.)*)"$/.exec(key)?.[1];
  const parts = whole?.split(/,\s+/) ?? key.match(/"(?:[^"\\]|\\.)*"|[^\s",][^,]*/g) ?? [];
  return parts.map((part) => part.trim().replace(/^"(.*)"$/, '$1'));
}

/** `name "value"` and `name: value`. */
function pairOf(line: string): [name: string, value: string] | null {
  const match = /^\s+(?:"((?:[^"\\]|\\.)*)"|([^\s":]+)):?\s+(?:"((?:[^"\\]|\\.)*)"|(\S.*?))\s*$/.exec(line);
  if (!match) return null;
  const [, quoted, plain, quotedValue, plainValue] = match;
  return [quoted ?? plain ?? '', quotedValue ?? plainValue ?? ''];
}
