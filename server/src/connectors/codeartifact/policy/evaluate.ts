import { requestContext, type RequestContext } from './context.ts';
import type { PolicyDocument } from './document.ts';
import type { PrincipalMatch } from './principal.ts';
import { isAboutAction, matchStatement, type AccessRequest } from './statement.ts';

/** Spelled as in AWS's own access-denied texts. */
export type PolicyType =
  | 'service control policy'
  | 'resource control policy'
  | 'VPC endpoint policy'
  | 'role trust policy'
  | 'resource-based policy'
  | 'identity-based policy'
  | 'permissions boundary'
  | 'session policy';

export interface EvaluationInput {
  readonly request: AccessRequest;
  /** Whether the caller belongs to the account that owns the resource. Across accounts both sides must allow. */
  readonly sameAccount: boolean;
  readonly identityPolicies: readonly PolicyDocument[];
  /** All policies on the resource; an allow in any of them is enough. */
  readonly resourcePolicies?: readonly PolicyDocument[];
  /** For AssumeRole: the role's trust policy, which must allow even within one account. */
  readonly trustPolicy?: PolicyDocument;
  readonly permissionsBoundary?: PolicyDocument;
  /** What was passed to AssumeRole; absent where nothing was. An allow in any of them is enough. */
  readonly sessionPolicies?: readonly PolicyDocument[];
  /** Of the caller's organization, level by level from its root to the account; each level must allow. */
  readonly serviceControlPolicies?: readonly (readonly PolicyDocument[])[];
  /** Of the resource's organization, level by level; each level must allow. */
  readonly resourceControlPolicies?: readonly (readonly PolicyDocument[])[];
  /** Of the endpoint that the request came through, where it came through one. */
  readonly vpcEndpointPolicy?: PolicyDocument;
}

/** What decided, and where. For an implicit deny there is no statement: the policies of this type hold no allow. */
export interface Reason {
  readonly kind: 'allow' | 'explicit-deny' | 'implicit-deny';
  readonly policyType: PolicyType;
  /** Position among the policies of that type; null where no policy decided by itself. */
  readonly policyIndex: number | null;
  readonly statementIndex: number | null;
  readonly sid: string | null;
}

export interface Decision {
  readonly allowed: boolean;
  /** The one that AWS would name. */
  readonly reason: Reason;
  /** Everything that stands in the way, the named one first; empty where allowed. */
  readonly obstacles: readonly Reason[];
}

/**
 * Decides one request: an explicit deny anywhere wins; then the organizations' policies and a VPC endpoint's must allow;
 * then the resource's and the caller's, by the rules for one or for two accounts.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(input: EvaluationInput): Decision {
  const context = requestContext(input.request.principal, input.request.context ?? {});
  const layers = toLayers(input).map((layer) => judge(layer, input.request, context));
  const denies = layers.flatMap(({ deny }) => deny ?? []);
  if (denies.length > 0) return refuse(denies);

  const outer = layers.filter(({ type }) => OUTER_TYPES.includes(type));
  const missing = [...outer.filter(({ allow }) => !allow).map(implicit), ...innerObstacles(input, layers)];
  if (missing.length > 0) return refuse(missing);
  return { allowed: true, reason: grantedBy(input, layers), obstacles: [] };
}

interface Layer {
  readonly type: PolicyType;
  readonly policies: readonly PolicyDocument[];
}

interface Judged {
  readonly type: PolicyType;
  readonly allow: Reason | null;
  /** How closely the allowing statements name the caller. */
  readonly grant: PrincipalMatch;
  readonly deny: Reason | null;
}

const OUTER_TYPES: readonly PolicyType[] = ['service control policy', 'resource control policy', 'VPC endpoint policy'];
const GRANTS: readonly PrincipalMatch[] = ['none', 'account', 'role', 'exact', 'everyone'];

