import type { Place, ProjectFile } from '../../manifest.ts';
import { folderOf } from '../../paths.ts';
import type { ReadingBuilder } from '../../reading-builder.ts';
import { UnreadableFile } from '../../unreadable-file.ts';
import { names } from '../names.ts';
import { type Block, readBlocks } from './block-text.ts';
import type { Lock, LockedMember } from './locked.ts';
import type { NpmManifest, Override, Want } from './package-json.ts';
import { askedFor, readSpecifier, type Specifier, splitDescriptor } from './specifier.ts';

interface Entry {
  block: Block;
  index: number | null;
  /** Folder of the project, of an entry for one of its own packages. */
  folder: string | null;
  name: string;
}

/** yarn.lock of Yarn 1 (https://classic.yarnpkg.com/lang/en/docs/yarn-lock/) and of Yarn 2 and later. */
export function readYarnLock(file: ProjectFile, builder: ReadingBuilder, manifests: readonly NpmManifest[]): Lock {
  const isBerry = /^__metadata:/m.test(file.text);
  if (!isBerry && !file.text.includes('yarn lockfile v') && /\S/.test(file.text)) {
    throw new UnreadableFile(
      1,
      'It is no lockfile of Yarn: it neither says `yarn lockfile v1` nor has a section `__metadata`.',
    );
  }
  const root = readBlocks(file.text, isBerry ? 'yaml' : 'yarn-one');
  const manifest = manifests.find(({ folder }) => folder === folderOf(file.path));
  const reader = new YarnLockReader(file, builder, isBerry, manifest?.overrides ?? []);
  return reader.read(root);
}

class YarnLockReader {
  readonly #byDescriptor = new Map<string, Entry>();
  readonly #entries: Entry[] = [];

  constructor(
    private readonly file: ProjectFile,
    private readonly builder: ReadingBuilder,
    private readonly isBerry: boolean,
    private readonly overrides: readonly Override[],
  ) {}

  read(root: Block): Lock {
    const version = root.members.get('__metadata')?.members.get('version')?.value;
    this.builder.setFormat(this.file.path, this.isBerry ? `yarn.lock v${version ?? '2 or later'}` : 'yarn.lock v1');
    for (const [heading, block] of root.members) {
      if (heading !== '__metadata') this.#addEntry(descriptorsOf(heading), block);
    }
    for (const entry of this.#entries) this.#addRequirements(entry);
    const folder = folderOf(this.file.path);
    const own = this.#entries.filter((entry) => entry.folder !== null);
    const folders = new Set(own.map((entry) => inFolder(folder, entry.folder ?? '')));
    return {
      path: this.file.path,
      folder,
      // Yarn 1 does not name the packages of the project, and Yarn wants a lockfile in the root of each project.
      covers: (manifest) => (this.isBerry ? folders.has(manifest.folder) : isBelow(manifest, folder)),
      resolve: (_, { name, written }) => this.#resolve(name, written),
      members: own.map((entry) => memberIn(entry, inFolder(folder, entry.folder ?? ''))),
    };
  }

  #addEntry(descriptors: string[], block: Block): void {
    const first = descriptors[0] ?? '';
    const [descriptorName, descriptorRest] = splitDescriptor(first);
    const resolution = block.members.get('resolution')?.value ?? null;
    const place = { path: this.file.path, line: block.line };
    const version = block.members.get('version')?.value ?? null;
    if (version === null) {
      this.builder.problem(this.file.path, block.line, `${first} has no version, so it was left out.`);
      return;
    }
    const wanted = this.isBerry ? resolved(resolution ?? first) : readSpecifier(descriptorName, descriptorRest);
    const folder = /@workspace:(.*)$/.exec(resolution ?? '')?.[1] ?? null;
    const index = folder === null ? this.#addPackage(wanted, version, block, place) : null;
    const entry: Entry = { block, index, folder, name: wanted.name };
    this.#entries.push(entry);
    for (const descriptor of descriptors) this.#byDescriptor.set(descriptor, entry);
  }

