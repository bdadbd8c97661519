import type { ProjectFile, VersionChange } from '../../../../manifest.ts';
import { folderOf, resolvePath } from '../../../../paths.ts';
import { versions } from '../../../versions.ts';
import { readPnpmKey } from '../../pnpm-key.ts';
import { readSpecifier } from '../../specifier.ts';
import type { EditedLockfile, LockfileEditor, RaisedWant, WrittenOverride } from '../lockfile-editor.ts';
import { overridesRequirement } from '../overridden.ts';
import { Refusal } from '../refusal.ts';
import { integrityOf, type ReleaseSections, sectionsOf } from '../release-members.ts';
import type { RaisedCatalogEntry } from '../workspace-document.ts';
import { DEPENDENCIES, PnpmGraph } from './graph.ts';
import { describePackage, writeOverride } from './members.ts';
import { type PnpmEntry, PnpmLockText, pairOf } from './lines.ts';
import { type ReferenceLine, referenceLines, setReference, tokenOf } from './references.ts';

const COMMAND = 'pnpm install --lockfile-only';

export interface PnpmOptions {
  /** Whether an entry that was there before decides the version of this name against its dependents. */
  isOverridden: (name: string) => boolean;
  /** What changes raised in the catalogs of the workspace. */
  catalogs: () => readonly RaisedCatalogEntry[];
}

