import { isObject, memberOf, membersOf } from '../../../../document-members.ts';
import type { VersionChange } from '../../../../manifest.ts';
import type { WrittenOverride } from '../lockfile-editor.ts';
import { integrityOf, lockedMembers, type ReleaseSections, resolvedLike } from '../release-members.ts';
import { yamlScalar } from '../yaml-scalar.ts';
import { type PnpmEntry, type PnpmLockText, pairOf } from './lines.ts';

export interface Described {
  change: VersionChange;
  sections: ReleaseSections;
  /** Whether it is a lockfile of version 6, which says what has to be built. */
  isOld: boolean;
}

/** What an entry of `packages` says of a version, apart from what it asks for. */
export function describePackage(text: PnpmLockText, entry: PnpmEntry, { change, sections, isOld }: Described): void {
  const old = entry.members.find(({ key }) => key === 'resolution')?.lines[0] ?? '';
  const tarball = /tarball: ([^,}\s]+)/.exec(old)?.[1];
  const address = tarball === undefined ? '' : `, tarball: ${resolvedLike(tarball, change.name, change)}`;
  const set = (key: string, value: string | null): void =>
    text.setMember(entry, key, value === null ? [] : [`    ${key}: ${value}`]);
  const { manifest } = change.release;
  set('resolution', `{integrity: ${integrityOf(change.release)}${address}}`);
  set('engines', flowMap(manifest['engines']));
  for (const key of ['cpu', 'os', 'libc']) set(key, flowList(manifest[key]));
  set('deprecated', typeof manifest['deprecated'] === 'string' ? yamlScalar(manifest['deprecated']) : null);
  set('hasBin', Object.hasOwn(lockedMembers(change.release, change.name), 'bin') ? 'true' : null);
  if (isOld) set('requiresBuild', manifest['hasInstallScript'] === true ? 'true' : null);
  text.setSection(entry, 'peerDependencies', new Map(Object.entries(sections.peerDependencies)));
  const meta = membersOf(manifest['peerDependenciesMeta']).filter(([, value]) => memberOf(value, 'optional') === true);
  const lines = meta
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name]) => [`      ${yamlScalar(name)}:`, '        optional: true']);
  text.setMember(entry, 'peerDependenciesMeta', lines.length === 0 ? [] : ['    peerDependenciesMeta:', ...lines]);
}

/** pnpm compares its settings with those that the lockfile was made with; sections stand in the order in which it writes them. */
export function writeOverride(text: PnpmLockText, { key, value }: WrittenOverride): void {
  const written = `  ${yamlScalar(key)}: ${yamlScalar(value)}`;
  const region = text.region('overrides');
  if (region) {
    const known = region.lines.findIndex((line) => pairOf(line)?.[0] === key);
    const last = region.lines.findLastIndex((line) => line.trim() !== '');
    if (known >= 0) region.lines[known] = written;
    else region.lines.splice(last + 1, 0, written);
    return;
  }
  const before = ['', 'lockfileVersion', 'settings', 'catalogs'];
  const at = text.regions.findLastIndex((known) => before.includes(known.key)) + 1;
  const lines = ['overrides:', written, ''];
  text.regions.splice(at, 0, { key: 'overrides', lines, entries: [] });
}

function flowMap(value: unknown): string | null {
  const pairs = membersOf(value).map(
    ([key, inner]) => `${yamlScalar(key, 'flow')}: ${yamlScalar(String(inner), 'flow')}`,
  );
  return isObject(value) && pairs.length > 0 ? `{${pairs.join(', ')}}` : null;
}

function flowList(value: unknown): string | null {
  const items = (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string');
  return items.length === 0 ? null : `[${items.map((item) => yamlScalar(item, 'flow')).join(', ')}]`;
}
