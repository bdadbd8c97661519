import { Random } from './random.ts';
import type { Shape } from './shapes.ts';
import { newestOf, versionsOf, type WorkloadVersion } from './versions.ts';

/** One document as text, with `NAME` where the package's name belongs and `DEPENDENCIES` where its dependencies do. */
export interface PackumentTemplate {
  versions: readonly WorkloadVersion[];
  full: string;
  abbreviated: string;
}

/** As long as every name of the workload. */
export const NAME = '{{name}}';
const DEPENDENCIES_FIELD = '{{dependencies}}';
export const DEPENDENCIES = JSON.stringify(DEPENDENCIES_FIELD);

const HOUR = 3_600_000;
const FIRST_PUBLISHED = Date.UTC(2014, 2, 1);
const WORDS = (
  'assert async babel buffer build bundle cache chain check chunk code color compile config cover css debug deep diff dom ' +
  'emit env event file fixture flow format fs glob graph hash hook html import index json karma lint load lock log map mark ' +
  'merge mime mocha module parse path plugin pool promise proxy query react render request resolve route runner schema script ' +
  'select server shim sinon source spawn stream string style tap task test token trace tree type url util uuid watch web worker'
).split(' ');

/** A document of this shape; `seed` decides its words, numbers and hashes. */
export function packumentTemplate(shape: Shape, seed: number): PackumentTemplate {
  const { versionCount, fullBytes, abbreviatedBytes } = shape;
  const versions = versionsOf(versionCount, seed);
  const texts = new Texts(seed);
  const bare = documents(versions, texts, { tools: 0, scripts: 0 });
  // An entry more in every version is this many bytes more in the document; the fit need not be exact.
  const withOne = documents(versions, texts, { tools: 10, scripts: 10 });
  const perTool = (withOne.abbreviated.length - bare.abbreviated.length) / 10;
  const perScript = (withOne.full.length - bare.full.length) / 10 - perTool;
  const tools = Math.max(0, Math.round((abbreviatedBytes - bare.abbreviated.length) / perTool));
  const scripts = Math.max(0, Math.round((fullBytes - bare.full.length - tools * perTool) / perScript));
  return { versions, ...documents(versions, texts, { tools, scripts }) };
}

interface Fill {
  /** Development dependencies of each version: in both forms. */
  tools: number;
  /** Scripts of each version: in the full form alone. */
  scripts: number;
}

function documents(versions: readonly WorkloadVersion[], texts: Texts, fill: Fill) {
  const tags = { latest: newestOf(versions), next: versions.findLast(({ isPrerelease }) => isPrerelease)?.version };
  const full: Record<string, unknown> = {};
  const abbreviated: Record<string, unknown> = {};
  const time: Record<string, string> = {};
  for (const [index, { version }] of versions.entries()) {
    const manifest = texts.manifest(index, version, versions.length, fill);
    full[version] = manifest;
    abbreviated[version] = abbreviatedForm(manifest);
    time[version] = new Date(texts.publishedAt(index)).toISOString();
  }
  const modified = new Date(texts.publishedAt(versions.length)).toISOString();
  const created = time[versions[0]?.version ?? ''];
  const about = {
    maintainers: texts.people,
    description: texts.description,
    license: 'MIT',
    readmeFilename: 'README.md',
  };
  return {
    full: JSON.stringify({
      _id: NAME,
      _rev: `${versions.length}-${texts.revision}`,
      name: NAME,
      'dist-tags': tags,
      versions: full,
      time: { created, modified, ...time },
      ...about,
      readme: texts.readme,
    }),
    abbreviated: JSON.stringify({ name: NAME, 'dist-tags': tags, versions: abbreviated, modified }),
  };
}

/** The fields that the documentation of the registry lists: https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md */
function abbreviatedForm(manifest: Record<string, unknown>): Record<string, unknown> {
  const fields = ['name', 'version', 'deprecated', 'bin', 'dist', 'engines', 'dependencies', 'devDependencies'];
  return Object.fromEntries(fields.filter((field) => field in manifest).map((field) => [field, manifest[field]]));
}

/** By the place of a version among all of its package. */
export function isDeprecated(index: number): boolean {
  return index % 97 === 5;
}

interface Hashes {
  shasum: string;
  integrity: string;
  signature: string;
  commit: string;
}

