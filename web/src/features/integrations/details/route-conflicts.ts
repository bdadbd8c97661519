import { checkRoutes, parseRepositoryUrl, packageTypeDefinition } from '@backline/shared';
import type { FieldProblem, RepositoryRow } from './draft-parts.ts';

/** The id of the input that holds the routes of a repository. */
export function routesFieldId({ key }: Pick<RepositoryRow, 'key'>): string {
  return `${key}-routes`;
}

/** Every two repositories whose routes share names: a problem beside each of them, which names the other. */
export function routeConflicts(rows: readonly RepositoryRow[]): FieldProblem[] {
  return rows.flatMap((row) =>
    rows.filter((other) => other !== row && other.url.trim() !== '').flatMap((other) => conflictsBetween(row, other)),
  );
}

function conflictsBetween(row: RepositoryRow, other: RepositoryRow): FieldProblem[] {
  // The rules report a conflict at the later of the two, so the row stands last.
  const conflicts = checkRoutes([other, row]).filter(
    ({ code, field }) => code === 'route_conflict' && field?.[1] === '1',
  );
  return conflicts.map(({ code, field }) => {
    const route = row.routes[Number(field?.[3])] ?? '';
    return {
      fieldId: routesFieldId(row),
      field: null,
      code,
      message: `${route} shares names with a route of ${nameOf(other)}. Each name belongs to one repository: remove one of the two.`,
      suggestion: null,
    };
  });
}

function nameOf({ url, packageType }: RepositoryRow): string {
  const address = parseRepositoryUrl(url);
  return address
    ? `${address.domain}/${address.repository}`
    : `the other ${packageTypeDefinition(packageType).label} repository`;
}
