import {
  evaluate,
  parsePolicy,
  type ContextValues,
  type Decision,
  type PolicyDocument,
  type PolicyKind,
} from '../src/connectors/codeartifact/policy/index.ts';
import { labNow, type LabState, type Session } from './state.ts';
import type { Caller } from './signature.ts';
import { findAccount, findRole, type PolicyJson, type Role, type World } from './world.ts';

export interface Attempt {
  readonly caller: Caller;
  readonly action: string;
  readonly resource: string;
  readonly resourceAccount: string;
  readonly region: string;
  readonly context?: ContextValues;
  readonly trustPolicy?: PolicyJson;
  readonly resourcePolicies?: readonly (PolicyJson | null)[];
  /** Of the resource's organization; CodeArtifact takes none. */
  readonly resourceControlPolicies?: readonly PolicyJson[][];
}

/** Documentation address: everybody in the lab calls from there. */
const SOURCE_ADDRESS = '198.51.100.24';
const parsed = new WeakMap<PolicyJson, PolicyDocument>();

/** Lets the policies decide: those of the caller as they are now, those of the resource, and everything around them. */
export function authorize(state: LabState, attempt: Attempt): Decision {
  const { world } = state;
  const { caller, trustPolicy } = attempt;
  const role = caller.session && currentRole(world, caller.session);
  const account = findAccount(world, caller.accountId);
  const { vpcEndpointPolicy } = world.settings;
  const sessionPolicies = sessionPoliciesOf(caller, world);
  const identity = role ? Object.values(role.identityPolicies) : (caller.user?.identityPolicies ?? []);
  return evaluate({
    request: {
      principal: caller.principal,
      action: attempt.action,
      resource: attempt.resource,
      context: { ...commonContext(state, attempt, account?.organizationId ?? null), ...attempt.context },
    },
    sameAccount: caller.accountId === attempt.resourceAccount,
    identityPolicies: identity.map((policy) => document(policy, 'identity')),
    resourcePolicies: (attempt.resourcePolicies ?? []).flatMap((policy) =>
      policy ? [document(policy, 'resource')] : [],
    ),
    serviceControlPolicies: levels(account?.serviceControlPolicies, 'service-control'),
    resourceControlPolicies: levels(attempt.resourceControlPolicies, 'resource-control'),
    ...(trustPolicy && { trustPolicy: document(trustPolicy, 'trust') }),
    ...(role?.permissionsBoundary && {
      permissionsBoundary: document(role.permissionsBoundary, 'permissions-boundary'),
    }),
    ...(sessionPolicies && { sessionPolicies }),
    // The endpoint is CodeArtifact's; calls of STS do not come through it.
    ...(vpcEndpointPolicy &&
      attempt.action.startsWith('codeartifact:') && { vpcEndpointPolicy: document(vpcEndpointPolicy, 'vpc-endpoint') }),
  });
}

/** The role that a session was made from; undefined where it is gone, or another one has its name. */
function currentRole(world: World, { principal, roleId }: Session): Role | undefined {
  const role = findRole(world, principal.roleArn)?.role;
  return role?.roleId === roleId ? role : undefined;
}

function sessionPoliciesOf({ session }: Caller, world: World): readonly PolicyDocument[] | null {
  if (!session?.policies) return null;
  const replaced = world.settings.sessionPolicy;
  return replaced ? [document(replaced, 'session')] : session.policies;
}

function commonContext(state: LabState, attempt: Attempt, organizationId: string | null): ContextValues {
  const now = labNow(state);
  return {
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
    'aws:RequestedRegion': attempt.region,
    'aws:ResourceAccount': attempt.resourceAccount,
    'aws:SecureTransport': 'true',
    'aws:SourceIp': SOURCE_ADDRESS,
    'aws:ViaAWSService': 'false',
    ...(organizationId && { 'aws:PrincipalOrgID': organizationId }),
    ...(attempt.caller.session?.sourceIdentity && { 'aws:SourceIdentity': attempt.caller.session.sourceIdentity }),
  };
}

function levels(policies: readonly PolicyJson[][] | undefined, kind: PolicyKind): PolicyDocument[][] {
  return (policies ?? []).map((level) => level.map((policy) => document(policy, kind)));
}

/** A world is never edited once it is in use, so a policy is read once. */
function document(policy: PolicyJson, kind: PolicyKind): PolicyDocument {
  const known = parsed.get(policy);
  if (known) return known;
  const read = parsePolicy(policy, kind);
  parsed.set(policy, read);
  return read;
}
