/** What somebody is entering to connect an AWS account, and what is wrong with it, field by field. */

import {
  checkConnectionDetails,
  packageTypes,
  type CodeArtifactDetails,
  type PackageType,
  type UserError,
} from '@backline/shared';
import type { FieldProblem, RepositoryRow } from './draft-parts.ts';
import { routeConflicts, routesFieldId } from './route-conflicts.ts';

export type { FieldProblem, RepositoryRow } from './draft-parts.ts';

export interface DetailsDraft {
  name: string;
  accountId: string;
  externalId: string;
  roleArn: string;
  repositories: RepositoryRow[];
}

export interface DraftCheck {
  errors: FieldProblem[];
  warnings: FieldProblem[];
}

export const fieldIds = { name: 'name', accountId: 'account-id', externalId: 'external-id', roleArn: 'role-arn' };

let rowsMade = 0;

export function repositoryRow(packageType: PackageType, url = '', routes: readonly string[] = []): RepositoryRow {
  rowsMade += 1;
  return { key: `url-${rowsMade}`, packageType, url, routes: [...routes] };
}

/** The given repositories, and an empty field for each package type that has none. */
export function repositoryRows(
  given: readonly { packageType: PackageType; url: string; routes?: readonly string[] }[],
): RepositoryRow[] {
  return packageTypes.flatMap(({ id }) => {
    const own = given.filter(({ packageType }) => packageType === id);
    const rows = own.map(({ url, routes }) => repositoryRow(id, url, routes));
    return rows.length > 0 ? rows : [repositoryRow(id)];
  });
}

export function emptyDraft(): DetailsDraft {
  return { name: '', accountId: '', externalId: '', roleArn: '', repositories: repositoryRows([]) };
}

/** Takes a stored draft apart and together again, so that nothing malformed gets in; null where it is none. */
export function parseDraft(value: unknown): DetailsDraft | null {
  if (typeof value !== 'object' || value === null) return null;
  const { name, accountId, externalId, roleArn, repositories } = value as Record<string, unknown>;
  if (!Array.isArray(repositories)) return null;
  const text = (field: unknown) => (typeof field === 'string' ? field : '');
  const rows = repositories
    .filter(
      (row: Partial<RepositoryRow> | null): row is RepositoryRow =>
        typeof row?.url === 'string' && packageTypes.some(({ id }) => id === row.packageType),
    )
    .map(({ packageType, url, routes }) => ({ packageType, url, routes: texts(routes) }));
  return {
    name: text(name),
    accountId: text(accountId),
    externalId: text(externalId),
    roleArn: text(roleArn),
    repositories: repositoryRows(rows),
  };
}

/** Drafts that were stored before there were routes have none. */
function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** What is sent: empty URL fields are left out. */
export function detailsOf(draft: DetailsDraft): CodeArtifactDetails {
  return {
    name: draft.name.trim() || null,
    accountId: draft.accountId,
    externalId: draft.externalId,
    roleArn: draft.roleArn,
    repositories: enteredRows(draft).map(({ packageType, url, routes }) => ({ packageType, url, routes })),
  };
}

/** Judges the draft by the rules that the server uses too. */
export function checkDraft(draft: DetailsDraft): DraftCheck {
  const { errors, warnings } = checkConnectionDetails(detailsOf(draft));
  return {
    errors: [
      // A conflict stands beside both repositories instead of only beside the later one.
      ...placeProblems(
        draft,
        errors.filter(({ code }) => code !== 'route_conflict'),
      ),
      ...routeConflicts(draft.repositories),
    ],
    warnings: placeProblems(draft, warnings),
  };
}

/** Finds the input of each problem; paths are those of the API's input. */
export function placeProblems(draft: DetailsDraft, problems: readonly UserError[]): FieldProblem[] {
  return problems.map((problem) => ({ ...problem, fieldId: fieldIdOf(draft, problem.field) }));
}

/** The rows with a URL in them, in the order in which they are sent. */
export function enteredRows(draft: DetailsDraft): RepositoryRow[] {
  return draft.repositories.filter(({ url }) => url.trim() !== '');
}

function fieldIdOf(draft: DetailsDraft, path: string[] | null): string | null {
  const [first, index, part] = path?.[0] === 'input' ? path.slice(1) : (path ?? []);
  if (first === undefined) return null;
  if (first !== 'repositories') return fieldIds[first as keyof typeof fieldIds] ?? null;
  const row = index === undefined ? draft.repositories[0] : enteredRows(draft)[Number(index)];
  if (!row) return null;
  return part === 'routes' ? routesFieldId(row) : row.key;
}
