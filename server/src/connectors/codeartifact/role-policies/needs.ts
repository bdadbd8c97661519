import { checkRepositoryUrl } from '@backline/shared';
import type { Principal } from '../policy/index.ts';

export const TOKEN_ACTION = 'codeartifact:GetAuthorizationToken';
export const ENDPOINT_ACTION = 'codeartifact:GetRepositoryEndpoint';
export const READ_ACTION = 'codeartifact:ReadFromRepository';
export const BEARER_ACTION = 'sts:GetServiceBearerToken';
export const ASSUME_ACTION = 'sts:AssumeRole';

/** One call that the integration makes with the role. */
export interface Need {
  action: string;
  /** ARN, or `*` for the bearer token. */
  resource: string;
  region: string | null;
  /** Account that owns the domain. */
  owner: string | null;
  /** The domain is of another account than the role. */
  isForeign: boolean;
}

export interface Needs {
  needs: Need[];
  /** ARNs of domains that another account owns. */
  foreignDomains: { domain: string; owner: string; region: string }[];
  /** One sentence for each URL that says no repository. */
  unreadable: string[];
}

/** Every action on every domain and repository of the URLs, each once. */
export function needsOf(repositoryUrls: readonly string[], accountId: string): Needs {
  const domains = new Map<string, { domain: string; owner: string; region: string; need: Need }>();
  const repositories = new Map<string, Need[]>();
  const unreadable: string[] = [];
  for (const url of repositoryUrls) {
    const { domain, domainOwner, region, repository, problems } = checkRepositoryUrl(url);
    if (!domain || !domainOwner || !region || !repository) {
      unreadable.push(
        `The URL ${url.slice(0, 120)}: ${problems[0]?.message ?? 'it names no CodeArtifact repository.'}`,
      );
      continue;
    }
    const isForeign = domainOwner !== accountId;
    const start = `arn:aws:codeartifact:${region}:${domainOwner}`;
    const domainArn = `${start}:domain/${domain}`;
    const repositoryArn = `${start}:repository/${domain}/${repository}`;
    const token = { action: TOKEN_ACTION, resource: domainArn, region, owner: domainOwner, isForeign };
    domains.set(domainArn, { domain, owner: domainOwner, region, need: token });
    repositories.set(
      repositoryArn,
      [ENDPOINT_ACTION, READ_ACTION].map((action) => ({
        action,
        resource: repositoryArn,
        region,
        owner: domainOwner,
        isForeign,
      })),
    );
  }
  if (repositoryUrls.length === 0) return { needs: accountWide(accountId), foreignDomains: [], unreadable: [] };
  const regions = new Set([...domains.values()].map(({ region }) => region));
  const bearer = { action: BEARER_ACTION, resource: '*', owner: null, isForeign: false };
  return {
    needs: [
      ...[...domains.values()].map(({ need }) => need),
      // The call carries its Region, and a condition may look at it.
      ...(regions.size === 0 ? [{ ...bearer, region: null }] : [...regions].map((region) => ({ ...bearer, region }))),
      ...[...repositories.values()].flat(),
    ],
    foreignDomains: [...domains.values()]
      .filter(({ need }) => need.isForeign)
      .map(({ domain, owner, region }) => ({ domain, owner, region })),
    unreadable,
  };
}

/** Without URLs: the same actions on everything in the account, as the set-up's own policy allows them. */
function accountWide(accountId: string): Need[] {
  const start = `arn:aws:codeartifact:*:${accountId}`;
  const on = (action: string, resource: string): Need => ({
    action,
    resource,
    region: null,
    owner: accountId,
    isForeign: false,
  });
  return [
    on(TOKEN_ACTION, `${start}:domain/*`),
    { action: BEARER_ACTION, resource: '*', region: null, owner: null, isForeign: false },
    on(ENDPOINT_ACTION, `${start}:repository/*/*`),
    on(READ_ACTION, `${start}:repository/*/*`),
  ];
}

/** A session of the platform's role, as trust policies see it. */
export function platformPrincipal(platformRoleArn: string): Principal & { type: 'AssumedRole' } {
  const accountId = platformRoleArn.split(':')[4] ?? '';
  const name = platformRoleArn.split('/').at(-1) ?? '';
  const arn = `arn:aws:sts::${accountId}:assumed-role/${name}/backline-platform`;
  return { type: 'AssumedRole', accountId, arn, roleArn: platformRoleArn };
}

/** A session of ours in the customer's role. */
export function customerPrincipal(roleArn: string): Principal & { type: 'AssumedRole' } {
  const accountId = roleArn.split(':')[4] ?? '';
  const name = roleArn.split('/').at(-1) ?? '';
  return { type: 'AssumedRole', accountId, arn: `arn:aws:sts::${accountId}:assumed-role/${name}/backline`, roleArn };
}

/**
 * Keys of which a request may carry any value without our knowing it: where it comes from, whose organization, which tags.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function isUnknownKey(key: string): boolean {
  return (
    /^aws:(?:sourceip|vpcsourceip|sourcevpc|sourcevpce|sourcevpcarn|vpceaccount|vpceorgid|vpceorgpaths|useragent|userid|tokenissuetime|principalorgid|principalorgpaths|resourceorgid|resourceorgpaths|calledvia|calledviafirst|calledvialast|viaawsservice|ec2instancesourcevpc|ec2instancesourceprivateipv4)$/u.test(
      key,
    ) ||
    /^aws:(?:principaltag|resourcetag)\//u.test(key) ||
    key === 'sts:rolesessionname'
  );
}
