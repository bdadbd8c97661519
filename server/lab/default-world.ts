import { createHash, randomBytes } from 'node:crypto';
import type { RegistryFormat } from './registries/registry.ts';
import { policy, type Account, type Domain, type PolicyJson, type Repository, type Role, type World } from './world.ts';

export const PLATFORM_ACCOUNT = '198331734661';
export const CUSTOMER_ACCOUNT = '111122223333';
export const SHARED_DOMAIN_ACCOUNT = '444455556666';
/** Where the platform calls STS. Not us-east-1, for that is the one Region where STS cannot be switched off. */
export const HOME_REGION = 'us-west-2';
export const DEFAULT_EXTERNAL_ID = 'lab-external-id-7f3c9a52e1';
export const CUSTOMER_ROLE = 'BacklineCodeArtifactIntegrationRole';

const PLATFORM_ROLE = 'BacklineIntegrationReadOnlyCodeArtifact';
const HOUR = 3600;

/** What a customer sets up in the own account: the stack's parameters. */
export interface Deployment {
  externalId: string;
  accountId: string;
  roleName: string;
  /** Begins and ends with a slash. */
  rolePath: string;
}

export const defaultDeployment: Deployment = {
  externalId: DEFAULT_EXTERNAL_ID,
  accountId: CUSTOMER_ACCOUNT,
  roleName: CUSTOMER_ROLE,
  rolePath: '/',
};

/**
 * A platform, one healthy customer with domains in two Regions, and another account that shares a domain with it.
 * The base user's secret is new at every call.
 */
export function createDefaultWorld(): World {
  const world: World = {
    accounts: [platformAccount(), customerAccount(CUSTOMER_ACCOUNT), sharingAccount()],
    settings: {
      crossAccountReason: 'none',
      clockAheadSeconds: 0,
      stsFault: 'none',
      apiFault: 'none',
      readFault: 'none',
      assetFault: 'none',
      readDenialStatus: 403,
      foreignTokenStatus: 401,
      tokens: 'as-issued',
      areSessionsExpired: false,
      servesGo: false,
      vpcEndpointPolicy: null,
      sessionPolicy: null,
    },
  };
  deployRole(world, defaultDeployment);
  return world;
}

