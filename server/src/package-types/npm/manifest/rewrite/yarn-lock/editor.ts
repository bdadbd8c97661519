import semver from 'semver';
import type { ProjectFile, VersionChange } from '../../../../manifest.ts';
import { folderOf } from '../../../../paths.ts';
import { versions } from '../../../versions.ts';
import { readSpecifier, splitDescriptor } from '../../specifier.ts';
import type { EditedLockfile, LockfileEditor, RaisedWant, WrittenOverride } from '../lockfile-editor.ts';
import { Refusal } from '../refusal.ts';
import { sectionsOf } from '../release-members.ts';
import { YarnEntryWriter } from './entry-writer.ts';
import { type LockEntry, YarnLockText } from './lines.ts';

export interface YarnOptions {
  /** What the manifests ask for, as they are after all changes; names with what is written. */
  wants: () => [name: string, written: string][];
}

/** yarn.lock of Yarn 1, and of Yarn 2 and later. */
export class YarnLockEditor implements LockfileEditor {
  readonly path: string;
  readonly #text: YarnLockText;
  readonly #isBerry: boolean;
  readonly #writer: YarnEntryWriter;
  readonly #folder: string;
  readonly #overrides: WrittenOverride[] = [];
  readonly #withoutChecksum: VersionChange[] = [];
  readonly #refused = new Map<VersionChange, string>();
  readonly #changed: { entry: LockEntry; change: VersionChange }[] = [];
  /** Descriptors that something asked for, and does no longer. */
  readonly #left = new Set<string>();

  constructor(
    file: ProjectFile,
    private readonly options: YarnOptions,
  ) {
    this.path = file.path;
    this.#folder = folderOf(file.path);
    this.#isBerry = /^__metadata:/m.test(file.text);
    this.#text = new YarnLockText(file.text, this.#isBerry);
    // From Yarn 4 on, and with some plugins before, requirements are written with the protocol.
    const hasPrefixes = /^ {4}\S+: "?npm:/m.test(file.text);
    this.#writer = new YarnEntryWriter(this.#text, { isBerry: this.#isBerry, hasPrefixes });
  }