/** pnpm-lock.yaml of lockfile versions 6 and 9. */
export class PnpmLockEditor implements LockfileEditor {
  readonly path: string;
  readonly #text: PnpmLockText;
  readonly #version: number;
  readonly #folder: string;
  readonly #overrides: WrittenOverride[] = [];
  readonly #changed: {
    change: VersionChange;
    sections: ReleaseSections;
    entries: PnpmEntry[];
    peers: Map<string, string>;
  }[] = [];
  readonly #refused = new Map<VersionChange, string>();
  readonly #left = new Set<string>();
  readonly #references: readonly ReferenceLine[];
  readonly #graph: PnpmGraph;

  constructor(
    file: ProjectFile,
    private readonly options: PnpmOptions,
  ) {
    this.path = file.path;
    this.#folder = folderOf(file.path);
    this.#text = new PnpmLockText(file.text);
    this.#references = referenceLines(this.#text.regions);
    this.#version = Number.parseFloat(/^lockfileVersion:\s*['"]?([\d.]+)/m.exec(file.text)?.[1] ?? '');
    this.#graph = new PnpmGraph(this.#text, this.#references, this.#version);
  }

  raise(wants: readonly RaisedWant[]): void {
    const folders = new Map(wants.map((want) => [`${want.folder} ${want.name}`, want]));
    if (folders.size === 0) return;
    for (const line of this.#references) {
      const folder = resolvePath(this.#folder, line.group) ?? line.group;
      const want = line.region.key === 'catalogs' ? undefined : folders.get(`${folder} ${line.name}`);
      if (line.member === 'specifier' && want?.before === line.value) setReference(line, want.after);
    }
  }

  override(entries: readonly WrittenOverride[]): void {
    this.#overrides.push(...entries);
    for (const entry of entries) writeOverride(this.#text, entry);
    for (const line of this.#references) {
      const hit = entries.find((entry) => overridesRequirement(entry, line.name, line.value));
      // What the project itself asks for is overridden too, and locked as such.
      if (hit && line.member === 'specifier' && line.region.key !== 'catalogs') setReference(line, hit.value);
    }
  }

  apply(change: VersionChange): boolean {
    const base = this.#graph.key(change.name, change.from);
    const packages = this.#text.entries('packages').filter(({ key }) => this.#graph.baseOf(key) === base);
    if (packages.length === 0) return false;
    if (!(this.#version >= 6)) {
      throw new Refusal(
        `${this.path} is of lockfileVersion ${this.#version}, which is read only; pnpm 8 and later write newer ones.`,
      );
    }
    if (integrityOf(change.release) === '') {
      throw new Refusal(
        `Metadata gives no hash of ${change.name} ${change.to}, without which ${this.path} cannot hold it.`,
      );
    }
    const sections = sectionsOf(change);
    const peers = this.#text.section(packages[0] as PnpmEntry, 'peerDependencies');
    this.#refuseOtherPeers(change, peers, sections);
    const snapshots = this.#text.entries('snapshots').filter(({ key }) => this.#graph.baseOf(key) === base);
    const isKnown = this.#text
      .entries('packages')
      .some(({ key }) => this.#graph.baseOf(key) === this.#graph.key(change.name, change.to));
    this.#rename(change);
    for (const entry of packages) {
      if (isKnown && this.#text.entries('packages').some((other) => other !== entry && other.key === entry.key)) {
        this.#text.remove('packages', entry);
      } else describePackage(this.#text, entry, { change, sections, isOld: this.#version < 9 });
    }
    for (const entry of snapshots) {
      const isDouble = this.#text.entries('snapshots').some((other) => other !== entry && other.key === entry.key);
      if (isKnown && isDouble) this.#text.remove('snapshots', entry);
    }
    const entries = (this.#version >= 9 ? snapshots : packages).filter((entry) => this.#graph.isThere(entry));
    this.#changed.push({ change, sections, entries, peers });
    return true;
  }

  finish(): Promise<EditedLockfile> {
    this.#raiseCatalogs();
    for (const { change, sections, entries } of this.#changed) {
      for (const entry of entries) {
        try {
          if (this.#graph.isThere(entry)) this.#settle(entry, change, sections);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          this.#refused.set(change, error.message);
        }
      }
    }
    this.#graph.prune(this.#left);
    const file = { path: this.path, text: this.#text.written() };
    return Promise.resolve({ file, refused: this.#refused, suspects: [], suspicion: '', commands: [] });
  }

  /** A key ends in the peers it was chosen with, so that another choice of peers is another key. */
  #refuseOtherPeers(change: VersionChange, old: ReadonlyMap<string, string>, sections: ReleaseSections): void {
    const [before, after] = [[...old.keys()], Object.keys(sections.peerDependencies)].map((names) =>
      names.sort().join(', '),
    );
    if (before === after) return;
    throw new Refusal(
      `${change.name} ${change.to} has other peers (${after || 'none'}) than ${change.from} (${before || 'none'}), on which keys of ${this.path} depend; \`${COMMAND}\` chooses them anew.`,
    );
  }

  #rename({ name, from, to }: VersionChange): void {
    const token = tokenOf(name, from);
    const needle = `${name}@${from}`;
    const isTouched = (line: string): boolean => line.includes(from) && line.includes(name);
    const replaced = (line: string): string => (line.includes(needle) ? line.replace(token, `${name}@${to}`) : line);
    for (const region of this.#text.regions) {
      if (region.key === 'overrides' || region.key === 'patchedDependencies') continue;
      // When the new version was published is not known; pnpm adds it where it needs it.
      if (region.key === 'time') region.lines = region.lines.filter((line) => replaced(line) === line);
      region.lines = region.lines.map(replaced);
      for (const entry of region.entries) {
        if (entry.heading.some(isTouched)) this.#text.rename(entry, entry.heading.map(replaced));
        for (const member of entry.members) {
          if (!DEPENDENCIES.some((key) => key === member.key) || !member.lines.some(isTouched)) continue;
          member.lines = member.lines.map((line) => this.#renamedPair(replaced(line), name, from, to));
        }
      }
    }
    for (const line of this.#references) {
      if (line.value.includes(needle)) line.value = line.value.replace(token, `${name}@${to}`);
      if (line.name !== name || line.member !== 'version') continue;
      if (line.value === from || line.value.startsWith(`${from}(`)) {
        setReference(line, to + line.value.slice(from.length));
      }
    }
  }

  #renamedPair(line: string, name: string, from: string, to: string): string {
    if (!line.includes(from)) return line;
    const pair = pairOf(line);
    if (pair?.[0] !== name || (pair[1] !== from && !pair[1].startsWith(`${from}(`))) return line;
    const at = line.lastIndexOf(pair[1]);
    return line.slice(0, at) + to + line.slice(at + from.length);
  }

  /** Gives the new version what it asks for, from what is there. */
  #settle(entry: PnpmEntry, change: VersionChange, sections: ReleaseSections): void {
    const old = new Map(DEPENDENCIES.flatMap((key) => [...this.#text.section(entry, key)]));
    const peers = new Map([...old].filter(([name]) => Object.hasOwn(sections.peerDependencies, name)));
    for (const [name, reference] of peers) {
      const requirement = sections.peerDependencies[name] ?? '*';
      if (
        !versions.satisfies(this.#graph.versionIn(name, reference), requirement) &&
        !this.#decides(name, requirement)
      ) {
        throw new Refusal(
          `${change.name} ${change.to} asks for its peer ${name} as ${requirement}, and ${this.path} has ${reference}.`,
        );
      }
    }
    const production = this.#resolved(change, sections.dependencies, old);
    const optional = this.#resolved(change, sections.optionalDependencies, old);
    const isOptional = (name: string): boolean => this.#text.section(entry, 'optionalDependencies').has(name);
    for (const [name, reference] of peers) {
      const target = isOptional(name) ? optional : production;
      if (!target.has(name)) target.set(name, reference);
    }
    for (const [name, reference] of old) {
      if (production.get(name) === reference || optional.get(name) === reference) continue;
      this.#refuseWithPeers(change, name, reference);
      this.#left.add(this.#graph.referenced(name, reference));
    }
    this.#text.setSection(entry, 'dependencies', production);
    this.#text.setSection(entry, 'optionalDependencies', optional);
  }

  #resolved(
    change: VersionChange,
    section: Readonly<Record<string, string>>,
    old: ReadonlyMap<string, string>,
  ): Map<string, string> {
    return new Map(
      Object.entries(section).map(([name, written]) => {
        const wanted = readSpecifier(name, written);
        const known = old.get(name);
        if (known !== undefined && this.#isRight(name, known, wanted.name, wanted.requirement)) return [name, known];
        const reference = this.#find(name, wanted.name, wanted.requirement);
        if (reference === null) {
          throw new Refusal(
            `${change.name} ${change.to} asks for ${name} ${written}, which nothing in ${this.path} satisfies; \`pnpm update ${change.name} --lockfile-only\` resolves it.`,
          );
        }
        this.#refuseWithPeers(change, name, reference);
        return [name, reference];
      }),
    );
  }

  #isRight(name: string, reference: string, wanted: string, requirement: string | null): boolean {
    if (requirement === null) return false;
    return (
      versions.satisfies(this.#graph.versionIn(name, reference), requirement) || this.#decides(wanted, requirement)
    );
  }

  #decides(name: string, requirement: string): boolean {
    return (
      this.options.isOverridden(name) || this.#overrides.some((entry) => overridesRequirement(entry, name, requirement))
    );
  }

  /** The newest one that satisfies, where it was chosen without peers. */
  #find(name: string, wanted: string, requirement: string | null): string | null {
    const found = this.#text
      .entries('packages')
      .map(({ key }) => readPnpmKey(key, this.#version))
      .filter((key) => key.name === wanted && key.version !== null && requirement !== null)
      .filter(({ version }) => versions.satisfies(version ?? '', requirement ?? ''))
      .sort((a, b) => versions.compare(b.version ?? '', a.version ?? ''))[0];
    if (!found?.version) return null;
    if (name === wanted) return found.version;
    return `${this.#version >= 9 ? '' : '/'}${wanted}@${found.version}`;
  }

  /** What is chosen with peers, or has such below it, is part of the keys of those who ask for it. */
  #refuseWithPeers(change: VersionChange, name: string, reference: string): void {
    const key = this.#graph.referenced(name, reference);
    const entry = this.#graph.holders().find((known) => known.key === key);
    const hasPeers =
      reference.includes('(') || !entry || entry.members.some((member) => member.key === 'transitivePeerDependencies');
    if (!hasPeers) return;
    throw new Refusal(
      `${change.name} ${change.to} asks for another ${name} than ${change.from}, and peers decide which; \`pnpm update ${change.name} --lockfile-only\` chooses it.`,
    );
  }

  #raiseCatalogs(): void {
    const raised = this.options.catalogs();
    if (raised.length === 0) return;
    for (const line of this.#references) {
      if (line.region.key !== 'catalogs' || line.member !== 'specifier') continue;
      const entry = raised.find(({ catalog, name }) => catalog === line.group && name === line.name);
      if (entry) setReference(line, entry.after);
    }
  }
}
