import { isObject, memberOf, textOf } from '../../../../document-members.ts';
import type { ProjectFile, VersionChange } from '../../../../manifest.ts';
import { folderOf } from '../../../../paths.ts';
import { type JsonObject, JsonDocument } from '../json-document.ts';
import type { EditedLockfile, LockfileEditor, RaisedWant, WrittenOverride } from '../lockfile-editor.ts';
import { Refusal } from '../refusal.ts';
import { integrityOf, lockedMembers, resolvedLike, sectionsOf } from '../release-members.ts';
import { type LockTree, lockTreeOf } from './lock-tree.ts';
import { inNpmOrder } from './npm-order.ts';
import { folderName, isModule, legacyKeys, packageName, type Packages } from './packages.ts';
import { repairTree, type RepairOptions, Unmet } from './repair.ts';
import { type OverriddenEdge, raisedKey, reviewTree } from './review.ts';

/** What an entry says of its place in the tree, whatever version stands there. */
const OF_THE_PLACE = ['name', 'dev', 'optional', 'devOptional', 'peer', 'extraneous'];

/** package-lock.json and npm-shrinkwrap.json of versions 1 to 3. */
export class PackageLockEditor implements LockfileEditor {
  readonly path: string;
  readonly #document: JsonDocument;
  readonly #tree: LockTree;
  /** Those that take the place of what was before. */
  readonly #entries: Packages = new Map();
  readonly #folder: string;
  readonly #changed = new Map<string, VersionChange>();
  readonly #overrides: WrittenOverride[] = [];
  /** What packages of the project ask for by now, by `raisedKey`. */
  readonly #raised = new Map<string, string>();
  #isRaised = false;
  readonly #hasPackages: boolean;

  /** `options.manifests` are read when the tree has to be resolved, so that they have every change by then. */
  constructor(
    private readonly file: ProjectFile,
    private readonly options: RepairOptions,
  ) {
    this.path = file.path;
    this.#folder = folderOf(file.path);
    this.#document = new JsonDocument(file);
    this.#hasPackages = isObject(memberOf(this.#document.unchanged, 'packages'));
    this.#tree = lockTreeOf(file, this.#document.unchanged, this.options.rootBefore);
  }

