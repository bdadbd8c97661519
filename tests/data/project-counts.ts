/** How many packages a file holds or asks for, counted without the product's own readers. */

import { parse as parseYaml } from 'yaml';

/** Distinct packages and versions in a lockfile; null where the file is none, or a plain count cannot tell. */
export function countHeld(path: string, text: string): number | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name === 'package-lock.json') return new Set(inPackageLock(JSON.parse(text) as PackageLock)).size;
  if (name === 'yarn.lock') return text.includes('__metadata') ? inBerry(text) : inYarnOne(text);
  if (name === 'pnpm-lock.yaml') return inPnpm(text);
  if (name === 'poetry.lock') return text.match(/^\[\[package\]\]$/gm)?.length ?? 0;
  if (name === 'uv.lock')
    return (
      (text.match(/^\[\[package\]\]$/gm)?.length ?? 0) -
      (text.match(/^source = \{ (?:editable|virtual) =/gm)?.length ?? 0)
    );
  if (name === 'Pipfile.lock') return inPipfileLock(text);
  if (name === 'packages.lock.json') return inPackagesLock(text);
  if (name === 'packages.config') return text.match(/<package\s/g)?.length ?? 0;
  return null;
}

/** Lines in which a manifest asks for a package. */
export function countWanted(path: string, text: string): number | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name === 'go.mod')
    return [...text.matchAll(/^(?:\trequire |require |\t)[^\s(]+ v[^\s]+(?: \/\/ indirect)?$/gm)].filter(
      ([line]) => !line.includes('=>'),
    ).length;
  if (name.endsWith('proj'))
    return text.replaceAll(/<!--.*?-->/gs, '').match(/<PackageReference\s+Include=/g)?.length ?? 0;
  return null;
}

interface PackageLock {
  lockfileVersion: number;
  packages?: Record<string, { name?: string; version?: string; resolved?: string; link?: boolean }>;
  dependencies?: Record<string, OldEntry>;
}

interface OldEntry {
  version: string;
  dependencies?: Record<string, OldEntry>;
}

function inPackageLock({ packages, dependencies }: PackageLock): string[] {
  if (!packages) return inTree(dependencies ?? {});
  return Object.entries(packages)
    .filter(([path, { link }]) => path.includes('node_modules/') && !link)
    .map(
      ([path, { name, version, resolved }]) =>
        `${name ?? path.split('node_modules/').at(-1)} ${version}${resolved?.startsWith('git') ? resolved : ''}`,
    );
}

function inTree(dependencies: Record<string, OldEntry>): string[] {
  return Object.entries(dependencies).flatMap(([name, entry]) => [
    `${name} ${entry.version}`,
    ...inTree(entry.dependencies ?? {}),
  ]);
}

/** `"name@range", ...:` and the version in the line below. */
function inYarnOne(text: string): number {
  const entries = text.matchAll(/^"?((?:@[^/"]+\/)?[^@"\n]+)@[^\n]*:\n {2}version "([^"]+)"/gm);
  return new Set([...entries].map(([, name, version]) => `${name} ${version}`)).size;
}

function inBerry(text: string): number {
  const resolutions = [...text.matchAll(/^ {2}resolution: "(.+)"$/gm)]
    .map(([, resolution = '']) => resolution)
    .filter((resolution) => !resolution.includes('@workspace:'));
  // A patched package is the same package and version as the one that is patched.
  return new Set(
    resolutions.map(
      (resolution) => /^(.+)@patch:.*[&:]version=([^&]+)/.exec(resolution)?.slice(1).join('@npm:') ?? resolution,
    ),
  ).size;
}

function inPnpm(text: string): number {
  const { packages } = parseYaml(text) as { packages: Record<string, unknown> };
  return new Set(Object.keys(packages).map((key) => key.replace(/^\//, '').replace(/\(.*$/, ''))).size;
}

function inPipfileLock(text: string): number {
  const { default: main, develop } = JSON.parse(text) as Record<
    'default' | 'develop',
    Record<string, { version?: string }>
  >;
  return new Set(
    [...Object.entries(main), ...Object.entries(develop)].map(([name, { version }]) => `${name} ${version}`),
  ).size;
}

function inPackagesLock(text: string): number {
  const { dependencies } = JSON.parse(text) as { dependencies: Record<string, Record<string, { resolved?: string }>> };
  const entries = Object.values(dependencies).flatMap((held) => Object.entries(held));
  return new Set(entries.map(([name, { resolved }]) => `${name.toLowerCase()} ${resolved}`)).size;
}
