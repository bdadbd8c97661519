import semver from 'semver';
import { isObject, memberOf, membersOf } from '../../../document-members.ts';
import type { RewritableProject, VersionChange } from '../../../manifest.ts';
import { versions } from '../../versions.ts';
import { splitDescriptor } from '../specifier.ts';
import type { JsonDocument } from './json-document.ts';
import type { RaisedWant, WrittenOverride } from './lockfile-editor.ts';
import { rangesOverlap } from './overridden.ts';
import type { ProjectManifests } from './project-manifests.ts';
import { Refusal } from './refusal.ts';

export type PackageManager = 'npm' | 'yarn-one' | 'yarn' | 'pnpm';

export interface OverrideRequest {
  manager: PackageManager;
  /** Of the project's root, whose package.json has the entries. */
  folder: string;
  change: VersionChange;
  /** Null where no lockfile decides. */
  lockfile: string | null;
  /** Of pnpm's lockfile; null where there is none. */
  lockfileVersion: number | null;
}

export interface OverrideResult {
  overrides: WrittenOverride[];
  raised: RaisedWant[];
}

const SECTIONS = ['dependencies', 'devDependencies', 'optionalDependencies'];

/** Writes the entry that decides a version against its dependents where its package manager looks for it; throws Refusal. */
export function writeOverride(
  project: RewritableProject,
  manifests: ProjectManifests,
  request: OverrideRequest,
): OverrideResult {
  const document = manifests.document(request.folder);
  if (!document) {
    throw new Refusal('The package.json of the project is not among the files, and an entry would stand there.');
  }
  const asked = askedRanges(project, request);
  switch (request.manager) {
    case 'npm':
      return writeNpm(manifests, document, request, asked);
    case 'pnpm':
      return { overrides: [writePnpm(manifests, document, request, asked)], raised: [] };
    case 'yarn':
      return { overrides: writeYarn(document, request, asked), raised: [] };
    case 'yarn-one':
      return { overrides: [writeYarnOne(document, request, asked)], raised: [] };
  }
}

interface AskedRanges {
  /** Of those who got the version that is to change. */
  here: string[];
  /** Of those who got another one, which is to stay. */
  elsewhere: string[];
}

/** https://docs.npmjs.com/cli/configuring-npm/package-json#overrides */
function writeNpm(
  manifests: ProjectManifests,
  document: JsonDocument,
  request: OverrideRequest,
  asked: AskedRanges,
): OverrideResult {
  const { change, folder } = request;
  const direct = manifests
    .wants(change)
    .filter(({ requirement }) => requirement.place.path === (folder === '' ? 'package.json' : `${folder}/package.json`))
    .filter(({ requirement }) => requirement.alias === null && requirement.kind !== 'peer');
  // npm refuses an entry beside a requirement of the project's own that says something else; `$name` refers to that one.
  const raised = manifests.raise(
    direct.filter(({ requirement }) => !versions.satisfies(change.to, requirement.requirement ?? '')),
    change,
  );
  const isOwn = SECTIONS.some((section) => memberOf(document.get([section]), change.name) !== undefined);
  const value = isOwn ? `$${change.name}` : change.to;
  const existing = existingEntry(document.get(['overrides']), change, asked);
  if (existing) {
    const keys = existing.isNested ? ['overrides', existing.key, '.'] : ['overrides', existing.key];
    const kept = existing.written.startsWith('$') ? existing.written : value;
    document.set(keys, kept);
    const range = splitDescriptor(existing.key)[1] || null;
    return { overrides: [{ name: change.name, range, key: existing.key, value: kept, isReplaced: true }], raised };
  }
  const entry = newEntry(change, asked, value);
  document.set(['overrides', entry.key], value);
  return { overrides: [entry], raised };
}

/** https://pnpm.io/settings#overrides */
function writePnpm(
  manifests: ProjectManifests,
  document: JsonDocument,
  { change, folder, lockfileVersion }: OverrideRequest,
  asked: AskedRanges,
): WrittenOverride {
  const inManifest = document.get(['pnpm', 'overrides']);
  const isInWorkspace = keepsSettingsInWorkspace(manifests, document, folder, lockfileVersion);
  const workspace = isInWorkspace ? manifests.workspace(folder) : undefined;
  if (isInWorkspace && !workspace) {
    throw new Refusal(
      'pnpm 10 and later keep overrides in pnpm-workspace.yaml, which is not among the files; add one beside package.json, and analyse the project again.',
    );
  }
  const entries = workspace ? Object.fromEntries(workspace.overrides) : inManifest;
  const existing = existingEntry(entries, change, asked);
  const entry: WrittenOverride = existing
    ? {
        name: change.name,
        range: splitDescriptor(existing.key)[1] || null,
        key: existing.key,
        value: change.to,
        isReplaced: true,
      }
    : newEntry(change, asked, change.to);
  if (workspace) workspace.setOverride(entry.key, entry.value);
  else document.set(['pnpm', 'overrides', entry.key], entry.value);
  return entry;
}

