/** Causes between the customer's role and a token for a domain. */

import type { CauseCode } from '@backline/shared';
import { roleName, type CauseEntry, type Facts } from './facts.ts';
import { mendOwnPolicy, ownPolicyDenies, verb } from './denials.ts';
import { noAnswer } from './no-answer.ts';
import { authorizationTokenStatement, bearerTokenStatement, domainPolicy } from './statements.ts';

const CODEARTIFACT = 'https://docs.aws.amazon.com/codeartifact/latest/ug';
const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';

export const tokenCauses = {
  missing_get_authorization_token: {
    side: 'CUSTOMER',
    category: 'PERMISSION_DENIED',
    explanation: (facts, failure, certainty) =>
      ownPolicyDenies(facts, failure, certainty, `codeartifact:GetAuthorizationToken on ${domainName(facts)}`),
    steps: mendOwnPolicy,
    snippet: (facts) => (facts.domain ? authorizationTokenStatement(facts.domain) : null),
    documentationUrl: `${CODEARTIFACT}/tokens-authentication.html`,
  },
  missing_bearer_token_permission: {
    side: 'CUSTOMER',
    category: 'PERMISSION_DENIED',
    explanation: (facts) =>
      `${roleName(facts.roleArn)} is not allowed sts:GetServiceBearerToken for this call, which every CodeArtifact token needs besides codeartifact:GetAuthorizationToken: no statement of the role allows it, or only under a condition that the call does not meet. In a domain policy it has no effect.`,
    steps: (facts, failure) => mendOwnPolicy(facts, failure),
    snippet: bearerTokenStatement,
    documentationUrl: `${CODEARTIFACT}/get-set-up-provision-user.html`,
  },
  bearer_condition_unmet: {
    side: 'CUSTOMER',
    category: 'PERMISSION_DENIED',
    explanation: () =>
      'sts:GetServiceBearerToken is allowed only under a condition that this call does not meet. A token with a fixed life of 15 minutes was granted, so the condition is about its duration.',
    steps: () => [
      'In the statement that allows sts:GetServiceBearerToken, compare sts:AWSServiceName with codeartifact.amazonaws.com.',
      'Remove a condition on sts:DurationSeconds, or widen it so that 0 (as long as the session) fits.',
      'Test again.',
    ],
    snippet: bearerTokenStatement,
    documentationUrl: `${IAM}/reference_policies_iam-condition-keys.html`,
  },
  domain_policy_missing_cross_account: {
    side: 'CUSTOMER',
    category: 'PERMISSION_DENIED',
    explanation: (facts, failure, certainty) =>
      `The policy of ${domainName(facts)} in account ${facts.domain?.domainOwner ?? ''} ${verb(certainty, failure)} ${roleName(facts.roleArn)} of account ${facts.accountId}.`,
    steps: (facts, failure) => [
      failure.denial?.isExplicit
        ? `In account ${facts.domain?.domainOwner ?? ''}: remove the Deny from the domain policy, or except ${facts.roleArn} from it.`
        : `In account ${facts.domain?.domainOwner ?? ''}: attach this policy to ${domainName(facts)} (add its statement where a policy exists).`,
      `In account ${facts.accountId}: the role's own policy must name that domain too.`,
    ],
    snippet: domainPolicy,
    documentationUrl: `${CODEARTIFACT}/domain-policies.html`,
  },
  domain_not_found: {
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: (facts, _failure, certainty) =>
      `Account ${facts.domain?.domainOwner ?? ''} ${certainty === 'CERTAIN' ? 'has' : 'may have'} no CodeArtifact domain ${facts.domain?.domain ?? ''} in ${regionName(facts)}.`,
    steps: () => [
      'Copy the repository URL anew from CodeArtifact, Repositories, View connection instructions.',
      'Compare domain name, owner account and Region in it with the one entered.',
    ],
    snippet: (facts) =>
      facts.domain ? { language: 'bash', text: `aws codeartifact list-domains --region ${facts.domain.region}` } : null,
    documentationUrl: `${CODEARTIFACT}/domain-overview.html`,
  },
  token_duration_invalid: {
    side: 'PLATFORM',
    category: 'AUTHENTICATION_FAILED',
    explanation: () => 'AWS refused the life of the token that Backline asked for.',
    steps: () => ['This is a defect of Backline: send this report to support.'],
    documentationUrl: `${CODEARTIFACT}/tokens-authentication.html`,
  },
  permissions_boundary_denies: {
    side: 'CUSTOMER',
    category: 'PERMISSION_DENIED',
    explanation: (facts, failure, certainty) =>
      `The permissions boundary of ${roleName(facts.roleArn)}${certainty === 'CERTAIN' ? '' : ', if it has one,'} ${verb(certainty, failure)} ${failure.denial?.action ?? 'this action'}; the role's own policy cannot go beyond it.`,
    steps: (facts) => [
      `Open ${roleName(facts.roleArn)} in IAM and look at its permissions boundary.`,
      'Add the actions of the permissions policy to the boundary, or take the boundary off.',
    ],
    documentationUrl: `${IAM}/access_policies_boundaries.html`,
  },
  vpce_policy_denies: {
    side: 'CUSTOMER',
    category: 'PERMISSION_DENIED',
    explanation: (_facts, failure) =>
      `AWS names the policy of a VPC endpoint on the way: it does not allow ${failure.denial?.action ?? 'this action'}.`,
    steps: () => ['Allow the action in the policy of the VPC endpoint that AWS names, or reach AWS another way.'],
    documentationUrl: `${CODEARTIFACT}/create-vpc-endpoint-policies.html`,
  },
  role_session_expired: {
    side: 'PLATFORM',
    category: 'AUTHENTICATION_FAILED',
    explanation: (_facts, _failure, certainty) =>
      certainty === 'CERTAIN'
        ? "Backline's session in your role ended while the test ran."
        : "CodeArtifact does not know Backline's session in your role; it may have ended, or been revoked.",
    steps: () => ['Test again.', 'If it stays so, look for a policy on the role that revokes older sessions.'],
    documentationUrl: null,
  },
  codeartifact_throttled: {
    side: 'AWS',
    category: 'RATE_LIMITED',
    explanation: (facts) =>
      `CodeArtifact answered that account and Region (${regionName(facts)}) are over their quota of requests. This is not about permissions.`,
    steps: () => [
      'Test again in a minute.',
      'If it stays so, look for builds that fetch a token each time, or raise the quota.',
    ],
    documentationUrl: `${CODEARTIFACT}/service-limits.html`,
  },
  codeartifact_unreachable: {
    side: 'PLATFORM',
    category: 'NETWORK',
    explanation: (facts, failure) => noAnswer(failure, `CodeArtifact's API in ${regionName(facts)}`),
    steps: (facts) => [
      `Operator of this server: check that it can open https://codeartifact.${regionName(facts)}.amazonaws.com, by itself or through HTTPS_PROXY.`,
    ],
    documentationUrl: null,
  },
  kms_key_disabled: {
    side: 'CUSTOMER',
    category: 'SERVICE',
    explanation: (facts) =>
      `The KMS key that encrypts ${domainName(facts)} may be disabled or out of reach for CodeArtifact.`,
    steps: () => [
      "Open the domain's encryption key in KMS and check that it is enabled and its policy lets CodeArtifact use it.",
    ],
    documentationUrl: `${CODEARTIFACT}/domain-create.html`,
  },
} satisfies Partial<Record<CauseCode, CauseEntry>>;

function regionName(facts: Facts): string {
  return facts.domain?.region ?? facts.repository?.region ?? 'this Region';
}

function domainName(facts: Facts): string {
  return `domain ${facts.domain?.domain ?? facts.repository?.domain ?? ''}`;
}