  raise(wants: readonly RaisedWant[]): void {
    this.#isRaised ||= wants.length > 0;
    for (const want of wants) {
      const path = this.#folder === '' ? want.folder : want.folder.slice(this.#folder.length + 1);
      const entry = this.#tree.packages.get(path);
      if (memberOf(memberOf(entry, want.section), want.name) === undefined) continue;
      this.#raised.set(raisedKey(path, want.section, want.name), want.after);
      if (this.#hasPackages) this.#document.set(['packages', path, want.section, want.name], want.after);
    }
  }

  override(entries: readonly WrittenOverride[]): void {
    this.#overrides.push(...entries);
  }

  apply(change: VersionChange): boolean {
    const found = this.#tree
      .modulesOf(change.name)
      .map(([path, entry]) => [path, this.#entries.get(path) ?? entry] as const)
      .filter(([, entry]) => textOf(entry, 'version') === change.from);
    if (found.length === 0) return false;
    const bundled = found.find(([, entry]) => entry['inBundle'] === true);
    if (bundled) {
      throw new Refusal(
        `${change.name} ${change.from} at ${bundled[0]} comes inside the archive of the package around it, and changes with that one alone.`,
      );
    }
    if (isWorthy(change.release.manifest['bundleDependencies'] ?? change.release.manifest['bundledDependencies'])) {
      throw new Refusal(
        `${change.name} ${change.to} brings packages inside its archive, which a lockfile names and metadata does not.`,
      );
    }
    for (const [path, entry] of found) this.#write(path, entry, change);
    return true;
  }

  async finish(): Promise<EditedLockfile> {
    const edited: EditedLockfile = {
      file: this.file,
      refused: new Map(),
      suspects: [],
      suspicion: '',
      commands: this.#commands(),
    };
    if (this.#changed.size === 0 && !this.#isRaised) return edited;
    const review = reviewTree({
      before: this.#tree.packages,
      entries: this.#entries,
      edges: this.#tree.edges,
      changed: this.#changed,
      raised: this.#raised,
      overrides: this.#overrides,
      isOverridden: this.options.isOverridden,
    });
    if (review.refused.size > 0) return { ...edited, refused: review.refused };
    if (review.unsettled.size > 0) {
      try {
        const value = await repairTree(
          {
            path: this.path,
            original: this.#document.unchanged,
            before: this.#tree.packages,
            after: this.#packagesAfter(),
            changed: this.#changed,
          },
          this.options,
        );
        this.#document.replace(value);
      } catch (error) {
        this.options.signal.throwIfAborted();
        const refused = error instanceof Unmet ? this.#refusedBy(error) : edited.refused;
        if (refused.size > 0) return { ...edited, refused };
        const suspicion = error instanceof Error ? error.message : String(error);
        return { ...edited, suspects: [...review.unsettled], suspicion };
      }
    }
    if (review.unsettled.size === 0) this.#writeOverridden(review.overridden);
    return { ...edited, file: this.#document.written() };
  }

  /** Empty where those who go without are none of the changed ones. */
  #refusedBy({ reasons }: Unmet): Map<VersionChange, string> {
    return new Map(
      [...reasons].flatMap(([path, reason]): [VersionChange, string][] => {
        const change = this.#changed.get(path);
        return change ? [[change, reason]] : [];
      }),
    );
  }

  /** Versions 1 and 2 name what a dependent asks for once it is overridden. */
  #writeOverridden(edges: readonly OverriddenEdge[]): void {
    for (const { from, name, value } of edges) {
      const keys = legacyKeys(from, this.#tree.links);
      if (keys === null || keys.length === 0) continue;
      const place = [...keys, 'requires', name];
      if (typeof this.#document.get(place) === 'string') this.#document.set(place, value);
    }
  }

  #write(path: string, old: JsonObject, change: VersionChange): void {
    const sections = sectionsOf(change);
    const name = packageName(path, old);
    const { license, ...members } = lockedMembers(change.release, name);
    const place = OF_THE_PLACE.flatMap((key): [string, unknown][] =>
      Object.hasOwn(old, key) ? [[key, old[key]]] : [],
    );
    const resolved = textOf(old, 'resolved');
    const integrity = integrityOf(change.release);
    const entry: JsonObject = {
      ...Object.fromEntries(place),
      ...members,
      version: change.to,
      ...(resolved === null ? {} : { resolved: resolvedLike(resolved, name, change) }),
      ...(integrity === '' ? {} : { integrity }),
      ...(license !== undefined && this.#tree.hasLicenses ? { license } : {}),
      ...filled('dependencies', sections.dependencies),
      ...filled('optionalDependencies', sections.optionalDependencies),
      ...filled('peerDependencies', sections.peerDependencies),
    };
    this.#changed.set(path, change);
    this.#entries.set(path, entry);
    if (this.#hasPackages) this.#document.set(['packages', path], inNpmOrder(entry));
    this.#writeLegacy(path, entry, change);
  }

  #writeLegacy(path: string, entry: JsonObject, change: VersionChange): void {
    const keys = legacyKeys(path, this.#tree.links);
    const old = keys && this.#document.get(keys);
    if (keys === null || !isObject(old)) return;
    const { version: _version, resolved, integrity: _integrity, requires: before, ...rest } = old;
    const requires = {
      ...(entry['dependencies'] as JsonObject | undefined),
      ...(entry['optionalDependencies'] as JsonObject | undefined),
    };
    const name = packageName(path, entry);
    // For npm 7 and later, peers are requirements that this part of the file does not name.
    const asksForPeers = isObject(entry['peerDependencies']);
    const written: JsonObject = {
      ...rest,
      version: name === folderName(path) ? change.to : `npm:${name}@${change.to}`,
      ...(typeof resolved === 'string' ? { resolved: resolvedLike(resolved, name, change) } : {}),
      ...(Object.hasOwn(entry, 'integrity') ? { integrity: entry['integrity'] } : {}),
      ...(isEmpty(requires) && !(asksForPeers && (isObject(before) || this.#hasPackages)) ? {} : { requires }),
    };
    const order = Object.keys(inNpmOrder(written));
    this.#document.set(keys, Object.fromEntries(order.map((key) => [key, written[key]])));
  }

  #packagesAfter(): Packages {
    const packages = new Map([...this.#tree.packages, ...this.#entries]);
    for (const [path, entry] of this.#tree.packages) {
      if (isModule(path)) continue;
      const sections = Object.entries(entry).map(([section, names]): [string, unknown] => [
        section,
        isObject(names) ? this.#withRaised(path, section, names) : names,
      ]);
      packages.set(path, Object.fromEntries(sections));
    }
    return packages;
  }

  #withRaised(path: string, section: string, names: JsonObject): JsonObject {
    const written = Object.entries(names).map(([name, before]): [string, unknown] => [
      name,
      this.#raised.get(raisedKey(path, section, name)) ?? before,
    ]);
    return Object.fromEntries(written);
  }

  #commands(): EditedLockfile['commands'] {
    const without = [...new Set(this.#changed.values())].filter(({ release }) => integrityOf(release) === '');
    if (without.length === 0) return [];
    const named = without.map(({ name, to }) => `${name} ${to}`).join(', ');
    return [
      {
        command: 'npm install --ignore-scripts',
        reason: `Metadata gives no hash of ${named}; npm writes it into ${this.path} once it has fetched the package.`,
      },
    ];
  }
}

function filled(key: string, section: JsonObject): JsonObject {
  return isEmpty(section) ? {} : { [key]: section };
}

function isEmpty(section: JsonObject): boolean {
  return Object.keys(section).length === 0;
}

function isWorthy(value: unknown): boolean {
  return value === true || (Array.isArray(value) && value.length > 0);
}
