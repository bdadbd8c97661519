/** What somebody is entering to connect an AWS account, and what is wrong with it, field by field. */

import {
  checkConnectionDetails,
  packageTypes,
  type CodeArtifactDetails,
  type PackageType,
  type UserError,
} from '@backline/shared';

export interface RepositoryRow {
  /** Stable while rows come and go. */
  key: string;
  packageType: PackageType;
  url: string;
}

export interface DetailsDraft {
  name: string;
  accountId: string;
  externalId: string;
  roleArn: string;
  repositories: RepositoryRow[];
}

/** A problem together with the id of the input that it stands beside; null where it belongs to none. */
export interface FieldProblem extends UserError {
  fieldId: string | null;
}

export interface DraftCheck {
  errors: FieldProblem[];
  warnings: FieldProblem[];
}

export const fieldIds = { name: 'name', accountId: 'account-id', externalId: 'external-id', roleArn: 'role-arn' };

let rowsMade = 0;

export function repositoryRow(packageType: PackageType, url = ''): RepositoryRow {
  rowsMade += 1;
  return { key: `url-${rowsMade}`, packageType, url };
}

/** The given repositories, and an empty field for each package type that has none. */
export function repositoryRows(given: readonly { packageType: PackageType; url: string }[]): RepositoryRow[] {
  return packageTypes.flatMap(({ id }) => {
    const rows = given.filter(({ packageType }) => packageType === id).map(({ url }) => repositoryRow(id, url));
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
  const rows = repositories.filter(
    (row: Partial<RepositoryRow> | null): row is RepositoryRow =>
      typeof row?.url === 'string' && packageTypes.some(({ id }) => id === row.packageType),
  );
  return {
    name: text(name),
    accountId: text(accountId),
    externalId: text(externalId),
    roleArn: text(roleArn),
    repositories: repositoryRows(rows),
  };
}

/** What is sent: empty URL fields are left out. */
export function detailsOf(draft: DetailsDraft): CodeArtifactDetails {
  return {
    name: draft.name.trim() || null,
    accountId: draft.accountId,
    externalId: draft.externalId,
    roleArn: draft.roleArn,
    repositories: enteredRows(draft).map(({ packageType, url }) => ({ packageType, url })),
  };
}

/** Judges the draft by the rules that the server uses too. */
export function checkDraft(draft: DetailsDraft): DraftCheck {
  const { errors, warnings } = checkConnectionDetails(detailsOf(draft));
  return { errors: placeProblems(draft, errors), warnings: placeProblems(draft, warnings) };
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
  const [first, index] = path?.[0] === 'input' ? path.slice(1) : (path ?? []);
  if (first === undefined) return null;
  if (first !== 'repositories') return fieldIds[first as keyof typeof fieldIds] ?? null;
  const row = index === undefined ? draft.repositories[0] : enteredRows(draft)[Number(index)];
  return row?.key ?? null;
}
