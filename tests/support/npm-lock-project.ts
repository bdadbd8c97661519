/** As much of npm as an analysis needs in tests: a package.json, a flat package-lock.json of version 3, and changes of both. */

import type { ManifestRules, VersionChange } from '../../server/src/package-types/index.ts';

interface Locked {
  version?: string;
  dependencies?: Record<string, string>;
  overrides?: Record<string, string>;
}

/** Writes changes into such a project. */
export const rewriteLock: ManifestRules['rewrite'] = ({ files, reading }, changes) => {
  const manifestFile = files.find(({ path }) => path === 'package.json');
  const lockFile = files.find(({ path }) => path === 'package-lock.json');
  const manifest = JSON.parse(manifestFile?.text ?? '{}') as Locked;
  const lock = JSON.parse(lockFile?.text ?? '{"packages":{}}') as { packages: Record<string, Locked> };
  const written: VersionChange[] = [];
  const refused: { change: VersionChange; reason: string }[] = [];
  for (const change of changes) {
    const held = lock.packages[`node_modules/${change.name}`];
    if (held?.version !== change.from && reading.dependencies.every(({ lockfile }) => lockfile !== null)) {
      refused.push({ change, reason: `No lockfile here holds ${change.name} ${change.from}.` });
      continue;
    }
    const { requirements } = change.release;
    if (held) {
      held.version = change.to;
      held.dependencies = Object.fromEntries((requirements ?? []).map(({ name, requirement }) => [name, requirement]));
    }
    if (change.way === 'requirement') {
      for (const place of [manifest, lock.packages['']])
        if (place?.dependencies) place.dependencies[change.name] = `^${change.to}`;
    }
    if (change.way === 'override') manifest.overrides = { ...manifest.overrides, [change.name]: change.to };
    written.push(change);
  }
  if (written.length > 0) dropUnneeded(lock.packages);
  const texts = new Map([
    ['package.json', `${JSON.stringify(manifest, null, 2)}\n`],
    ['package-lock.json', `${JSON.stringify(lock, null, 2)}\n`],
  ]);
  const changed = files.flatMap(({ path, text }) => {
    const after = texts.get(path) ?? text;
    return after === text ? [] : [{ path, text: after }];
  });
  return Promise.resolve({ files: changed, written, refused, commands: [] });
};

/** As npm does: what nobody asks for any more does not stay in the lockfile. */
function dropUnneeded(packages: Record<string, Locked>): void {
  const needed = new Set(['']);
  for (const place of needed) {
    for (const name of Object.keys(packages[place]?.dependencies ?? {})) needed.add(`node_modules/${name}`);
  }
  for (const place of Object.keys(packages)) if (!needed.has(place)) delete packages[place];
}

/** A package.json and a package-lock.json that hold these packages, flat. */
export function npmProject(
  direct: Record<string, string>,
  packages: Record<
    string,
    { version: string; dependencies?: Record<string, string>; resolved?: string; inBundle?: boolean }
  >,
): Record<string, string> {
  const own = { name: 'app', version: '1.0.0', dependencies: direct };
  const held = Object.fromEntries(Object.entries(packages).map(([name, locked]) => [`node_modules/${name}`, locked]));
  const lock = { name: 'app', lockfileVersion: 3, packages: { '': own, ...held } };
  return {
    'package.json': `${JSON.stringify(own, null, 2)}\n`,
    'package-lock.json': `${JSON.stringify(lock, null, 2)}\n`,
  };
}