/** What the versions of one package say; a version differs from the one before it in little but its hashes. */
class Texts {
  readonly description: string;
  readonly people: readonly unknown[];
  readonly readme: string;
  readonly revision: string;
  readonly #random: Random;
  readonly #hashes: Hashes[] = [];
  readonly #words: string[];

  constructor(private readonly seed: number) {
    this.#random = new Random(seed);
    this.#words = Array.from({ length: 400 }, () => this.#random.pick(WORDS));
    this.description = this.#sentence(9);
    this.people = Array.from({ length: 2 }, () => this.#person());
    this.revision = this.#random.bytes(16).toString('hex');
    this.readme = Array.from(
      { length: 4 },
      (_, part) => `## ${this.#sentence(3)}\n\n${this.#sentence(30 + part)}`,
    ).join('\n\n');
  }

  publishedAt(index: number): number {
    return FIRST_PUBLISHED + index * 61 * HOUR + ((index * 7_919) % 1_000) * 3_511;
  }

  manifest(index: number, version: string, count: number, { tools, scripts }: Fill): Record<string, unknown> {
    const { shasum, integrity, signature, commit } = this.#hashesOf(index);
    const isRecent = index > count / 2;
    const isSigned = index > count * 0.9;
    const tarball = `https://npm.example/${NAME}/-/${NAME}-${version}.tgz`;
    return {
      name: NAME,
      version,
      description: this.description,
      keywords: this.#words.slice(0, 4),
      license: 'MIT',
      author: this.people[0],
      ...(isDeprecated(index) && {
        deprecated: `Please use ${NAME}@${version.split('.')[0]}.x or later; see "${this.#words[8]}".`,
      }),
      engines: { node: index > count / 3 ? '>= 18.0.0' : '>= 0.10.0' },
      scripts: this.#scripts(index, scripts),
      dependencies: DEPENDENCIES_FIELD,
      devDependencies: this.#tools(index, tools),
      ...(isRecent && { gitHead: commit }),
      _id: `${NAME}@${version}`,
      _npmVersion: isRecent ? '10.9.2' : '6.14.4',
      _nodeVersion: isRecent ? '22.14.0' : '12.16.1',
      _npmUser: this.people[index % this.people.length],
      dist: {
        shasum,
        tarball,
        integrity,
        ...(isSigned && { signatures: [{ keyid: 'SHA256:signing-key-of-the-workload', sig: signature }] }),
      },
      maintainers: this.people,
      _hasShrinkwrap: false,
    };
  }

  #hashesOf(index: number): Hashes {
    while (this.#hashes.length <= index) {
      const random = new Random(this.seed * 100_003 + this.#hashes.length);
      this.#hashes.push({
        shasum: random.bytes(20).toString('hex'),
        integrity: `sha512-${random.bytes(64).toString('base64')}`,
        signature: `MEUCIQ${random.bytes(66).toString('base64')}`,
        commit: random.bytes(20).toString('hex'),
      });
    }
    return this.#hashes[index] as Hashes;
  }

  /** Each range moves on with every twentieth version or so. */
  #tools(index: number, count: number): Record<string, string> {
    const range = (place: number) => `^${1 + (place % 5)}.${Math.floor((index + place * 7) / 20)}.${place % 9}`;
    return Object.fromEntries(Array.from({ length: count }, (_, place) => [this.#compound(place), range(place)]));
  }

  #scripts(index: number, count: number): Record<string, string> {
    const generation = Math.floor(index / 60);
    const line = (place: number) =>
      `node --require "${this.#word(place)}/${this.#word(place + generation)}" scripts/${this.#word(place * 3)}.js --check`;
    return Object.fromEntries(
      Array.from({ length: count }, (_, place) => [`${this.#word(place)}:${place}`, line(place)]),
    );
  }

  #compound(place: number): string {
    return `${this.#word(place)}-${this.#word(place * 5 + 1)}-${place}`;
  }

  #word(place: number): string {
    return this.#words[place % this.#words.length] as string;
  }

  #sentence(words: number): string {
    return Array.from({ length: words }, () => this.#random.pick(WORDS)).join(' ');
  }

  #person() {
    const name = this.#random.pick(WORDS) + this.#random.pick(WORDS);
    return { name, email: `${name}@people.example` };
  }
}
