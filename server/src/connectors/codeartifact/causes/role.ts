/** Causes between caller and role: the role's ARN, and what the trust policy decides. */

import type { CauseCode } from '@backline/shared';
import { IAM } from './documentation.ts';
import { isKnown, roleName, type CauseEntry } from './facts.ts';
import { json, trustPolicy } from './statements.ts';
import { theRole, theRoleArn, theCaller, again } from './wording.ts';

export const roleCauses = {
  role_not_found: {
    title: 'Role does not exist under this ARN',
    shows: '403 AccessDenied on sts:AssumeRole without a reason; AWS does not say that a role is missing.',
    decidedBy: "Decided by a look at the role's ARN in its account; path and letter case count.",
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
    foreign: {
      explanation: (facts) =>
        `${isKnown(facts.roleArn) ? `There may be no role ${facts.roleArn}` : 'There may be no such role'}: account, path or letter case of the ARN differ, or it was deleted. AWS answers as if it were forbidden.`,
      steps: (facts) => [
        `Copy the ARN from the role's summary page and compare it with ${isKnown(facts.roleArn) ? facts.roleArn : 'the one that was asked for'}; path and letter case matter.`,
      ],
      snippet: ({ roleArn }) => ({ language: 'bash', text: `aws iam get-role --role-name ${roleName(roleArn)}` }),
    },
  },
  role_arn_malformed: {
    title: 'Role ARN has no valid form',
    shows: '400 ValidationError at \'roleArn\', or "... is invalid".',
    decidedBy: 'Decided by the field that AWS names, or by the form arn:<partition>:iam::<account>:role/<name>.',
    side: 'CUSTOMER',
    category: 'AUTHENTICATION_FAILED',
    explanation: () => 'AWS refused the role ARN for its form.',
    steps: () => ["Copy RoleArn from the stack's Outputs or the role's summary page."],
    documentationUrl: `${IAM}/reference_identifiers.html`,
    foreign: {
      steps: (facts) => [
        "Copy the ARN from the role's summary page; its form is arn:aws:iam::<12-digit account>:role/<name>.",
        again(facts),
      ],
    },
  },
  trust_principal_mismatch: {
    title: 'Trust policy names another principal',
    shows: '403 AccessDenied on sts:AssumeRole without a reason.',
    decidedBy: "Decided by the role's trust policy.",
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
    foreign: {
      explanation: (facts) =>
        `The trust policy of ${theRole(facts)} may not name ${theCaller(facts)} as its principal. A role needs this also to assume itself.`,
      steps: (facts) => [
        `Open the trust policy of ${theRole(facts)}.`,
        `Let a statement with sts:AssumeRole name ${theCaller(facts)}, or its account, as principal.`,
      ],
    },
  },
  trust_principal_stale_id: {
    title: 'Trust policy holds the id of a deleted principal',
    shows:
      '403 AccessDenied on sts:AssumeRole without a reason; the console shows an id that begins with AROA or AIDA as principal.',
    decidedBy: "Decided by the principal that the role's trust policy shows.",
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
    foreign: {
      explanation: () =>
        'The trust policy may hold an id that begins with AROA or AIDA in place of the caller: AWS stores a role or user as its id, and the id no longer fits after it was made anew.',
    },
  },
  trust_condition_unmet: {
    title: 'Another condition of the trust policy is not met',
    shows: '403 AccessDenied on sts:AssumeRole without a reason.',
    decidedBy: "Decided by the role's trust policy.",
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
    foreign: {
      explanation: (_facts, { message }) =>
        isOfIdentityProvider(message)
          ? "The trust policy may hold a condition that the identity provider's token does not meet, such as its audience (aud) or subject (sub). They are compared letter by letter, and StringEquals takes no wildcard."
          : 'The trust policy may hold a further condition that the request does not meet, such as MFA, a source address, an organization or a session name.',
      steps: (facts, { message }) => [
        `Open the trust policy of ${theRole(facts)} and compare every condition with the ${isOfIdentityProvider(message) ? 'claims of the token' : 'request'}.`,
      ],
    },
  },
  trust_explicit_deny: {
    title: 'Deny in the trust policy',
    shows: '403 AccessDenied on sts:AssumeRole, at times "with an explicit deny in the role trust policy".',
    decidedBy: "Decided by that reason where AWS gives it, otherwise by the role's trust policy.",
    side: 'CUSTOMER',
    category: 'PERMISSION_DENIED',
    explanation: (_facts, _failure, certainty) =>
      certainty === 'CERTAIN'
        ? 'AWS names a Deny in the trust policy of the role; a Deny wins over every Allow.'
        : 'The trust policy may hold a Deny statement that fits Backline; a Deny wins over every Allow.',
    steps: () => ["Open the role's trust policy.", "Remove the Deny, or except Backline's role from it."],
    documentationUrl: `${IAM}/reference_policies_evaluation-logic.html`,
    foreign: {
      explanation: (facts, _failure, certainty) =>
        certainty === 'CERTAIN'
          ? 'AWS names a Deny in the trust policy of the role; a Deny wins over every Allow.'
          : `The trust policy may hold a Deny statement that fits ${theCaller(facts)}; a Deny wins over every Allow.`,
      steps: (facts) => [
        `Open the trust policy of ${theRole(facts)}.`,
        'Remove the Deny, or except the caller from it.',
      ],
    },
  },
  platform_role_not_allowed: {
    title: 'Caller lacks sts:AssumeRole in its own policy',
    shows: '403 AccessDenied on sts:AssumeRole, at times with "no identity-based policy allows".',
    decidedBy:
      "Decided by a look at the caller's own policies or by a role that is known to work; never by the message alone, which says the same for a wrong trust policy.",
    side: 'PLATFORM',
    category: 'PERMISSION_DENIED',
    explanation: ({ platformRoleArn }) =>
      `Backline's own side may lack the permission: its identity must be allowed to assume ${roleName(platformRoleArn)}, and that role must be allowed sts:AssumeRole on customers' roles.`,
    steps: ({ platformRoleArn }) => [
      `Operator of this server: check that the identity it runs with is trusted by ${platformRoleArn}.`,
      'Check that the identity policies of both allow sts:AssumeRole, and that no permissions boundary or service control policy takes it away.',
    ],
    snippet: () => json({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::*:role/*' }),
    documentationUrl: `${IAM}/troubleshoot_roles.html`,
    foreign: {
      side: 'CUSTOMER',
      explanation: (facts) =>
        `The own policies of ${theCaller(facts)} may not allow sts:AssumeRole on ${theRoleArn(facts)}. Across accounts, both sides must allow it.`,
      steps: (facts) => [
        `Add this statement to the permissions policy of ${theCaller(facts)}.`,
        'Check that no permissions boundary and no service control policy takes it away.',
      ],
      snippet: ({ roleArn }) => json({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roleArn }),
    },
  },
  trust_principal_does_not_exist: {
    title: 'Principal of a trust policy does not exist',
    shows: '400 MalformedPolicyDocument: invalid principal in policy, while a role is created or changed.',
    decidedBy: 'Decided by the error code on a call to IAM; IAM looks up every role and user that a policy names.',
    side: 'CUSTOMER',
    category: 'PERMISSION_DENIED',
    explanation: (_facts, { message }) => {
      const principal = /arn:aws[\w-]*:iam::[^\s"'\\]+/.exec(message)?.[0];
      return `IAM does not know ${principal ?? 'the role or user'} that the trust policy names as principal: it does not exist, not yet, or under another path.`;
    },
    steps: () => [
      'Check the ARN, its account, path and letter case.',
      'If it is made in the same run, make it first, and wait some seconds: IAM spreads new roles slowly.',
      'Or name the root of its account as principal and narrow it with a condition on aws:PrincipalArn, which is not looked up.',
    ],
    snippet: ({ platformRoleArn }) =>
      json({
        Effect: 'Allow',
        Principal: { AWS: platformRoleArn.replace(/:(role|user)\/.*/, ':root') },
        Action: 'sts:AssumeRole',
        Condition: { ArnEquals: { 'aws:PrincipalArn': platformRoleArn } },
      }),
    documentationUrl: `${IAM}/reference_policies_elements_principal.html`,
  },
  iam_eventual_consistency: {
    title: 'IAM change not spread yet',
    shows:
      'AccessDenied or "Invalid principal in policy" within about a minute of a change, which goes away by itself.',
    decidedBy: 'Decided by the same call a minute later.',
    side: 'AWS',
    category: 'PERMISSION_DENIED',
    explanation: () =>
      'AWS may not have spread a change of the last minute yet; a new role or policy needs a moment until every part of AWS knows it.',
    steps: () => ['If role or policy changed within the last minutes, wait a minute and test again.'],
    documentationUrl: `${IAM}/troubleshoot_general.html`,
  },
} satisfies Partial<Record<CauseCode, CauseEntry>>;

/** Roles that are assumed with the token of GitHub, of a cluster, or of another OpenID Connect provider. */
function isOfIdentityProvider(message: string): boolean {
  return /WithWebIdentity|web ?identity|\bOIDC\b/i.test(message);
}
