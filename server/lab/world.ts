import type { RegistryFormat, VersionStatus } from './registries/registry.ts';

/** Everything the lab answers from. Plain data, so that it can be copied, edited and thrown away. */
export interface World {
  accounts: Account[];
  settings: Settings;
}

export interface Account {
  id: string;
  organizationId: string | null;
  /** Level by level from the organization's root to the account; none where there is no organization. */
  serviceControlPolicies: PolicyJson[][];
  resourceControlPolicies: PolicyJson[][];
  /** Regions in which the account's administrator has switched STS off. */
  stsDisabledRegions: string[];
  users: User[];
  roles: Role[];
  domains: Domain[];
}

export interface User {
  name: string;
  userId: string;
  /** The account's root user, which may not assume roles. */
  isRoot: boolean;
  accessKeyId: string;
  secretAccessKey: string;
  keyState: 'active' | 'deleted' | 'expired';
  identityPolicies: PolicyJson[];
}

export interface Role {
  name: string;
  /** `/` or `/teams/security/`. */
  path: string;
  /** `AROA…`; a role that is created again gets another one. */
  roleId: string;
  /** In seconds. */
  maxSessionDuration: number;
  trustPolicy: PolicyJson;
  /** Inline policies by name. */
  identityPolicies: Record<string, PolicyJson>;
  permissionsBoundary: PolicyJson | null;
  /** Milliseconds since 1970; before that, IAM has not yet spread the role everywhere. */
  knownFrom: number;
}

export interface Domain {
  name: string;
  region: string;
  isKeyEnabled: boolean;
  policy: PolicyJson | null;
  repositories: Repository[];
}

export interface Repository {
  name: string;
  policy: PolicyJson | null;
  /** Names of repositories of the same domain, most important first. */
  upstreams: string[];
  /** `public:npmjs` … where the repository takes in what a public registry offers. */
  externalConnection: string | null;
  /** What its packages are: the customer's own, or those of the public registry. */
  holds: 'own' | 'public';
  formats: RegistryFormat[];
  /** `<format>:<name>` and `<format>:<name>@<version>` that are not there. */
  missing: string[];
  /** What was taken in earlier, written as `missing` is, where the public registry does not answer now; null where it does. */
  takenIn: string[] | null;
  /** Versions that were published since; the repository has heard of them. */
  published: PublishedVersion[];
  /** `<format>:<name>` whose origin controls block upstream versions. */
  upstreamBlocked: string[];
  /** State of `<format>:<name>@<version>`, or of every version with `<format>:<name>`, where it is another than in the data. */
  states: Record<string, VersionStatus>;
}

/** A version of a package that is there already, with the content of its newest version. */
export interface PublishedVersion {
  /** `<format>:<name>` */
  package: string;
  version: string;
  /** ISO 8601, UTC. */
  publishedAt: string;
}

/** How the wire behaves; everything else follows from accounts and policies. */
export interface Settings {
  /** Whether a denial across accounts says which kind of policy decided; AWS's own documents and logs disagree. */
  crossAccountReason: 'none' | 'documented';
  clockAheadSeconds: number;
  stsFault: 'none' | 'throttled' | 'html' | 'hangs' | 'unreachable';
  apiFault: 'none' | 'throttled' | 'internal-error' | 'unreachable';
  readFault:
    | 'none'
    | 'throttled'
    | 'internal-error'
    | 'internal-error-once'
    | 'hangs'
    | 'drips'
    | 'endless'
    | 'cut-short'
    | 'redirects'
    | 'html'
    | 'unreachable'
    | 'untrusted-certificate';
  assetFault: 'none' | 'unreachable';
  /** What a token without ReadFromRepository gets; 403 is expected, 404 possible, nobody has published either. */
  readDenialStatus: 403 | 404;
  /** What a token of another Region or domain gets; equally unknown. */
  foreignTokenStatus: 401 | 403;
  tokens: 'as-issued' | 'expired' | 'of-another-region';
  /** Whether CodeArtifact takes every role session for ended. */
  areSessionsExpired: boolean;
  /** Answers `/go/<repository>/` as the product's page says; AWS knows no such format. */
  servesGo: boolean;
  vpcEndpointPolicy: PolicyJson | null;
  /** Stands in for the session policy that the product sends, where one was sent. */
  sessionPolicy: PolicyJson | null;
}

export interface PolicyJson {
  Version: '2012-10-17' | '2008-10-17';
  Statement: StatementJson[];
}

export interface StatementJson {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Principal?: '*' | Record<string, string | string[]>;
  Action: string | string[];
  Resource?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

export function policy(...statements: StatementJson[]): PolicyJson {
  return { Version: '2012-10-17', Statement: statements };
}

export function roleArn(account: Account, role: Role): string {
  return `arn:aws:iam::${account.id}:role${role.path}${role.name}`;
}

export function domainArn(owner: string, domain: { name: string; region: string }): string {
  return `arn:aws:codeartifact:${domain.region}:${owner}:domain/${domain.name}`;
}

export function repositoryArn(owner: string, domain: { name: string; region: string }, repository: string): string {
  return `arn:aws:codeartifact:${domain.region}:${owner}:repository/${domain.name}/${repository}`;
}

export function findAccount(world: World, id: string): Account | undefined {
  return world.accounts.find((account) => account.id === id);
}

/** A role by its ARN, path and letter case included, as STS compares it. */
export function findRole(world: World, arn: string): { account: Account; role: Role } | undefined {
  for (const account of world.accounts) {
    const role = account.roles.find((candidate) => roleArn(account, candidate) === arn);
    if (role) return { account, role };
  }
  return undefined;
}

export function findDomain(world: World, owner: string, region: string, name: string): Domain | undefined {
  return findAccount(world, owner)?.domains.find((domain) => domain.name === name && domain.region === region);
}

/** Services to which a connection may not come about. */
export const lossyServices = ['sts', 'codeartifact', 'repositories', 'assets'] as const;
export type LossyService = (typeof lossyServices)[number];

/** What becomes of a connection to a service. */
export function connection(settings: Settings, service: LossyService): 'works' | 'fails' | 'untrusted' {
  const faults = { sts: settings.stsFault, codeartifact: settings.apiFault, repositories: settings.readFault };
  const fault = service === 'assets' ? settings.assetFault : faults[service];
  if (fault === 'untrusted-certificate') return 'untrusted';
  return fault === 'unreachable' ? 'fails' : 'works';
}
