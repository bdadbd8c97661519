/** Causes between the platform role and the customer's role: what the trust policy, and those above it, decide. */

import type { CauseCode } from '@backline/shared';
import { roleName, type CauseEntry } from './facts.ts';
import { trustPolicy } from './statements.ts';

const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
const ORGANIZATIONS = 'https://docs.aws.amazon.com/organizations/latest/userguide';

export const roleCauses = {
  external_id_mismatch: {
    side: 'CUSTOMER',
    category: 'AUTHENTICATION_FAILED',
    explanation: ({ roleArn }) =>
      `The trust policy of ${roleName(roleArn)} may demand another External ID than the one entered here. AWS does not say so; it gives the same answer for several causes.`,
    steps: ({ roleArn, externalId }) => [
      `Open the trust policy of ${roleName(roleArn)} (IAM, Roles, Trust relationships), or the stack's Outputs.`,
      `Compare sts:ExternalId there with ${externalId}, letter by letter; case matters.`,
      'Correct the one that is wrong, and test again.',
    ],
    snippet: trustPolicy,
    documentationUrl: `${IAM}/id_roles_create_for-user_externalid.html`,
  },
  role_not_found: {
    side: 'CUSTOMER',
    category: 'AUTHENTICATION_FAILED',
    explanation: ({ roleArn, workedBefore }) =>
      workedBefore
        ? `The role ${roleArn} may have been deleted or renamed since it last worked.`
        : `There may be no role ${roleArn}: the stack is not finished or was rolled back, or account, path or letter case of the ARN differ.`,
    steps: ({ roleArn }) => [
      'Check that the CloudFormation stack is in state CREATE_COMPLETE or UPDATE_COMPLETE.',
      `Copy RoleArn from its Outputs (or the role's summary page) and compare it with ${roleArn}; path and letter case matter.`,
    ],
    documentationUrl: `${IAM}/troubleshoot_roles.html`,
  },
  trust_principal_mismatch: {
    side: 'CUSTOMER',
    category: 'PERMISSION_DENIED',
    explanation: ({ platformRoleArn }) =>
      `The trust policy may not name Backline's role ${platformRoleArn} as its principal.`,
    steps: ({ platformRoleArn }) => [
      "Open the role's trust policy.",
      `Set Principal to {"AWS": "${platformRoleArn}"} and save it.`,
    ],
    snippet: trustPolicy,
    documentationUrl: `${IAM}/reference_policies_elements_principal.html`,
  },
  trust_principal_stale_id: {
    side: 'CUSTOMER',
    category: 'PERMISSION_DENIED',
    explanation: () =>
      "The trust policy may hold an id that begins with AROA in place of Backline's role: AWS stores a role as its id, and the id no longer fits after the role was made anew.",
    steps: () => [
      "Open the role's trust policy; a principal that begins with AROA is the sign.",
      'Save the policy below, with the ARN in place of the id.',
    ],
    snippet: trustPolicy,
    documentationUrl: `${IAM}/reference_policies_elements_principal.html`,
  },
  trust_condition_unmet: {
    side: 'CUSTOMER',
    category: 'PERMISSION_DENIED',
    explanation: () =>
      'The trust policy may hold a further condition that Backline cannot meet, such as MFA, a source address, an organization or a session name.',
    steps: () => [
      "Open the role's trust policy.",
      'Remove every condition except the one on sts:ExternalId, and test again.',
    ],
    snippet: trustPolicy,
    documentationUrl: `${IAM}/reference_policies_elements_condition.html`,
  },
  trust_explicit_deny: {
    side: 'CUSTOMER',
    category: 'PERMISSION_DENIED',
    explanation: (_facts, _failure, certainty) =>
      certainty === 'CERTAIN'
        ? 'AWS names a Deny in the trust policy of the role; a Deny wins over every Allow.'
        : 'The trust policy may hold a Deny statement that fits Backline; a Deny wins over every Allow.',
    steps: () => ["Open the role's trust policy.", "Remove the Deny, or except Backline's role from it."],
    documentationUrl: `${IAM}/reference_policies_evaluation-logic.html`,
  },
  rcp_denied: {
    side: 'CUSTOMER',
    category: 'PERMISSION_DENIED',
    explanation: ({ platformRoleArn }, failure, certainty) =>
      certainty === 'CERTAIN'
        ? `AWS names a resource control policy of an AWS organization as what denies ${failure.denial?.action ?? 'the call'}. Role and trust policy can be right all the same.`
        : `A resource control policy of your AWS organization may refuse principals from outside it. Role and trust policy can then be right and the call is still denied; account ${account(platformRoleArn)} has to be exempted.`,
    steps: ({ platformRoleArn }, failure) => [
      `Ask the administrator of your AWS organization for resource control policies on ${failure.denial?.action ?? 'sts:AssumeRole'}.`,
      `If one demands principals of the organization, exempt account ${account(platformRoleArn)} with a condition on aws:PrincipalAccount.`,
    ],
    documentationUrl: `${ORGANIZATIONS}/orgs_manage_policies_rcps.html`,
  },
  scp_denied: {
    side: 'CUSTOMER',
    category: 'PERMISSION_DENIED',
    explanation: (_facts, failure, certainty) =>
      certainty === 'CERTAIN'
        ? `A service control policy of your AWS organization denies ${failure.denial?.action ?? 'this action'} to roles of this account, whatever the role's own policy says.`
        : `A service control policy of your AWS organization may deny ${failure.denial?.action ?? 'this action'} to roles of this account. AWS gives no reason.`,
    steps: (_facts, failure) => [
      `Ask the administrator of your AWS organization to allow ${failure.denial?.action ?? 'the action'} for this account and Region.`,
    ],
    documentationUrl: `${ORGANIZATIONS}/orgs_manage_policies_scps.html`,
  },
  iam_eventual_consistency: {
    side: 'AWS',
    category: 'PERMISSION_DENIED',
    explanation: () =>
      'AWS may not have spread a change of the last minute yet; a new role or policy needs a moment until every part of AWS knows it.',
    steps: () => ['If role or policy changed within the last minutes, wait a minute and test again.'],
    documentationUrl: `${IAM}/troubleshoot_general.html`,
  },
  external_id_not_required: {
    side: 'CUSTOMER',
    category: 'AUTHENTICATION_FAILED',
    explanation: ({ roleArn }) =>
      `${roleName(roleArn)} can be assumed without the right External ID. Anybody who can make Backline name this role could read your packages through it, so it is not used until this is mended.`,
    steps: ({ roleArn }) => [
      `Open the trust policy of ${roleName(roleArn)}.`,
      'Demand the External ID with StringEquals in every statement that allows sts:AssumeRole; StringEqualsIfExists and wildcards do not protect.',
      'Test again.',
    ],
    snippet: trustPolicy,
    documentationUrl: `${IAM}/confused-deputy.html`,
  },
  external_id_invalid_format: {
    side: 'CUSTOMER',
    category: 'AUTHENTICATION_FAILED',
    explanation: () =>
      'AWS refused the External ID for its form: 2 to 1,224 letters, digits and + = , . @ : / - are allowed.',
    steps: () => ['Enter an External ID of that form, and the same one in the trust policy.'],
    documentationUrl: `${IAM}/id_roles_create_for-user_externalid.html`,
  },
  duration_exceeds_role_max: {
    side: 'CUSTOMER',
    category: 'AUTHENTICATION_FAILED',
    explanation: ({ roleArn }) =>
      `${roleName(roleArn)} allows only sessions shorter than the hour that Backline asks for.`,
    steps: () => ["Set the role's maximum session duration to 1 hour."],
    documentationUrl: `${IAM}/id_roles_update-role-settings.html`,
  },
  role_arn_malformed: {
    side: 'CUSTOMER',
    category: 'AUTHENTICATION_FAILED',
    explanation: () => 'AWS refused the role ARN for its form.',
    steps: () => ["Copy RoleArn from the stack's Outputs or the role's summary page."],
    documentationUrl: `${IAM}/reference_identifiers.html`,
  },
} satisfies Partial<Record<CauseCode, CauseEntry>>;

function account(arn: string): string {
  return arn.split(':')[4] ?? '';
}
