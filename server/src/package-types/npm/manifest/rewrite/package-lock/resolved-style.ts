import { isObject, textOf } from '../../../../document-members.ts';
import type { JsonObject } from '../json-document.ts';
import { isModule, packageName, type Packages } from './packages.ts';

/** How a lockfile writes the addresses of packages of a registry. */
export interface ResolvedStyle {
  /** `changed` with the addresses of what is not in `unchanged` in this style. */
  apply(changed: JsonObject, unchanged: JsonObject): JsonObject;
}

/** Addresses are `<registry>/<name>/-/<file>`: what the neighbours have in front is what a new entry gets. */
export function styleOf(packages: Packages, gateway: string): ResolvedStyle {
  const counts = new Map<string, Map<string, number>>();
  let isEverOmitted = true;
  for (const [path, entry] of packages) {
    if (!isModule(path) || textOf(entry, 'version') === null) continue;
    const name = packageName(path, entry);
    const resolved = textOf(entry, 'resolved');
    if (resolved !== null) isEverOmitted = false;
    const base = resolved === null ? null : baseOf(resolved, name);
    if (base === null) continue;
    for (const scope of [scopeOf(name), ANY]) {
      const bases = counts.get(scope) ?? new Map<string, number>();
      counts.set(scope, bases.set(base, (bases.get(base) ?? 0) + 1));
    }
  }
  const styled = (resolved: string, name: string): string | undefined => {
    if (isEverOmitted) return undefined;
    const base = baseOf(resolved, name);
    const usual = most(counts.get(scopeOf(name))) ?? most(counts.get(ANY));
    if (base !== null && usual !== null) return usual + resolved.slice(base.length);
    return resolved.startsWith(gateway) ? undefined : resolved;
  };
  return { apply: (changed, unchanged) => restyle(changed, unchanged, styled, '') as JsonObject };
}

const ANY = '*';

function restyle(
  value: unknown,
  known: unknown,
  styled: (resolved: string, name: string) => string | undefined,
  key: string,
): unknown {
  if (!isObject(value)) return value;
  const before = isObject(known) ? known : {};
  const members = Object.entries(value).flatMap(([member, inner]): [string, unknown][] => {
    if (member !== 'resolved' || typeof inner !== 'string' || before[member] === inner || value['link'] === true) {
      return [[member, restyle(inner, before[member], styled, member)]];
    }
    const name =
      textOf(value, 'name') ?? key.slice(key.lastIndexOf('node_modules/') + (key.includes('node_modules/') ? 13 : 1));
    const written = styled(inner, name);
    return written === undefined ? [] : [[member, written]];
  });
  return Object.fromEntries(members);
}

function baseOf(resolved: string, name: string): string | null {
  const unscoped = name.slice(name.lastIndexOf('/') + 1);
  const start = resolved.replaceAll('%2f', '/').indexOf(`/${name}/-/${unscoped}-`);
  return /^https?:/.test(resolved) && start > 0 ? resolved.slice(0, start) : null;
}

function scopeOf(name: string): string {
  return name.startsWith('@') ? name.slice(0, name.indexOf('/')) : '';
}

function most(counts: ReadonlyMap<string, number> | undefined): string | null {
  const [first] = [...(counts ?? [])].sort(([, a], [, b]) => b - a);
  return first?.[0] ?? null;
}