/** In the order in which AWS looks at them. */
function toLayers(input: EvaluationInput): Layer[] {
  const { trustPolicy, permissionsBoundary, sessionPolicies, vpcEndpointPolicy } = input;
  const levels = (type: PolicyType, policies: EvaluationInput['serviceControlPolicies'] = []) =>
    policies.map((level) => ({ type, policies: level }));
  return [
    ...levels('service control policy', input.serviceControlPolicies),
    ...levels('resource control policy', input.resourceControlPolicies),
    ...(vpcEndpointPolicy ? [{ type: 'VPC endpoint policy' as const, policies: [vpcEndpointPolicy] }] : []),
    { type: 'identity-based policy', policies: input.identityPolicies },
    ...(permissionsBoundary ? [{ type: 'permissions boundary' as const, policies: [permissionsBoundary] }] : []),
    ...(sessionPolicies ? [{ type: 'session policy' as const, policies: sessionPolicies }] : []),
    trustPolicy
      ? { type: 'role trust policy', policies: [trustPolicy] }
      : { type: 'resource-based policy', policies: input.resourcePolicies ?? [] },
  ];
}

function judge({ type, policies }: Layer, request: AccessRequest, context: RequestContext): Judged {
  let allow: Reason | null = null;
  let deny: Reason | null = null;
  let grant: PrincipalMatch = 'none';
  for (const [policyIndex, policy] of policies.entries()) {
    for (const [statementIndex, statement] of policy.statements.entries()) {
      // Most statements are about other actions; the rest of them is not looked at.
      if (!isAboutAction(statement, request.action)) continue;
      const match = matchStatement(statement, policy.version, request, context);
      if (!match.isMatch) continue;
      const place = { policyType: type, policyIndex, statementIndex, sid: statement.sid };
      if (statement.effect === 'Deny') deny ??= { kind: 'explicit-deny', ...place };
      else if (GRANTS.indexOf(match.principal) > GRANTS.indexOf(grant)) {
        allow = { kind: 'allow', ...place };
        grant = match.principal;
      }
    }
  }
  return { type, allow, grant, deny };
}

/** What the caller's and the resource's own policies lack. */
function innerObstacles(input: EvaluationInput, layers: readonly Judged[]): Reason[] {
  const { principal } = input.request;
  const resource = resourceLayer(layers);
  const resourceObstacle = resource.allow ? [] : [implicit(resource)];
  // A service or an anonymous caller has no identity of its own that could hold a policy.
  if (principal.type === 'Service' || principal.type === 'Anonymous') return resourceObstacle;

  const bounds = layers.filter(({ type, allow }) => !allow && isBound(type)).map(implicit);
  const identity = layers.filter(({ type, allow }) => !allow && type === 'identity-based policy').map(implicit);
  // The account's root user holds every right in its account without a policy.
  const caller = principal.type === 'Root' ? [] : [...identity, ...bounds];

  if (!input.sameAccount) return [...caller, ...resourceObstacle];
  if (resource.grant === 'exact' || resource.grant === 'everyone') return [];
  if (resource.grant === 'role') return bounds;
  return [...caller, ...(input.trustPolicy ? resourceObstacle : [])];
}

/** The allow that carried the request: the resource's where it was needed or enough, else the caller's. */
function grantedBy(input: EvaluationInput, layers: readonly Judged[]): Reason {
  const resource = resourceLayer(layers);
  const identity = layers.find(({ type }) => type === 'identity-based policy');
  const resourceDecides = !input.sameAccount || input.trustPolicy || !identity?.allow;
  const found = resourceDecides ? (resource.allow ?? identity?.allow) : identity.allow;
  const rootUser = { policyType: 'identity-based policy', policyIndex: null, statementIndex: null, sid: null } as const;
  return found ?? { kind: 'allow', ...rootUser };
}

function resourceLayer(layers: readonly Judged[]): Judged {
  const found = layers.find(({ type }) => type === 'role trust policy' || type === 'resource-based policy');
  return found ?? { type: 'resource-based policy', allow: null, grant: 'none', deny: null };
}

function isBound(type: PolicyType): boolean {
  return type === 'permissions boundary' || type === 'session policy';
}

function implicit({ type }: Judged): Reason {
  return { kind: 'implicit-deny', policyType: type, policyIndex: null, statementIndex: null, sid: null };
}

function refuse(obstacles: readonly Reason[]): Decision {
  const [reason] = obstacles;
  if (!reason) throw new Error('A refusal needs a reason.');
  return { allowed: false, reason, obstacles };
}
