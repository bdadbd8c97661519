import { remarkDisagreements } from '../../disagreements.ts';
import type { ReadingBuilder } from '../../reading-builder.ts';
import { takeUnaskedAsDirect } from '../../unasked.ts';
import { choose } from './choose.ts';
import type { PythonLock, PythonManifest, Want } from './python-project.ts';
import { pinnedVersion } from './requirement.ts';
import type { RequirementLine, RequirementsFile } from './requirements-file.ts';

/** Brings together what manifests ask for and what lockfiles hold. */
export function connect(
  builder: ReadingBuilder,
  manifests: readonly PythonManifest[],
  requirements: readonly RequirementsFile[],
  locks: readonly PythonLock[],
): void {
  const inputs = requirements.map((file): PythonManifest => ({
    path: file.path,
    folder: file.folder,
    style: 'input',
    wants: file.lines,
    name: null,
  }));
  const all = [...manifests, ...inputs];
  for (const manifest of all) {
    const covering = locks.filter((lock) => lock.style === manifest.style && lock.covers(manifest));
    for (const want of manifest.wants) connectWant(builder, manifest, want, covering);
  }
  for (const lock of locks)
    connectWithoutManifest(
      builder,
      lock,
      all.filter((manifest) => manifest.style === lock.style && lock.covers(manifest)),
    );
  const beside = Map.groupBy(
    locks.filter(({ style }) => style === 'pyproject'),
    ({ folder }) => folder,
  );
  for (const several of beside.values())
    remarkDisagreements(
      builder,
      several.map(({ path }) => path),
    );
}

function connectWant(
  builder: ReadingBuilder,
  manifest: PythonManifest,
  want: Want,
  locks: readonly PythonLock[],
): void {
  let isHeld = false;
  for (const lock of locks) {
    const found = choose(builder, lock.find(want.name), want.requirement);
    for (const dependency of found) builder.require({ ...edgeOf(manifest.path, want), dependency });
    isHeld ||= found.length > 0;
    if (found.length === 0 && want.source !== 'local' && want.condition === null) {
      builder.remark(
        lock.path,
        null,
        `It does not hold ${want.writtenName}, which line ${want.line} of ${manifest.path} asks for; it is out of date.`,
      );
    }
  }
  if (isHeld) return;
  const pinned = pinnedVersion(want.requirement);
  const given = {
    name: want.name,
    writtenName: want.writtenName,
    version: pinned,
    source: want.source,
    resolved: want.target,
    integrity: hashesOf(want),
    place: { path: manifest.path, line: want.line },
  };
  builder.require({
    ...edgeOf(manifest.path, want),
    dependency: builder.addUnlocked(given, pinned === null ? (want.requirement ?? '') : ''),
  });
}

/** Without a manifest, what the lockfile itself says of the project, or what nothing else in it asks for. */
function connectWithoutManifest(builder: ReadingBuilder, lock: PythonLock, manifests: readonly PythonManifest[]): void {
  const covered = new Set(manifests.map(({ folder }) => folder));
  for (const { folder, wants } of lock.members) {
    if (covered.has(folder)) continue;
    for (const want of wants) {
      for (const dependency of choose(builder, lock.find(want.name), want.requirement))
        builder.require({ ...edgeOf(lock.path, want), dependency });
    }
  }
  if (lock.style === 'input' || manifests.length > 0 || lock.members.length > 0) return;
  takeUnaskedAsDirect(builder, lock.path, 'manifest');
}

function edgeOf(path: string, want: Want) {
  const { kind, requirement, written, condition, group, line } = want;
  return { dependent: null, kind, requirement, written, condition, group, place: { path, line } };
}

function hashesOf(want: Want | RequirementLine): string[] {
  return 'hashes' in want ? want.hashes : [];
}
