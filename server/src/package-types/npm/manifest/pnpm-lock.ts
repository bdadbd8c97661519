import type { Place, ProjectFile, RequirementKind } from '../../manifest.ts';
import { folderOf, resolvePath } from '../../paths.ts';
import type { ReadingBuilder } from '../../reading-builder.ts';
import { UnreadableFile } from '../../unreadable-file.ts';
import { names } from '../names.ts';
import { type Block, flowMembers, readBlocks } from './block-text.ts';
import type { Lock, LockedMember } from './locked.ts';
import type { Want } from './package-json.ts';
import { readPnpmKey } from './pnpm-key.ts';

const SECTIONS: readonly [name: string, kind: RequirementKind][] = [
  ['dependencies', 'production'],
  ['devDependencies', 'development'],
  ['optionalDependencies', 'optional'],
];

interface Importer {
  folder: string;
  block: Block;
  /** What each name got, as the lockfile writes it. */
  got: Map<string, string>;
}

/** pnpm-lock.yaml of lockfile versions 5.x, 6.x and 9: https://github.com/pnpm/spec/tree/master/lockfile */
export function readPnpmLock(file: ProjectFile, builder: ReadingBuilder): Lock {
  const root = readBlocks(file.text, 'yaml');
  const written = root.members.get('lockfileVersion');
  const version = Number.parseFloat(written?.value ?? '');
  if (!(version >= 5 && version < 10)) {
    throw new UnreadableFile(
      written?.line ?? 1,
      written
        ? `Its format is lockfileVersion ${written.value}; 5, 6 and 9 can be read.`
        : 'It has no lockfileVersion.',
    );
  }
  builder.setFormat(file.path, `pnpm-lock v${written?.value}`);
  return new PnpmLockReader(file, root, version, builder).read();
}

class PnpmLockReader {
  /** By key without the peers behind it. */
  readonly #indexes = new Map<string, number>();
  readonly #folder: string;

  constructor(
    private readonly file: ProjectFile,
    private readonly root: Block,
    private readonly version: number,
    private readonly builder: ReadingBuilder,
  ) {
    this.#folder = folderOf(file.path);
  }

  read(): Lock {
    const packages = this.root.members.get('packages')?.members ?? new Map<string, Block>();
    const snapshots = this.root.members.get('snapshots')?.members;
    for (const [key, block] of packages) this.#addPackage(key, block);
    for (const [key, block] of snapshots ?? packages) this.#addRequirements(key, block);
    const importers = this.#importers();
    const byFolder = new Map(importers.map((importer) => [importer.folder, importer]));
    return {
      path: this.file.path,
      folder: this.#folder,
      covers: (manifest) => byFolder.has(manifest.folder),
      resolve: (folder, { name }) => this.#resolve(name, byFolder.get(folder)?.got.get(name)),
      members: importers.map((importer) => this.#memberIn(importer)),
    };
  }

  #addPackage(key: string, block: Block): void {
    const read = readPnpmKey(key, this.version);
    const name = block.members.get('name')?.value ?? read.name;
    const version = block.members.get('version')?.value ?? read.version;
    const checked = names.read(name);
    if ('problem' in checked) {
      this.builder.remark(
        this.file.path,
        block.line,
        `${name} is no name of a package, and was left out. ${checked.problem}`,
      );
      return;
    }
    const resolution = flowMembers(block.members.get('resolution')?.value ?? null);
    const integrity = resolution.get('integrity');
    const index = this.builder.add({
      name,
      version,
      source: sourceOf(resolution, read.source),
      resolved: resolution.get('tarball') ?? resolution.get('repo') ?? resolution.get('directory') ?? null,
      integrity: integrity === undefined ? [] : integrity.split(/\s+/),
      lockfile: this.file.path,
      isDevelopment: block.members.get('dev')?.value === 'true',
      isOptional: block.members.get('optional')?.value === 'true',
      place: { path: this.file.path, line: block.line },
    });
    this.#indexes.set(read.key, index);
  }

  #addRequirements(key: string, block: Block): void {
    const dependent = this.#indexes.get(readPnpmKey(key, this.version).key);
    if (dependent === undefined) return;
    const place: Place = { path: this.file.path, line: block.line };
    const peers = this.root.members
      .get('packages')
      ?.members.get(readPnpmKey(key, this.version).key)
      ?.members.get('peerDependencies');
    for (const [section, kind] of SECTIONS) {
      for (const [name, { value }] of block.members.get(section)?.members ?? []) {
        const dependency = this.#resolve(name, value ?? undefined);
        if (typeof dependency === 'number') {
          const found = this.builder.dependencies[dependency];
          const asked =
            peers?.members.get(name)?.value ?? block.members.get('peerDependencies')?.members.get(name)?.value ?? null;
          // pnpm's lockfile holds what a dependent got, and not what it asks for, except of its peers.
          this.builder.require({
            dependent,
            dependency,
            kind: asked === null ? kind : 'peer',
            requirement: asked,
            written: asked ?? '',
            alias: found?.name === name ? null : name,
            place,
          });
        } else if (dependency === null && kind !== 'optional') {
          this.builder.remark(
            place.path,
            place.line,
            `${readPnpmKey(key, this.version).name} depends on ${name} ${value}, which the lockfile does not hold.`,
          );
        }
      }
    }
  }

  #importers(): Importer[] {
    const importers = this.root.members.get('importers')?.members;
    const entries: [string, Block][] = importers ? [...importers] : [['.', this.root]];
    return entries.map(([path, block]) => ({
      folder: resolvePath(this.#folder, path) ?? path,
      block,
      got: new Map(
        SECTIONS.flatMap(([section]) => [...(block.members.get(section)?.members ?? [])]).map(([name, given]) => [
          name,
          given.value ?? given.members.get('version')?.value ?? '',
        ]),
      ),
    }));
  }

  #memberIn({ folder, block }: Importer): LockedMember {
    const specifiers = block.members.get('specifiers')?.members;
    const wants = (): Want[] =>
      SECTIONS.flatMap(([section, kind]) =>
        [...(block.members.get(section)?.members ?? [])].map(([name, given]) => ({
          name,
          written: given.members.get('specifier')?.value ?? specifiers?.get(name)?.value ?? '',
          kind,
          line: given.line,
        })),
      );
    return { folder, wants };
  }

  #resolve(name: string, got: string | undefined): number | 'local' | null {
    if (got === undefined || got === '') return null;
    if (got.startsWith('link:')) return 'local';
    const candidates = [`${name}@${got}`, got, `/${name}@${got}`, `/${name}/${got}`];
    for (const candidate of candidates) {
      const index = this.#indexes.get(readPnpmKey(candidate, this.version).key);
      if (index !== undefined) return index;
    }
    return got.startsWith('file:') ? 'local' : null;
  }
}

function sourceOf(resolution: ReadonlyMap<string, string>, bySpecifier: 'registry' | 'git' | 'url' | 'local') {
  if (resolution.get('type') === 'git' || resolution.has('repo')) return 'git';
  if (resolution.get('type') === 'directory' || resolution.has('directory')) return 'local';
  return bySpecifier;
}