/** https://yarnpkg.com/configuration/manifest#resolutions: one entry for each requirement where only some are to change. */
function writeYarn(document: JsonDocument, { change }: OverrideRequest, asked: AskedRanges): WrittenOverride[] {
  const resolutions = document.get(['resolutions']);
  const existing = existingEntry(resolutions, change, asked);
  const keys = existing ? [existing.key] : yarnKeys(change.name, asked);
  const clash = asked.here.find((range) => asked.elsewhere.includes(range));
  if (!existing && clash !== undefined) {
    throw new Refusal(
      `Others that ask for ${change.name} ${clash} got another version, which the entry would change as well.`,
    );
  }
  return keys.map((key) => {
    document.set(['resolutions', key], change.to);
    const range = splitDescriptor(key)[1].replace(/^npm:/, '') || null;
    return { name: change.name, range, key, value: change.to, isReplaced: existing !== null };
  });
}

function yarnKeys(name: string, asked: AskedRanges): string[] {
  if (asked.elsewhere.length === 0) return [name];
  return asked.here.map((range) => `${name}@${range.startsWith('npm:') ? range : `npm:${range}`}`);
}

/** https://classic.yarnpkg.com/lang/en/docs/selective-version-resolutions/ knows no ranges. */
function writeYarnOne(document: JsonDocument, { change }: OverrideRequest, asked: AskedRanges): WrittenOverride {
  const resolutions = document.get(['resolutions']);
  const keys = membersOf(resolutions).map(([key]) => key);
  const key = [change.name, `**/${change.name}`].find((known) => keys.includes(known)) ?? change.name;
  if (asked.elsewhere.length > 0) {
    throw new Refusal(
      `Yarn 1 cannot limit an entry of resolutions to a range, and other versions of ${change.name} are in use; Yarn 2 and later can.`,
    );
  }
  document.set(['resolutions', key], change.to);
  return { name: change.name, range: null, key, value: change.to, isReplaced: keys.includes(key) };
}

interface ExistingEntry {
  key: string;
  written: string;
  isNested: boolean;
}

/** The entry that holds the package where it is now. */
function existingEntry(entries: unknown, { name, from }: VersionChange, asked: AskedRanges): ExistingEntry | null {
  for (const [key, value] of membersOf(entries)) {
    const [known, range] = splitDescriptor(key);
    if (known !== name) continue;
    const written = isObject(value) ? memberOf(value, '.') : value;
    if (isObject(value) && written === undefined && range === '') return { key, written: '', isNested: true };
    if (typeof written !== 'string') continue;
    const holds = written.startsWith('$') || versions.satisfies(from, written.replace(/^npm:/, ''));
    const covers = range === '' || asked.here.some((spec) => rangesOverlap(range.replace(/^npm:/, ''), spec));
    if (holds && covers) return { key, written, isNested: isObject(value) };
  }
  return null;
}

/** As narrow as it has to be so that what others got stays: below the new version, within the major one, the version itself. */
function newEntry(change: VersionChange, asked: AskedRanges, value: string): WrittenOverride {
  const { name, from, to } = change;
  const major = /^\d+/.exec(from)?.[0] ?? '0';
  const ranges = [`<${to}`, `>=${major}.0.0 <${to}`, `>=${from} <${to}`, from];
  const range = ranges.find(
    (candidate) =>
      !asked.elsewhere.some((spec) => rangesOverlap(candidate, spec)) &&
      asked.here.every((spec) => rangesOverlap(candidate, spec)),
  );
  if (range === undefined) {
    throw new Refusal(
      `No range tells those who got ${name} ${from} (${asked.here.join(', ') || 'unknown'}) from those who got another version (${asked.elsewhere.join(', ') || 'none'}), so an entry would change both.`,
    );
  }
  return { name, range, key: `${name}@${range}`, value, isReplaced: false };
}

function askedRanges({ reading }: RewritableProject, { change, lockfile }: OverrideRequest): AskedRanges {
  const [here, elsewhere] = [new Set<string>(), new Set<string>()];
  for (const { dependency, requirement } of reading.requirements) {
    const got = reading.dependencies[dependency];
    if (got?.name !== change.name || got.lockfile !== lockfile || requirement === null) continue;
    // What has the new version already keeps it.
    if (got.version === change.from) here.add(requirement);
    else if (got.version !== change.to) elsewhere.add(requirement);
  }
  return { here: [...here], elsewhere: [...elsewhere] };
}

/**
 * From version 10 on pnpm reads settings from pnpm-workspace.yaml, and from 11 on from there alone: https://pnpm.io/settings.
 * Where nothing says which version it is, the lockfile tells those before 9, and what is there already is kept to.
 */
function keepsSettingsInWorkspace(
  manifests: ProjectManifests,
  document: JsonDocument,
  folder: string,
  lockfileVersion: number | null,
): boolean {
  const workspace = manifests.workspace(folder);
  if (workspace && workspace.overrides.length > 0) return true;
  const major = pnpmMajor(document);
  if (isObject(document.get(['pnpm', 'overrides']))) return major !== null && major >= 11;
  if (major !== null) return major >= 10;
  if (workspace?.hasSettings === true) return true;
  return !isObject(document.get(['pnpm'])) && (lockfileVersion === null || lockfileVersion >= 9);
}

function pnpmMajor(document: JsonDocument): number | null {
  const [, exact] = /^pnpm@(\d+)/.exec(document.text(['packageManager'])) ?? [];
  if (exact !== undefined) return Number(exact);
  const engines = document.get(['engines', 'pnpm']);
  const range = typeof engines === 'string' ? semver.validRange(engines) : null;
  return range === null || range === '*' ? null : (semver.minVersion(range)?.major ?? null);
}
