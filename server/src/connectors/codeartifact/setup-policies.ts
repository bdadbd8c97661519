import type { RepositoryAddress } from '@backline/shared';

/** One statement of an IAM policy, of the elements that the set-up needs. */
export interface PolicyStatement {
  Effect: 'Allow';
  Principal?: { AWS: string };
  Action: string | string[];
  Resource?: string | string[];
  Condition?: { StringEquals: Record<string, string> };
}

export interface PolicyDocument {
  Version: '2012-10-17';
  Statement: PolicyStatement[];
}

/** What the owner of a domain in another account attaches there. */
export interface DomainOwnerPolicy {
  domainOwner: string;
  domain: string;
  region: string;
  /** JSON of the domain's permissions policy; it suffices alone. */
  domainPolicy: string;
  /** JSON for each repository, instead of the domain policy's statement about repositories. */
  repositoryPolicies: { repository: string; policy: string }[];
}

export interface PolicyResources {
  domains: string[];
  repositories: string[];
}

const readActions = ['codeartifact:GetRepositoryEndpoint', 'codeartifact:ReadFromRepository'];

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: white space does not count.
const maximumInlinePolicyLength = 10_240;

/** Who may assume the role, and with which External ID. */
export function trustPolicy(platformRoleArn: string, externalId: string): PolicyDocument {
  return policy([
    {
      Effect: 'Allow',
      Principal: { AWS: platformRoleArn },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': externalId } },
    },
  ]);
}

/** What the role may do: read these resources, and ask for the token that reading needs. */
export function permissionsPolicy({ domains, repositories }: PolicyResources): PolicyDocument {
  return policy([
    { Effect: 'Allow', Action: 'codeartifact:GetAuthorizationToken', Resource: oneOrMany(domains) },
    { Effect: 'Allow', Action: readActions, Resource: oneOrMany(repositories) },
    {
      Effect: 'Allow',
      Action: 'sts:GetServiceBearerToken',
      Resource: '*',
      Condition: { StringEquals: { 'sts:AWSServiceName': 'codeartifact.amazonaws.com' } },
    },
  ]);
}

/**
 * ARNs of exactly these domains and repositories, each once; of everything in the account where none are named.
 * Where their list would pass the limit of an inline policy, whole domains stand for their repositories.
 */
export function policyResources(addresses: readonly RepositoryAddress[], account: string): PolicyResources {
  if (addresses.length === 0) {
    const anywhere = `arn:aws:codeartifact:*:${account}`;
    return { domains: [`${anywhere}:domain/*`], repositories: [`${anywhere}:repository/*/*`] };
  }
  const domains = unique(addresses.map((address) => `${arnStart(address)}:domain/${address.domain}`));
  const exact = { domains, repositories: unique(addresses.map(repositoryArn)) };
  if (JSON.stringify(permissionsPolicy(exact)).length <= maximumInlinePolicyLength) return exact;
  return { domains, repositories: unique(addresses.map((address) => repositoryArn({ ...address, repository: '*' }))) };
}

/**
 * For each domain that another account owns, what that account must attach before the role can read it:
 * https://docs.aws.amazon.com/codeartifact/latest/ug/domain-policies.html. The bearer token's permission is not among it,
 * because it has no effect in a resource policy.
 */
export function domainOwnerPolicies(
  addresses: readonly RepositoryAddress[],
  account: string,
  roleArn: string,
): DomainOwnerPolicy[] {
  const byDomain = new Map<string, RepositoryAddress[]>();
  for (const address of addresses.filter(({ domainOwner }) => domainOwner !== account)) {
    const domainArn = `${arnStart(address)}:domain/${address.domain}`;
    byDomain.set(domainArn, [...(byDomain.get(domainArn) ?? []), address]);
  }
  const principal = { AWS: roleArn };
  return [...byDomain.values()].flatMap((inDomain) => {
    const [first] = inDomain;
    if (!first) return [];
    const { domainOwner, domain, region } = first;
    const repositories = unique(inDomain.map(({ repository }) => repository));
    const domainPolicy = policy([
      { Effect: 'Allow', Principal: principal, Action: 'codeartifact:GetAuthorizationToken', Resource: '*' },
      {
        Effect: 'Allow',
        Principal: principal,
        Action: readActions,
        Resource: oneOrMany(unique(inDomain.map(repositoryArn))),
      },
    ]);
    const repositoryPolicy = policy([{ Effect: 'Allow', Principal: principal, Action: readActions, Resource: '*' }]);
    const repositoryPolicies = repositories.map((repository) => ({ repository, policy: asJson(repositoryPolicy) }));
    return [{ domainOwner, domain, region, domainPolicy: asJson(domainPolicy), repositoryPolicies }];
  });
}

/** A policy as it is pasted into the console: JSON, indented by two spaces. */
export function asJson(document: PolicyDocument): string {
  return JSON.stringify(document, null, 2);
}

function policy(statements: PolicyStatement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}

// CodeArtifact exists in the partition "aws" only; the owner in the ARN is the domain's, whoever administers the repository.
function arnStart({ region, domainOwner }: RepositoryAddress): string {
  return `arn:aws:codeartifact:${region}:${domainOwner}`;
}

function repositoryArn(address: RepositoryAddress): string {
  return `${arnStart(address)}:repository/${address.domain}/${address.repository}`;
}

function oneOrMany(values: string[]): string | string[] {
  const [only, ...more] = values;
  return only !== undefined && more.length === 0 ? only : values;
}

function unique(values: string[]): string[] {
  return [...new Set(values)];
}
