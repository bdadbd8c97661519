import type { AwsError } from './aws-error.ts';
import { validationError, violations, type Constraint } from './validation.ts';

export interface DomainInput {
  readonly domain: string;
  /** The caller's own account where the request names none. */
  readonly owner: string;
}

const domain: Constraint = {
  member: 'domain',
  isRequired: true,
  min: 2,
  max: 50,
  pattern: { expression: /^[a-z][a-z0-9-]{0,48}[a-z0-9]$/u, text: String.raw`[a-z][a-z0-9\-]{0,48}[a-z0-9]` },
};
const owner: Constraint = {
  member: 'domainOwner',
  min: 12,
  max: 12,
  pattern: { expression: /^\d{12}$/u, text: '[0-9]{12}' },
};
const repository: Constraint = {
  member: 'repository',
  isRequired: true,
  min: 2,
  max: 100,
  pattern: {
    expression: /^[A-Za-z0-9][A-Za-z0-9._-]{1,99}$/u,
    text: String.raw`[A-Za-z0-9][A-Za-z0-9._\-]{1,99}`,
  },
};
// There is no Go among them.
const format: Constraint = {
  member: 'format',
  isRequired: true,
  values: ['npm', 'pypi', 'maven', 'nuget', 'generic', 'ruby', 'swift', 'cargo'],
};
const duration: Constraint = { member: 'durationSeconds', min: 900, max: 43_200, isNumber: true };

/** The input of GetAuthorizationToken. A duration is zero or 900 to 43,200 seconds. Throws AwsError. */
export function readTokenInput(query: URLSearchParams, account: string): DomainInput & { duration: number | null } {
  const given = query.get('duration');
  check([
    ...violations(domain, query.get('domain')),
    ...violations(owner, query.get('domain-owner')),
    ...(given === '0' ? [] : violations(duration, given)),
    ...(given !== null && !/^\d+$/u.test(given) ? [`Value '${given}' at 'durationSeconds' is not a number`] : []),
  ]);
  return { ...domainInput(query, account), duration: given === null ? null : Number(given) };
}

/** The input of GetRepositoryEndpoint. Throws AwsError. */
export function readEndpointInput(
  query: URLSearchParams,
  account: string,
): DomainInput & { repository: string; format: string; endpointType: string } {
  const endpointType: Constraint = { member: 'endpointType', values: ['dualstack', 'ipv4'] };
  check([
    ...violations(domain, query.get('domain')),
    ...violations(owner, query.get('domain-owner')),
    ...violations(repository, query.get('repository')),
    ...violations(format, query.get('format')),
    ...violations(endpointType, query.get('endpointType')),
  ]);
  return {
    ...domainInput(query, account),
    repository: query.get('repository') ?? '',
    format: query.get('format') ?? '',
    endpointType: query.get('endpointType') ?? 'ipv4',
  };
}

function domainInput(query: URLSearchParams, account: string): DomainInput {
  return { domain: query.get('domain') ?? '', owner: query.get('domain-owner') ?? account };
}

function check(found: readonly string[]): void {
  const refused: AwsError | null = validationError('ValidationException', found, { reason: 'FIELD_VALIDATION_FAILED' });
  if (refused) throw refused;
}
