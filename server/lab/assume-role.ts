import { randomBytes } from 'node:crypto';
import { parsePolicy, type ContextValues, type PolicyDocument } from '../src/connectors/codeartifact/policy/index.ts';
import { readAssumeRoleInput, type AssumeRoleInput } from './assume-role-input.ts';
import { authorize, type Attempt } from './authorization.ts';
import { AwsError, denialText } from './aws-error.ts';
import type { Caller } from './signature.ts';
import { labNow, type LabState, type Session } from './state.ts';
import { findAccount, findRole, type Role } from './world.ts';
import { element } from './xml.ts';

const CHAINED_SECONDS = 3_600;

/**
 * The inside of AssumeRoleResult. In order: the input, the caller's Region, the policies, the role's Region, the duration.
 * Throws AwsError.
 */
export function assumeRole(state: LabState, caller: Caller, parameters: URLSearchParams, region: string): string {
  const input = readAssumeRoleInput(parameters);
  const sessionPolicies = input.policy === null ? null : [readSessionPolicy(input.policy)];
  checkRegion(state, caller.accountId, region);
  if (caller.principal.type === 'Root') {
    throw new AwsError(403, 'AccessDenied', 'Roles may not be assumed by root accounts.');
  }
  const { accountId, role } = allowedRole(state, caller, input, region);
  checkRegion(state, accountId, region);
  checkDuration(caller, role, input.durationSeconds);

  const session = openSession(state, accountId, role, input, sessionPolicies);
  state.sessions.set(session.accessKeyId, session);
  state.onSecret(session.secretAccessKey);
  state.onSecret(session.sessionToken);
  const credentials =
    element('AccessKeyId', session.accessKeyId) +
    element('SecretAccessKey', session.secretAccessKey) +
    element('SessionToken', session.sessionToken) +
    element('Expiration', new Date(session.expiresAt).toISOString().replace(/\.\d+/u, ''));
  const user = element('AssumedRoleId', session.principal.userId ?? '') + element('Arn', session.principal.arn);
  return (
    `<AssumedRoleUser>${user}</AssumedRoleUser><Credentials>${credentials}</Credentials>` +
    (input.packedPolicySize > 0 ? element('PackedPolicySize', String(input.packedPolicySize)) : '') +
    (input.sourceIdentity ? element('SourceIdentity', input.sourceIdentity) : '')
  );
}

/** Refuses in the same words whether the role is missing, does not trust the caller, or demands another External ID. */
function allowedRole(
  state: LabState,
  caller: Caller,
  input: AssumeRoleInput,
  region: string,
): { accountId: string; role: Role } {
  const found = findRole(state.world, input.roleArn);
  const actions = [
    'sts:AssumeRole',
    ...(input.tags.size > 0 ? ['sts:TagSession'] : []),
    ...(input.sourceIdentity === null ? [] : ['sts:SetSourceIdentity']),
  ];
  const isKnown = found && found.role.knownFrom <= labNow(state);
  const resourceAccount = input.roleArn.split(':')[4] ?? '';
  for (const action of actions) {
    const attempt: Attempt = {
      caller,
      action,
      resource: input.roleArn,
      resourceAccount,
      region,
      context: requestKeys(input),
      resourceControlPolicies: found?.account.resourceControlPolicies ?? [],
      ...(isKnown && { trustPolicy: found.role.trustPolicy }),
    };
    const decision = authorize(state, attempt);
    if (isKnown && decision.allowed) continue;
    const saysWhy =
      isKnown && (resourceAccount === caller.accountId || state.world.settings.crossAccountReason === 'documented');
    const text = denialText(caller.principal.arn, action, input.roleArn, saysWhy ? decision.reason : null);
    throw new AwsError(403, 'AccessDenied', text);
  }
  if (!found) throw new Error('A role that does not exist cannot have been allowed.');
  return { accountId: found.account.id, role: found.role };
}

function requestKeys(input: AssumeRoleInput): ContextValues {
  const tags = Object.fromEntries([...input.tags].map(([key, value]) => [`aws:RequestTag/${key}`, value]));
  return {
    'sts:RoleSessionName': input.roleSessionName,
    'sts:DurationSeconds': String(input.durationSeconds ?? CHAINED_SECONDS),
    ...(input.externalId !== null && { 'sts:ExternalId': input.externalId }),
    ...(input.sourceIdentity !== null && { 'sts:SourceIdentity': input.sourceIdentity }),
    ...(input.tags.size > 0 && { 'aws:TagKeys': [...input.tags.keys()] }),
    ...tags,
  };
}

function checkRegion(state: LabState, accountId: string, region: string): void {
  if (!findAccount(state.world, accountId)?.stsDisabledRegions.includes(region)) return;
  throw new AwsError(
    403,
    'RegionDisabledException',
    `STS is not activated in this region for account:${accountId}. Your account administrator can activate STS in this region using the IAM Console.`,
  );
}

function checkDuration(caller: Caller, role: Role, seconds: number | null): void {
  if (seconds === null) return;
  if (caller.session && seconds > CHAINED_SECONDS) {
    throw new AwsError(
      400,
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  if (seconds > role.maxSessionDuration) {
    throw new AwsError(
      400,
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
}

function readSessionPolicy(text: string): PolicyDocument {
  try {
    return parsePolicy(text, 'session');
  } catch (error) {
    const detail = error instanceof Error ? error.message : '';
    throw new AwsError(400, 'MalformedPolicyDocument', `The policy is not in the valid JSON format. ${detail}`.trim());
  }
}

function openSession(
  state: LabState,
  accountId: string,
  role: Role,
  input: AssumeRoleInput,
  policies: readonly PolicyDocument[] | null,
): Session {
  return {
    accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64'),
    sessionToken: randomBytes(480).toString('base64'),
    principal: {
      type: 'AssumedRole',
      accountId,
      arn: `arn:aws:sts::${accountId}:assumed-role/${role.name}/${input.roleSessionName}`,
      roleArn: input.roleArn,
      userId: `${role.roleId}:${input.roleSessionName}`,
    },
    roleId: role.roleId,
    expiresAt: labNow(state) + (input.durationSeconds ?? CHAINED_SECONDS) * 1000,
    policies,
    sourceIdentity: input.sourceIdentity,
  };
}
