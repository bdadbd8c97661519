import { membersOf } from '../../../../document-members.ts';
import type { VersionChange } from '../../../../manifest.ts';
import { integrityOf, lockedMembers, type ReleaseSections, resolvedLike, shasumOf } from '../release-members.ts';
import { conditionsOf } from './conditions.ts';
import { compareText } from '../lock-text.ts';
import type { LockEntry, YarnLockText } from './lines.ts';

const ORDER_OF_ONE = ['version', 'uid', 'resolved', 'integrity', 'registry', 'dependencies', 'optionalDependencies'];
const ORDER = [
  'version',
  'resolution',
  'dependencies',
  'peerDependencies',
  'dependenciesMeta',
  'peerDependenciesMeta',
  'bin',
  'checksum',
  'conditions',
  'languageName',
  'linkType',
];

export interface YarnStyle {
  isBerry: boolean;
  /** Whether requirements are written as `npm:^1.0.0`. */
  hasPrefixes: boolean;
}

/** Writes what a yarn.lock says of a version. */
export class YarnEntryWriter {
  constructor(
    private readonly text: YarnLockText,
    private readonly style: YarnStyle,
  ) {}

  /** Whether the entry has every hash that it had before. */
  writeVersion(entry: LockEntry, change: VersionChange): boolean {
    this.#set(entry, 'version', [this.text.pair('version', change.to, '  ')]);
    if (!this.style.isBerry) return this.#writeArchive(entry, change);
    this.#set(entry, 'resolution', [this.text.pair('resolution', `${change.name}@npm:${change.to}`, '  ')]);
    // The checksum is of Yarn's own archive of the package, which nobody has who has not fetched it.
    const hadChecksum = this.text.value(entry, 'checksum') !== null;
    this.#set(entry, 'checksum', []);
    return !hadChecksum;
  }

  writeSections(entry: LockEntry, change: VersionChange, sections: ReleaseSections): void {
    if (!this.style.isBerry) {
      this.setSection(entry, 'dependencies', sections.dependencies);
      this.setSection(entry, 'optionalDependencies', sections.optionalDependencies);
      return;
    }
    const needed = { ...sections.dependencies, ...sections.optionalDependencies };
    this.setSection(entry, 'dependencies', this.#prefixed(needed));
    this.setSection(entry, 'peerDependencies', sections.peerDependencies);
    this.#setOptional(entry, 'dependenciesMeta', Object.keys(sections.optionalDependencies));
    this.#setOptional(entry, 'peerDependenciesMeta', [...sections.optionalPeers]);
    const { bin } = lockedMembers(change.release, change.name);
    this.setSection(entry, 'bin', Object.fromEntries(membersOf(bin).map(([name, path]) => [name, String(path)])));
    const conditions = conditionsOf(change.release.manifest);
    this.#set(entry, 'conditions', conditions === null ? [] : [`  conditions: ${conditions}`]);
  }

  setSection(entry: LockEntry, key: string, section: Readonly<Record<string, string>>): void {
    const known = this.text.section(entry, key);
    const pairs = Object.entries(section);
    if (pairs.length === known.size && pairs.every(([name, value]) => known.get(name) === value)) return;
    const lines = pairs.map(([name, value]) => this.text.pair(name, value, '    '));
    this.#set(entry, key, lines.length === 0 ? [] : [`  ${key}:`, ...lines]);
  }

  #writeArchive(entry: LockEntry, change: VersionChange): boolean {
    const old = this.text.value(entry, 'resolved');
    const [address = '', hash] = old?.split('#') ?? [];
    const shasum = hash === undefined ? null : shasumOf(change.release);
    const resolved = resolvedLike(address, change.name, change) + (shasum === null ? '' : `#${shasum}`);
    if (old !== null) this.#set(entry, 'resolved', [this.text.pair('resolved', resolved, '  ')]);
    if (this.text.value(entry, 'integrity') === null) return hash === undefined || shasum !== null;
    const integrity = integrityOf(change.release);
    this.#set(entry, 'integrity', integrity === '' ? [] : [this.text.pair('integrity', integrity, '  ')]);
    return integrity !== '';
  }

  #setOptional(entry: LockEntry, key: string, names: readonly string[]): void {
    const lines = names
      .toSorted(compareText)
      .flatMap((name) => [this.text.pair(name, '', '    ').replace(/: .*$/, ':'), '      optional: true']);
    this.#set(entry, key, lines.length === 0 ? [] : [`  ${key}:`, ...lines]);
  }

  #prefixed(section: Readonly<Record<string, string>>): Record<string, string> {
    const entries = Object.entries(section).sort(([a], [b]) => compareText(a, b));
    const isBare = (written: string): boolean => this.style.hasPrefixes && !/^[a-z]+:/.test(written);
    return Object.fromEntries(entries.map(([name, written]) => [name, isBare(written) ? `npm:${written}` : written]));
  }

  #set(entry: LockEntry, key: string, lines: readonly string[]): void {
    this.text.setMember(entry, key, lines, this.style.isBerry ? ORDER : ORDER_OF_ONE);
  }
}
