/** Policies above and beside a role's own that take away what it allows. */

import type { CauseCode } from '@backline/shared';
import { CODEARTIFACT, IAM } from './documentation.ts';
import type { CauseEntry } from './facts.ts';
import { theRole, callerAccount, verb } from './wording.ts';

const ORGANIZATIONS = 'https://docs.aws.amazon.com/organizations/latest/userguide';

export const guardrailCauses = {
  scp_denied: {
    title: 'Service control policy denies',
    shows: '403 with "an explicit deny in a service control policy" or "no service control policy allows".',
    decidedBy: 'Decided by that reason where AWS gives it, otherwise by the administrator of the AWS organization.',
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
  rcp_denied: {
    title: 'Resource control policy denies',
    shows: '403 AccessDenied, at times with "in a resource control policy".',
    decidedBy: 'Decided by that reason where AWS gives it, otherwise by the administrator of the AWS organization.',
    side: 'CUSTOMER',
    category: 'PERMISSION_DENIED',
    explanation: (facts, failure, certainty) =>
      certainty === 'CERTAIN'
        ? `AWS names a resource control policy of an AWS organization as what denies ${failure.denial?.action ?? 'the call'}. Role and trust policy can be right all the same.`
        : `A resource control policy of your AWS organization may refuse principals from outside it. Role and trust policy can then be right and the call is still denied; ${callerAccount(facts)} has to be exempted.`,
    steps: (facts, failure) => [
      `Ask the administrator of your AWS organization for resource control policies on ${failure.denial?.action ?? 'sts:AssumeRole'}.`,
      `If one demands principals of the organization, exempt ${callerAccount(facts)} with a condition on aws:PrincipalAccount.`,
    ],
    documentationUrl: `${ORGANIZATIONS}/orgs_manage_policies_rcps.html`,
  },
  permissions_boundary_denies: {
    title: 'Permissions boundary denies',
    shows: '403 with "no permissions boundary allows" or an explicit deny in one.',
    decidedBy: 'Decided by the reason that AWS gives.',
    side: 'CUSTOMER',
    category: 'PERMISSION_DENIED',
    explanation: (facts, failure, certainty) =>
      `The permissions boundary of ${theRole(facts)}${certainty === 'CERTAIN' ? '' : ', if it has one,'} ${verb(certainty, failure)} ${failure.denial?.action ?? 'this action'}; the role's own policy cannot go beyond it.`,
    steps: (facts) => [
      `Open ${theRole(facts)} in IAM and look at its permissions boundary.`,
      'Add the actions of the permissions policy to the boundary, or take the boundary off.',
    ],
    documentationUrl: `${IAM}/access_policies_boundaries.html`,
  },
  session_policy_denies: {
    title: 'Session policy denies',
    shows: '403 with "no session policy allows" or an explicit deny in a session policy.',
    decidedBy: 'Decided by the kind of policy that AWS names.',
    side: 'PLATFORM',
    category: 'PERMISSION_DENIED',
    explanation: (_facts, failure) =>
      `AWS names the session policy that Backline passes along: it does not allow ${failure.denial?.action ?? 'this action'}. Your role may well allow it.`,
    steps: () => ['This is a defect of Backline: send this report to support.'],
    documentationUrl: null,
    foreign: {
      side: 'CUSTOMER',
      explanation: (facts, failure) =>
        `The session of ${theRole(facts)} was made with a session policy that does not allow ${failure.denial?.action ?? 'this action'}. The role itself may well allow it.`,
      steps: (_facts, failure) => [
        `Add ${failure.denial?.action ?? 'the action'} to the session policy that is passed with AssumeRole, or pass none.`,
      ],
    },
  },
  vpce_policy_denies: {
    title: 'VPC endpoint policy denies',
    shows: '403 whose reason names a VPC endpoint policy.',
    decidedBy: 'Decided by the reason that AWS gives.',
    side: 'CUSTOMER',
    category: 'PERMISSION_DENIED',
    explanation: (_facts, failure) =>
      `AWS names the policy of a VPC endpoint on the way: it does not allow ${failure.denial?.action ?? 'this action'}.`,
    steps: () => ['Allow the action in the policy of the VPC endpoint that AWS names, or reach AWS another way.'],
    documentationUrl: `${CODEARTIFACT}/create-vpc-endpoint-policies.html`,
  },
} satisfies Partial<Record<CauseCode, CauseEntry>>;