/** Creates the customer's role, or updates it where it exists; an account that is new gets the usual domain. */
export function deployRole(world: World, { externalId, accountId, roleName, rolePath }: Deployment): Role {
  let account = world.accounts.find(({ id }) => id === accountId);
  if (!account) {
    account = customerAccount(accountId);
    world.accounts.push(account);
  }
  const trustPolicy = policy({
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${PLATFORM_ACCOUNT}:role/${PLATFORM_ROLE}` },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'sts:ExternalId': externalId } },
  });
  const identityPolicies = {
    CustomerCodeArtifactReadPolicy: readPolicy(accountId, 'domain/*', 'repository/*/*'),
    SharedDomainReadPolicy: readPolicy(SHARED_DOMAIN_ACCOUNT, 'domain/shared-domain', 'repository/shared-domain/*'),
  };
  const role = newRole(accountId, roleName, rolePath, trustPolicy, identityPolicies);
  account.roles = [...account.roles.filter(({ name }) => name.toLowerCase() !== roleName.toLowerCase()), role];
  return role;
}

/** A unique id as IAM gives it out; the same for the same role, another for another generation of it. */
export function uniqueRoleId(accountId: string, name: string, generation = 0): string {
  const digest = createHash('sha256').update(`${accountId} ${name} ${generation}`).digest('hex').toUpperCase();
  return `AROA${digest.slice(0, 17)}`;
}

function platformAccount(): Account {
  const user = 'backline-server';
  const roleArn = `arn:aws:iam::${PLATFORM_ACCOUNT}:role/${PLATFORM_ROLE}`;
  const trustPolicy = policy({
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${PLATFORM_ACCOUNT}:user/${user}` },
    Action: 'sts:AssumeRole',
  });
  return {
    ...emptyAccount(PLATFORM_ACCOUNT),
    users: [
      {
        name: user,
        userId: 'AIDALABBACKLINESERVER',
        isRoot: false,
        accessKeyId: `AKIA${randomBytes(8).toString('hex').toUpperCase()}`,
        secretAccessKey: randomBytes(30).toString('base64'),
        keyState: 'active',
        identityPolicies: [policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roleArn })],
      },
    ],
    roles: [
      newRole(PLATFORM_ACCOUNT, PLATFORM_ROLE, '/', trustPolicy, {
        AssumeCustomerRoles: policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::*:role/*' }),
      }),
    ],
  };
}

function customerAccount(id: string): Account {
  const everything = policy({ Effect: 'Allow', Action: '*', Resource: '*' });
  return {
    ...emptyAccount(id),
    organizationId: 'o-labcustomer1',
    serviceControlPolicies: [[everything], [structuredClone(everything)]],
    resourceControlPolicies: [[policy({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' })]],
    domains: [usualDomain('my-domain', 'us-east-1', 'my-repo'), usualDomain('my-domain-eu', 'eu-west-1', 'my-repo')],
  };
}

function sharingAccount(): Account {
  const domain = usualDomain('shared-domain', 'us-east-1', 'shared-repo');
  const role = `arn:aws:iam::${CUSTOMER_ACCOUNT}:role/${CUSTOMER_ROLE}`;
  const actions = ['GetAuthorizationToken', 'GetRepositoryEndpoint', 'ReadFromRepository'];
  const shared = policy({
    Sid: 'ReadForBackline',
    Effect: 'Allow',
    Principal: { AWS: role },
    Action: actions.map((action) => `codeartifact:${action}`),
    Resource: '*',
  });
  return { ...emptyAccount(SHARED_DOMAIN_ACCOUNT), domains: [{ ...domain, policy: shared }] };
}

function emptyAccount(id: string): Account {
  return {
    id,
    organizationId: null,
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    stsDisabledRegions: [],
    users: [],
    roles: [],
    domains: [],
  };
}

function newRole(
  accountId: string,
  name: string,
  path: string,
  trustPolicy: PolicyJson,
  identityPolicies: Record<string, PolicyJson>,
): Role {
  const roleId = uniqueRoleId(accountId, name);
  const rest = { maxSessionDuration: HOUR, permissionsBoundary: null, knownFrom: 0 };
  return { name, path, roleId, trustPolicy, identityPolicies, ...rest };
}

function readPolicy(owner: string, domains: string, repositories: string): PolicyJson {
  return policy(
    {
      Effect: 'Allow',
      Action: 'codeartifact:GetAuthorizationToken',
      Resource: `arn:aws:codeartifact:*:${owner}:${domains}`,
    },
    {
      Effect: 'Allow',
      Action: ['codeartifact:GetRepositoryEndpoint', 'codeartifact:ReadFromRepository'],
      Resource: `arn:aws:codeartifact:*:${owner}:${repositories}`,
    },
    {
      Effect: 'Allow',
      Action: 'sts:GetServiceBearerToken',
      Resource: '*',
      Condition: { StringEquals: { 'sts:AWSServiceName': 'codeartifact.amazonaws.com' } },
    },
  );
}

/** A repository of the customer's own packages, and behind it one per public registry. */
function usualDomain(name: string, region: string, main: string): Domain {
  const stores: [string, string | null, RegistryFormat][] = [
    ['npm-store', 'public:npmjs', 'npm'],
    ['pypi-store', 'public:pypi', 'pypi'],
    ['nuget-store', 'public:nuget-org', 'nuget'],
    // There is no external connection for Go.
    ['go-store', null, 'go'],
  ];
  const empty = { policy: null, missing: [], takenIn: null, published: [], upstreamBlocked: [], states: {} };
  const own: Repository = {
    ...structuredClone(empty),
    name: main,
    upstreams: stores.map(([store]) => store),
    externalConnection: null,
    holds: 'own',
    formats: ['npm', 'pypi', 'nuget', 'go'],
  };
  const behind = stores.map(([store, externalConnection, format]): Repository => ({
    ...structuredClone(empty),
    name: store,
    upstreams: [],
    externalConnection,
    holds: 'public',
    formats: [format],
  }));
  return { name, region, isKeyEnabled: true, policy: null, repositories: [own, ...behind] };
}
