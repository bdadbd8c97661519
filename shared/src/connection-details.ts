import { checkAccountId } from './account-id.ts';
import { checkExternalId, externalIdWarning } from './external-id.ts';
import { packageTypeDefinition } from './package-types/index.ts';
import type { PackageType } from './package-types/index.ts';
import { parseRepositoryUrl, repositoryKey } from './repository-address.ts';
import type { RepositoryAddress } from './repository-address.ts';
import { checkRoutes } from './repository-routes.ts';
import { checkRepositoryUrl } from './repository-url.ts';
import { checkRoleArn } from './role-arn.ts';
import type { UserError } from './user-error.ts';

/** What a customer enters to connect an AWS account's CodeArtifact. */
export interface CodeArtifactDetails {
  name: string | null;
  accountId: string;
  externalId: string;
  roleArn: string;
  repositories: { packageType: PackageType; url: string; routes?: string[] | undefined }[];
}

export interface ConnectionDetailsCheck {
  /** What must be mended before the details can be tested or saved. */
  errors: UserError[];
  /** What works, or may work, and deserves a look. */
  warnings: UserError[];
}

export const MAXIMUM_REPOSITORIES = 50;
export const MAXIMUM_NAME_LENGTH = 100;

/** Judges every field and whether they agree, before AWS is asked anything. Field paths begin at the details. */
export function checkConnectionDetails(details: CodeArtifactDetails): ConnectionDetailsCheck {
  const account = checkAccountId(details.accountId);
  const externalId = checkExternalId(details.externalId);
  const role = checkRoleArn(details.roleArn);
  const repositories = checkRepositories(details);
  const guessable = externalId.valid ? externalIdWarning(details.externalId, details) : null;
  return {
    errors: [
      ...checkName(details.name),
      ...account.problems,
      ...externalId.problems,
      ...role.problems,
      ...(account.valid && role.valid ? checkAccounts(details, role.accountId) : []),
      ...repositories.errors,
    ],
    warnings: [...(guessable ? [guessable] : []), ...repositories.warnings],
  };
}

function checkName(name: string | null): UserError[] {
  if (name === null || name === undefined) return [];
  // Controls and bidirectional marks could make a name pass for another one.
  const isClean = !/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(name);
  if (isClean && Array.from(name).length <= MAXIMUM_NAME_LENGTH) return [];
  const message = `A name has at most ${MAXIMUM_NAME_LENGTH} characters and no control characters. Choose a shorter or simpler one.`;
  return [{ field: ['name'], code: 'name_invalid', message, suggestion: null }];
}

function checkAccounts(details: CodeArtifactDetails, roleAccountId: string | null): UserError[] {
  if (roleAccountId === null || roleAccountId === details.accountId) return [];
  const owners = details.repositories.map(({ url }) => parseRepositoryUrl(url)?.domainOwner);
  const isRoleConfirmed = owners.length > 0 && owners.every((owner) => owner === roleAccountId);
  return [
    {
      field: ['accountId'],
      code: 'account_mismatch',
      message: `The account ID is ${details.accountId}, but the role belongs to account ${roleAccountId}. Correct whichever is wrong: the role must be in the account entered.`,
      suggestion: isRoleConfirmed ? roleAccountId : null,
    },
  ];
}

function checkRepositories(details: CodeArtifactDetails): ConnectionDetailsCheck {
  const { repositories } = details;
  const errors: UserError[] = [];
  const warnings: UserError[] = [];
  if (repositories.length === 0)
    errors.push(repositoriesError('repositories_missing', 'Enter the URL of at least one repository.'));
  if (repositories.length > MAXIMUM_REPOSITORIES) {
    const message = `An integration has at most ${MAXIMUM_REPOSITORIES} repositories, and these are ${repositories.length}. Split them over several integrations.`;
    return { errors: [repositoriesError('repositories_too_many', message)], warnings };
  }
  const seen = new Map<string, number>();
  for (const [index, { packageType, url }] of repositories.entries()) {
    const field = ['repositories', String(index), 'url'];
    const { problems } = checkRepositoryUrl(url, packageType);
    errors.push(...problems.map((problem) => ({ ...problem, field })));
    const address = parseRepositoryUrl(url);
    if (problems.length > 0 || !address) continue;
    const key = repositoryKey(address);
    const first = seen.get(key);
    if (first !== undefined) errors.push(duplicateError(field, first));
    seen.set(key, first ?? index);
    warnings.push(...repositoryWarnings(field, address, details.accountId));
  }
  errors.push(...checkRoutes(repositories));
  return { errors, warnings };
}

function repositoriesError(code: string, message: string): UserError {
  return { field: ['repositories'], code, message, suggestion: null };
}

function duplicateError(field: string[], first: number): UserError {
  const message = `This repository is entered already, as number ${first + 1} of the list. Remove one of the two.`;
  return { field, code: 'repository_duplicate', message, suggestion: null };
}

function repositoryWarnings(field: string[], address: RepositoryAddress, accountId: string): UserError[] {
  const warnings: UserError[] = [];
  if (checkAccountId(accountId).valid && address.domainOwner !== accountId) {
    warnings.push({
      field,
      code: 'url_owner_mismatch',
      message: `The domain belongs to account ${address.domainOwner}, the role to ${accountId}. That works only if the domain policy in ${address.domainOwner} allows the role GetAuthorizationToken, GetRepositoryEndpoint and ReadFromRepository, and the role's own policy names that domain; otherwise correct the URL.`,
      suggestion: null,
    });
  }
  const { listedByAws, label } = packageTypeDefinition(address.packageType);
  if (!listedByAws) {
    warnings.push({
      field,
      code: 'go_format_unsupported',
      message: `AWS lists no ${label} format for CodeArtifact, so this URL may not answer. Test the connection to see what it really does.`,
      suggestion: null,
    });
  }
  return warnings;
}
