import { nearest } from '../../paths.ts';
import { remarkDisagreements } from '../../disagreements.ts';
import type { NewRequirement, ReadingBuilder } from '../../reading-builder.ts';
import { takeUnaskedAsDirect } from '../../unasked.ts';
import { names } from '../names.ts';
import type { Lock, LockedMember } from './locked.ts';
import type { NpmManifest, Want } from './package-json.ts';
import { askedFor, readSpecifier } from './specifier.ts';
import type { PnpmWorkspace } from './workspace-file.ts';

/** Brings together what manifests ask for and what lockfiles hold. */
export class NpmProject {
  readonly #names: ReadonlySet<string>;
  readonly #workspaces: ReadonlyMap<string, PnpmWorkspace>;

  constructor(
    private readonly builder: ReadingBuilder,
    private readonly manifests: readonly NpmManifest[],
    workspaces: readonly PnpmWorkspace[],
  ) {
    this.#names = new Set(manifests.flatMap(({ name }) => name ?? []));
    this.#workspaces = new Map(workspaces.map((workspace) => [workspace.folder, workspace]));
  }

  connect(locks: readonly Lock[]): void {
    // A package may be in another lockfile than its own, as a folder that the other project takes it from.
    const connected = new Map(locks.map((lock) => [lock, new Set<string>()]));
    const locksByFolder = Map.groupBy(locks, ({ folder }) => folder);
    for (const manifest of this.manifests) {
      // The nearest lockfile that covers a manifest is the one that its package manager reads.
      const covering = locks.filter((lock) => lock.covers(manifest)).sort((a, b) => b.folder.length - a.folder.length);
      const nearby = covering.filter(({ folder }) => folder === covering[0]?.folder);
      for (const want of manifest.wants) this.#connectWant(manifest, want, nearby);
      for (const lock of nearby) connected.get(lock)?.add(manifest.folder);
    }
    for (const lock of locks) {
      for (const member of lock.members) {
        if (!connected.get(lock)?.has(member.folder)) this.#connectMember(lock, member);
      }
      const isAsked = this.manifests.some((manifest) => lock.covers(manifest)) || lock.members.length > 0;
      if (!isAsked) takeUnaskedAsDirect(this.builder, lock.path, 'package.json');
    }
    for (const beside of locksByFolder.values())
      remarkDisagreements(
        this.builder,
        beside.map(({ path }) => path),
      );
  }

  #connectWant(manifest: NpmManifest, want: Want, locks: readonly Lock[]): void {
    const written = this.#withCatalog(manifest, want);
    const place = { path: manifest.path, line: want.line };
    const wanted = readSpecifier(want.name, written);
    // What is written is kept as it is, also where a catalog says what it means.
    const asked = { ...askedFor(want.name, written), written: want.written };
    const edge = { ...asked, dependent: null, kind: want.kind, place };
    let [isHeld, isLocal] = [false, false];
    for (const lock of locks) {
      const found = lock.resolve(manifest.folder, want);
      if (typeof found === 'number') this.builder.require({ ...edge, dependency: found });
      isHeld ||= typeof found === 'number';
      isLocal ||= found === 'local';
      if (found === null && want.kind !== 'peer' && want.kind !== 'optional' && wanted.source !== 'local') {
        this.builder.remark(
          lock.path,
          null,
          `It does not hold ${want.name}, which line ${want.line} of ${manifest.path} asks for; it is out of date.`,
        );
      }
    }
    // What may be missing from a lockfile, and is, is not installed.
    const mayBeMissing = locks.length > 0 && (want.kind === 'peer' || want.kind === 'optional');
    if (!isHeld && (isLocal || !mayBeMissing)) this.#addUnlocked(want, written, edge, isLocal);
  }

  /** `isLocal` where a lockfile says that it is a folder of the project. */
  #addUnlocked(want: Want, written: string, edge: Omit<NewRequirement, 'dependency'>, isLocal: boolean): void {
    const wanted = readSpecifier(want.name, written);
    const read = names.read(wanted.name);
    if ('problem' in read) {
      this.builder.problem(
        edge.place.path,
        edge.place.line,
        `${wanted.name} is no name of a package, and was left out. ${read.problem}`,
      );
      return;
    }
    const isOwn = isLocal || (this.#names.has(want.name) && wanted.source === 'registry');
    const source = isOwn ? 'local' : wanted.source;
    const given = { name: read.name, version: null, source, resolved: wanted.target, place: edge.place };
    this.builder.require({ ...edge, dependency: this.builder.addUnlocked(given, source === 'local' ? '' : written) });
  }

  /** A package of the project whose package.json was not given: the lockfile says what it asks for. */
  #connectMember(lock: Lock, member: LockedMember): void {
    for (const want of member.wants()) {
      const found = lock.resolve(member.folder, want);
      if (typeof found !== 'number') continue;
      const place = { path: lock.path, line: want.line };
      const asked = askedFor(want.name, want.written);
      this.builder.require({ ...asked, dependent: null, dependency: found, kind: want.kind, place });
    }
  }

  /** https://pnpm.io/catalogs */
  #withCatalog(manifest: NpmManifest, { name, written, line }: Want): string {
    const catalog = /^catalog:(.*)$/.exec(written)?.[1];
    if (catalog === undefined) return written;
    const workspace = nearest(this.#workspaces, manifest.folder);
    const found = workspace?.catalogs.get(catalog === '' ? 'default' : catalog)?.get(name);
    if (found === undefined) {
      this.builder.remark(
        manifest.path,
        line,
        `${name} is taken from the catalog ${catalog === '' ? 'default' : catalog}, which no pnpm-workspace.yaml here has.`,
      );
    }
    return found ?? '*';
  }
}