  #addPackage(wanted: Specifier, version: string, block: Block, place: Place): number | null {
    const read = names.read(wanted.name);
    if ('problem' in read) {
      this.builder.remark(
        place.path,
        place.line,
        `${wanted.name} is no name of a package, and was left out. ${read.problem}`,
      );
      return null;
    }
    const [resolvedUrl, hash] = (block.members.get('resolved')?.value ?? '').split('#');
    const integrity = block.members.get('integrity')?.value ?? null;
    const sha1 = !this.isBerry && integrity === null && /^[0-9a-f]{40}$/.test(hash ?? '') ? [`sha1:${hash}`] : [];
    return this.builder.add({
      name: read.name,
      version,
      source: wanted.source,
      resolved: wanted.target ?? (resolvedUrl === undefined || resolvedUrl === '' ? null : resolvedUrl),
      // The checksum of Yarn 2 and later is of its own archive in the cache, not of the registry's.
      integrity: integrity === null ? sha1 : integrity.split(/\s+/),
      lockfile: place.path,
      place,
    });
  }

  #addRequirements({ block, index, name: dependentName }: Entry): void {
    if (index === null) return;
    const place = { path: this.file.path, line: block.line };
    const meta = block.members.get('dependenciesMeta')?.members;
    for (const section of ['dependencies', 'optionalDependencies'] as const) {
      for (const [name, { value }] of block.members.get(section)?.members ?? []) {
        const written = value ?? '';
        const isOptional =
          section === 'optionalDependencies' || meta?.get(name)?.members.get('optional')?.value === 'true';
        const dependency = this.#resolve(name, written);
        if (typeof dependency === 'number') {
          const kind = isOptional ? 'optional' : 'production';
          this.builder.require({ ...askedFor(name, written), dependent: index, dependency, kind, place });
        } else if (dependency === null && !isOptional) {
          this.builder.remark(
            place.path,
            place.line,
            `${dependentName} asks for ${name}@${written}, which the lockfile does not hold.`,
          );
        }
      }
    }
  }

  #resolve(name: string, written: string): number | 'local' | null {
    const entry =
      this.#byDescriptor.get(`${name}@${written}`) ??
      this.#byDescriptor.get(`${name}@npm:${written}`) ??
      this.#byPatch(name, written) ??
      this.#byOverride(name, written) ??
      this.#onlyOne(name);
    if (!entry) return null;
    return entry.index ?? (entry.folder === null ? null : 'local');
  }

  /** `patch:` and `workspace:` descriptors of Berry carry the file that they were written in behind `::`. */
  #byPatch(name: string, written: string): Entry | undefined {
    return /^(?:patch|workspace|file|link|portal):/.test(written) ? this.#byStart.get(`${name}@${written}`) : undefined;
  }

  /** Yarn 2 and later puts what `resolutions` says in the place of what dependents write. */
  #byOverride(name: string, written: string): Entry | undefined {
    if (!this.isBerry) return undefined;
    const requirement = written.replace(/^npm:/, '');
    const override = this.overrides.find(
      (known) =>
        known.name === name &&
        known.below.length === 0 &&
        (known.replaced === null || known.replaced.replace(/^npm:/, '') === requirement),
    );
    if (!override) return undefined;
    const value = override.written;
    return this.#byDescriptor.get(`${name}@${value}`) ?? this.#byDescriptor.get(`${name}@npm:${value}`);
  }

  /** With `resolutions` a package has one entry under another descriptor than the dependents write. */
  #onlyOne(name: string): Entry | undefined {
    const entries = this.#byName.get(name);
    return entries?.length === 1 ? entries[0] : undefined;
  }

  get #byStart(): ReadonlyMap<string, Entry> {
    return (this.#starts ??= new Map(
      [...this.#byDescriptor].map(([descriptor, entry]) => [descriptor.split('::', 1)[0] ?? '', entry]),
    ));
  }

  get #byName(): ReadonlyMap<string, Entry[]> {
    if (this.#named) return this.#named;
    this.#named = new Map();
    for (const [descriptor, entry] of this.#byDescriptor) {
      const name = splitDescriptor(descriptor)[0];
      const known = this.#named.get(name);
      if (!known) this.#named.set(name, [entry]);
      else if (known.at(-1) !== entry) known.push(entry);
    }
    return this.#named;
  }

  #starts: Map<string, Entry> | undefined;
  #named: Map<string, Entry[]> | undefined;
}

/** `"a@^1", b@~2` of Yarn 1, `a@npm:^1, a@npm:^2` of Berry. */
function descriptorsOf(heading: string): string[] {
  return heading.split(/,\s+/).map((descriptor) => descriptor.trim().replace(/^"(.*)"$/s, '$1'));
}

/** `name@npm:1.0.0`, `name@https://...#commit=...`, `name@patch:...`: https://yarnpkg.com/protocols */
function resolved(resolution: string): Specifier {
  const [name, rest] = splitDescriptor(resolution);
  const wanted = readSpecifier(name, rest);
  if (wanted.source === 'url' && /[#&]commit=/.test(rest)) return { ...wanted, source: 'git' };
  const archive = /::__archiveUrl=(.+)$/.exec(rest)?.[1];
  return archive === undefined ? wanted : { ...wanted, target: archive };
}

function inFolder(folder: string, member: string): string {
  if (member === '.' || member === '') return folder;
  return folder === '' ? member : `${folder}/${member}`;
}

function isBelow(manifest: NpmManifest, folder: string): boolean {
  return folder === '' || manifest.folder === folder || manifest.folder.startsWith(`${folder}/`);
}

function memberIn({ block }: Entry, folder: string): LockedMember {
  const wants = () =>
    [...(block.members.get('dependencies')?.members ?? [])].map(([name, { value, line }]): Want => ({
      name,
      written: value ?? '',
      kind: 'production',
      line,
    }));
  return { folder, wants };
}