  raise(wants: readonly RaisedWant[]): void {
    for (const want of wants) {
      const [before, after] = [this.#descriptor(want.name, want.before), this.#descriptor(want.name, want.after)];
      const entry = this.#entryFor(before);
      if (!entry) continue;
      this.#left.add(before);
      this.#text.setDescriptors(entry, [...entry.descriptors, after]);
      if (this.#isBerry) this.#raiseMember(want);
    }
  }

  override(entries: readonly WrittenOverride[]): void {
    this.#overrides.push(...entries);
  }

  apply(change: VersionChange): boolean {
    const found = this.#text.entries.filter(
      (entry) => this.#nameOf(entry) === change.name && this.#text.value(entry, 'version') === change.from,
    );
    for (const entry of found) this.#applyTo(entry, change);
    return found.length > 0;
  }

  finish(): Promise<EditedLockfile> {
    for (const { entry, change } of this.#changed) this.#settle(entry, change);
    this.#prune();
    for (const { entry, change } of this.#changed) this.#check(entry, change);
    this.#merge();
    const commands = this.#commands();
    const file = { path: this.path, text: this.#text.written() };
    return Promise.resolve({ file, refused: this.#refused, suspects: [], suspicion: '', commands });
  }

  #applyTo(entry: LockEntry, change: VersionChange): void {
    const resolution = this.#text.value(entry, 'resolution');
    if (resolution !== null && !/@npm:[^:]+$/.test(resolution)) {
      throw new Refusal(`${change.name} ${change.from} is taken as ${resolution}, which is no version of a registry.`);
    }
    const { descriptors } = entry;
    const overrides = this.#overrides.filter(({ name }) => name === change.name);
    if (overrides.length > 0) this.#text.setDescriptors(entry, this.#overridden(descriptors, overrides, change));
    const sections = sectionsOf(change);
    const before = this.#needs(entry);
    if (!this.#writer.writeVersion(entry, change)) this.#withoutChecksum.push(change);
    this.#writer.writeSections(entry, change, sections);
    const after = new Set(this.#needs(entry));
    for (const descriptor of before) if (!after.has(descriptor)) this.#left.add(descriptor);
    this.#changed.push({ entry, change });
  }

  /** Makes what the new version asks for stand in the heading of an entry that satisfies it. */
  #settle(changed: LockEntry, change: VersionChange): void {
    for (const [name, written] of this.#asks(changed)) {
      const descriptor = this.#descriptor(name, written);
      const wanted = readSpecifier(name, written);
      if (this.#entryFor(descriptor) || this.#isOverridden(wanted.name, written)) continue;
      const [best] = this.#text.entries
        .filter((entry) => this.#nameOf(entry) === wanted.name && this.#satisfies(entry, wanted.requirement))
        .sort((a, b) => versions.compare(this.#versionOf(b), this.#versionOf(a)));
      if (!best) {
        this.#refused.set(
          change,
          `${change.name} ${change.to} asks for ${wanted.name} ${wanted.requirement ?? written}, which nothing in ${this.path} satisfies; ask for it in package.json and run \`yarn install\`, which resolves it.`,
        );
        continue;
      }
      this.#text.setDescriptors(best, [...best.descriptors, descriptor]);
    }
  }

  /** Who still asks for what is in the heading accepts the new version. */
  #check(entry: LockEntry, change: VersionChange): void {
    for (const descriptor of entry.descriptors) {
      const [name, rest] = splitDescriptor(descriptor);
      const { requirement } = readSpecifier(name, rest.split('::', 1)[0] ?? rest);
      if (requirement === null || versions.satisfies(change.to, requirement) || !semver.validRange(requirement))
        continue;
      if (this.#isOverridden(change.name, requirement) || !versions.satisfies(change.from, requirement)) continue;
      this.#refused.set(
        change,
        `${this.#askerOf(descriptor)} asks for ${name} ${requirement}, which ${change.to} is not.`,
      );
    }
  }

  #askerOf(descriptor: string): string {
    const asker = this.#text.entries.find((entry) => this.#needs(entry).includes(descriptor));
    return asker ? `${this.#nameOf(asker)} ${this.#versionOf(asker)}` : 'The project itself';
  }

  /** Takes away what nobody asks for any more, and what that alone had asked for. */
  #prune(): void {
    for (let left = [...this.#left]; left.length > 0; left = [...this.#left]) {
      this.#left.clear();
      const needed = new Set(this.#text.entries.flatMap((entry) => this.#needs(entry)));
      for (const [name, written] of this.options.wants()) needed.add(this.#descriptor(name, written));
      for (const descriptor of left.filter((known) => !needed.has(known))) this.#drop(descriptor);
    }
  }

  #drop(descriptor: string): void {
    const entry = this.#entryFor(descriptor);
    if (!entry) return;
    const rest = entry.descriptors.filter((known) => known !== descriptor);
    if (rest.length > 0) {
      this.#text.setDescriptors(entry, rest);
      return;
    }
    for (const need of this.#needs(entry)) this.#left.add(need);
    this.#text.remove(entry);
  }

  /** One version has one entry. */
  #merge(): void {
    for (const { entry, change } of this.#changed) {
      const other = this.#text.entries.find(
        (known) => known !== entry && this.#nameOf(known) === change.name && this.#versionOf(known) === change.to,
      );
      if (!other || !this.#text.entries.includes(entry)) continue;
      const isSame = this.#text.value(other, 'resolution') === this.#text.value(entry, 'resolution');
      if (!isSame) continue;
      const all = [...other.descriptors, ...entry.descriptors];
      this.#text.remove(entry);
      this.#text.setDescriptors(other, all);
      const index = this.#withoutChecksum.indexOf(change);
      if (index >= 0 && this.#isBerry) this.#withoutChecksum.splice(index, 1);
    }
  }

  /**
   * Yarn 2 and later puts the entry's value in the place of what dependents ask for; Yarn 1 keeps what they ask for beside it.
   */
  #overridden(descriptors: readonly string[], overrides: readonly WrittenOverride[], change: VersionChange): string[] {
    const own = this.#descriptor(change.name, overrides[0]?.value ?? change.to);
    if (!this.#isBerry) return [...descriptors, own];
    const isHit = (descriptor: string): boolean => {
      const requirement = splitDescriptor(descriptor)[1].replace(/^npm:/, '');
      return overrides.some(({ range, isReplaced }) => range === null || range === requirement || isReplaced);
    };
    return [...descriptors.filter((descriptor) => !isHit(descriptor)), own];
  }

  #isOverridden(name: string, requirement: string): boolean {
    const plain = requirement.replace(/^npm:/, '');
    return this.#overrides.some(
      (override) => override.name === name && (override.range === null || override.range === plain),
    );
  }

  #raiseMember({ folder, name, before, after }: RaisedWant): void {
    const path = this.#folder === '' ? folder : folder.slice(this.#folder.length + 1);
    const suffix = `@workspace:${path === '' ? '.' : path}`;
    const member = this.#text.entries.find((entry) => this.#text.value(entry, 'resolution')?.endsWith(suffix));
    if (!member) return;
    for (const key of ['dependencies', 'peerDependencies']) {
      const section = this.#text.section(member, key);
      const written = section.get(name);
      if (written !== before && written !== `npm:${before}`) continue;
      section.set(name, written === before ? after : `npm:${after}`);
      this.#writer.setSection(member, key, Object.fromEntries(section));
    }
  }

  #needs(entry: LockEntry): string[] {
    return this.#asks(entry).map(([name, written]) => this.#descriptor(name, written));
  }

  #asks(entry: LockEntry): [name: string, written: string][] {
    return [...this.#text.section(entry, 'dependencies'), ...this.#text.section(entry, 'optionalDependencies')];
  }

  #entryFor(descriptor: string): LockEntry | undefined {
    return this.#text.entries.find(({ descriptors }) => descriptors.includes(descriptor));
  }

  #descriptor(name: string, written: string): string {
    if (!this.#isBerry) return `${name}@${written}`;
    return `${name}@${/^[a-z]+:/.test(written) || readSpecifier(name, written).source !== 'registry' ? written : `npm:${written}`}`;
  }

  /** The package's own name, which an alias hides. */
  #nameOf(entry: LockEntry): string {
    const resolution = this.#text.value(entry, 'resolution');
    if (resolution !== null) return splitDescriptor(resolution)[0];
    const [name, rest] = splitDescriptor(entry.descriptors[0] ?? '');
    return readSpecifier(name, rest).name;
  }

  #versionOf(entry: LockEntry): string {
    return this.#text.value(entry, 'version') ?? '';
  }

  #satisfies(entry: LockEntry, requirement: string | null): boolean {
    return requirement !== null && versions.satisfies(this.#versionOf(entry), requirement);
  }

  #commands(): EditedLockfile['commands'] {
    if (this.#withoutChecksum.length === 0) return [];
    const named = [...new Set(this.#withoutChecksum.map(({ name, to }) => `${name} ${to}`))].join(', ');
    const reason = this.#isBerry
      ? `The checksum of ${named} is of the archive that Yarn makes of it, so it is left out of ${this.path}; Yarn writes it once it has fetched the package.`
      : `Metadata gives no hash of ${named}; Yarn writes it into ${this.path} once it has fetched the package.`;
    return [{ command: this.#isBerry ? 'yarn install --mode=skip-build' : 'yarn install --ignore-scripts', reason }];
  }
}
