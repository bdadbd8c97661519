import { packageTypeDefinition } from './package-types/index.ts';
import type { PackageType } from './package-types/index.ts';
import type { UserError } from './user-error.ts';

/** A repository as far as routing is concerned. Without routes it serves every name that no other one claims. */
export interface RoutedRepository {
  packageType: PackageType;
  url: string;
  /** npm scopes, or beginnings of names, that this repository alone serves. */
  routes?: readonly string[] | null | undefined;
}

export interface RouteMatch<T> {
  repository: T;
  /** The route as it was entered. */
  route: string;
}

export const MAXIMUM_ROUTES = 50;
const MAXIMUM_LENGTH = 200;

interface RouteRule {
  /** What may be entered. */
  pattern: RegExp;
  /** What a route of this type looks like, to complete "... is not". */
  form: string;
  /** The spelling under which names are compared. */
  fold: (text: string) => string;
  /** What a folded name must begin with; routes are folded already. */
  beginning: (route: string) => string;
}

/**
 * What clients can follow: npm knows scopes only; the others take beginnings, which end where a word of a name ends, so that
 * `acme-` never claims `acmetools`.
 */
const rules: Record<PackageType, RouteRule> = {
  NPM: {
    pattern: /^@[A-Za-z0-9~][A-Za-z0-9._~-]*$/,
    form: 'an npm scope such as @acme',
    fold: (text) => text,
    beginning: (route) => `${route}/`,
  },
  PYPI: {
    pattern: /^[A-Za-z0-9](?:[A-Za-z0-9._-]*)[._-]$/,
    form: 'the beginning of a name with its hyphen, such as acme-',
    fold: (text) => text.toLowerCase().replace(/[-_.]+/g, '-'),
    beginning: (route) => route,
  },
  GO: {
    pattern: /^[A-Za-z0-9][A-Za-z0-9._~-]*(?:\/[A-Za-z0-9._~-]+)*\/$/,
    form: 'the beginning of a module path with its slash, such as go.acme.example/',
    fold: (text) => text,
    beginning: (route) => route,
  },
  NUGET: {
    pattern: /^[A-Za-z0-9_][A-Za-z0-9_.-]*\.$/,
    form: 'the beginning of an id with its dot, such as Acme.',
    fold: (text) => text.toLowerCase(),
    beginning: (route) => route,
  },
};

/** What is wrong with one route, as a sentence; null where it can be used. */
export function checkRoute(packageType: PackageType, route: string): string | null {
  const { pattern, form } = rules[packageType];
  if (route.length <= MAXIMUM_LENGTH && pattern.test(route)) return null;
  return `A route of ${packageTypeDefinition(packageType).label} is ${form}; ${JSON.stringify(route.slice(0, 80))} is not.`;
}

/**
 * Every route that cannot be used (`route_invalid`) and every one that shares names with a route of another repository of the
 * same type (`route_conflict`, at the later of the two). Field paths begin at the details.
 */
export function checkRoutes(repositories: readonly RoutedRepository[]): UserError[] {
  const errors: UserError[] = [];
  const claims: { index: number; packageType: PackageType; route: string; beginning: string }[] = [];
  for (const [index, { packageType, routes }] of repositories.entries()) {
    if ((routes?.length ?? 0) > MAXIMUM_ROUTES) {
      const message = `A repository has at most ${MAXIMUM_ROUTES} routes.`;
      errors.push({ field: routesField(index), code: 'route_invalid', message, suggestion: null });
      continue;
    }
    for (const [place, route] of (routes ?? []).entries()) {
      const field = [...routesField(index), String(place)];
      const problem = checkRoute(packageType, route);
      if (problem !== null) {
        errors.push({ field, code: 'route_invalid', message: problem, suggestion: mended(packageType, route) });
        continue;
      }
      const beginning = beginningOf(packageType, route);
      const other = claims.find(
        (claim) =>
          claim.packageType === packageType &&
          claim.index !== index &&
          (claim.beginning.startsWith(beginning) || beginning.startsWith(claim.beginning)),
      );
      if (other) errors.push(conflict(field, route, other));
      claims.push({ index, packageType, route, beginning });
    }
  }
  return errors;
}

/** The repository of that type whose route claims the name, the longest route first; null where none does. Routes that are not valid claim nothing. */
export function matchRoute<T extends RoutedRepository>(
  repositories: readonly T[],
  packageType: PackageType,
  name: string,
): RouteMatch<T> | null {
  const { fold } = rules[packageType];
  // The module at the very path of a route belongs to it as well.
  const folded = packageType === 'GO' ? `${fold(name)}/` : fold(name);
  let best: (RouteMatch<T> & { length: number }) | null = null;
  for (const repository of repositories) {
    if (repository.packageType !== packageType) continue;
    for (const route of repository.routes ?? []) {
      if (checkRoute(packageType, route) !== null) continue;
      const beginning = beginningOf(packageType, route);
      if (!folded.startsWith(beginning) || beginning.length <= (best?.length ?? 0)) continue;
      best = { repository, route, length: beginning.length };
    }
  }
  return best && { repository: best.repository, route: best.route };
}

/**
 * The repositories that serve a name, in their order: the one whose route claims it, otherwise those without routes, and where
 * every repository has routes, all of them, as clients then take the first for the default.
 */
export function repositoriesFor<T extends RoutedRepository>(
  repositories: readonly T[],
  packageType: PackageType,
  name: string,
): { repositories: T[]; route: string | null } {
  const match = matchRoute(repositories, packageType, name);
  if (match) return { repositories: [match.repository], route: match.route };
  const ofType = repositories.filter((repository) => repository.packageType === packageType);
  const open = ofType.filter(({ routes }) => (routes?.length ?? 0) === 0);
  return { repositories: open.length > 0 ? open : ofType, route: null };
}

function beginningOf(packageType: PackageType, route: string): string {
  const { fold, beginning } = rules[packageType];
  return beginning(fold(route));
}

function routesField(index: number): string[] {
  return ['repositories', String(index), 'routes'];
}

function conflict(field: string[], route: string, other: { index: number; route: string }): UserError {
  const claimed =
    other.route === route ? `claims ${route} already` : `claims ${other.route}, which shares names with ${route}`;
  const message = `Repository ${other.index + 1} of the list ${claimed}. Each name belongs to one repository: remove one of the two.`;
  return { field, code: 'route_conflict', message, suggestion: null };
}

/** The nearest route that can be used; null where none is obvious. */
function mended(packageType: PackageType, route: string): string | null {
  const bare = route.trim().replace(/\/?\*$/, '');
  const candidates: Record<PackageType, string[]> = {
    NPM: [bare, bare.replace(/\/$/, ''), `@${bare.replace(/\/$/, '')}`],
    PYPI: [bare, `${bare}-`],
    GO: [bare, `${bare}/`, `${bare.replace(/^https?:\/\//, '').replace(/\/$/, '')}/`],
    NUGET: [bare, `${bare}.`],
  };
  return candidates[packageType].find((candidate) => checkRoute(packageType, candidate) === null) ?? null;
}
