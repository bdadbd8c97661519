/** Causes between a role and a token for a domain. */

import type { CauseCode } from '@backline/shared';
import { tokenCommand } from './client-snippets.ts';
import { CODEARTIFACT, IAM } from './documentation.ts';
import { isKnown, type CauseEntry } from './facts.ts';
import { noAnswer } from './no-answer.ts';
import { authorizationTokenStatement, bearerTokenStatement, domainPolicy, json } from './statements.ts';
import {
  theRole,
  theRoleArn,
  theDomain,
  ownerAccount,
  roleAccount,
  theRegion,
  verb,
  ownPolicyDenies,
  mendOwnPolicy,
  capital,
  regionSuffix,
} from './wording.ts';

export const tokenCauses = {
  missing_get_authorization_token: {
    title: 'codeartifact:GetAuthorizationToken not allowed',
    shows: '403 AccessDeniedException that names codeartifact:GetAuthorizationToken on a domain.',
    decidedBy:
      'Decided by the reason "no identity-based policy allows"; without a reason the domain policy of another account looks the same.',
    side: 'CUSTOMER',
    category: 'PERMISSION_DENIED',
    explanation: (facts, failure, certainty) =>
      ownPolicyDenies(facts, failure, certainty, `codeartifact:GetAuthorizationToken on ${theDomain(facts)}`),
    steps: mendOwnPolicy,
    snippet: (facts) => (facts.domain ? authorizationTokenStatement(facts.domain) : null),
    documentationUrl: `${CODEARTIFACT}/tokens-authentication.html`,
  },
  missing_bearer_token_permission: {
    title: 'sts:GetServiceBearerToken not allowed',
    shows: '403 that names sts:GetServiceBearerToken when a token is asked of CodeArtifact.',
    decidedBy: 'Decided by the action in the message.',
    side: 'CUSTOMER',
    category: 'PERMISSION_DENIED',
    explanation: (facts) =>
      `${theRole(facts)} is not allowed sts:GetServiceBearerToken for this call, which every CodeArtifact token needs besides codeartifact:GetAuthorizationToken: no statement of the role allows it, or only under a condition that the call does not meet. In a domain policy it has no effect.`,
    steps: (facts, failure) => mendOwnPolicy(facts, failure),
    snippet: bearerTokenStatement,
    documentationUrl: `${CODEARTIFACT}/get-set-up-provision-user.html`,
  },
  bearer_condition_unmet: {
    title: 'Condition on sts:GetServiceBearerToken not met',
    shows: '403 that names sts:GetServiceBearerToken although a statement allows it.',
    decidedBy: 'Decided by a token of 15 minutes: where that one is granted, the condition is about duration.',
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
    foreign: {
      explanation: (facts) =>
        `A statement of ${theRole(facts)} may allow sts:GetServiceBearerToken only under a condition that this call does not meet.`,
    },
  },
  missing_codeartifact_permission: {
    title: 'Another CodeArtifact action not allowed',
    shows:
      '403 AccessDeniedException that names a codeartifact: action which reading does not need, such as PublishPackageVersion.',
    decidedBy: 'Decided by the action in the message.',
    side: 'CUSTOMER',
    category: 'PERMISSION_DENIED',
    explanation: (facts, failure, certainty) =>
      `${ownPolicyDenies(facts, failure, certainty, failure.denial?.action ?? 'this action')} Reading packages through Backline does not need it.`,
    steps: (facts, failure) => [
      ...mendOwnPolicy(facts, failure),
      'Where domain or repository belong to another account, their policy must allow it too.',
    ],
    snippet: (_facts, { denial }) =>
      denial ? json({ Effect: 'Allow', Action: denial.action, Resource: denial.resource ?? '*' }) : null,
    documentationUrl: `${CODEARTIFACT}/auth-and-access-control-permissions-reference.html`,
  },
  domain_policy_missing_cross_account: {
    title: 'Domain policy of another account does not allow',
    shows: "403 AccessDeniedException on a domain whose account differs from the role's.",
    decidedBy:
      'Decided by the reason "no resource-based policy allows"; without a reason the role\'s own policy looks the same.',
    side: 'CUSTOMER',
    category: 'PERMISSION_DENIED',
    explanation: (facts, failure, certainty) =>
      `The policy of ${theDomain(facts)} in ${ownerAccount(facts)} ${verb(certainty, failure)} ${theRole(facts)} of ${roleAccount(facts)}.`,
    steps: (facts, failure) => [
      failure.denial?.isExplicit
        ? `In ${ownerAccount(facts)}: remove the Deny from the domain policy, or except ${theRoleArn(facts)} from it.`
        : `In ${ownerAccount(facts)}: attach this policy to ${theDomain(facts)} (add its statement where a policy exists).`,
      `In ${roleAccount(facts)}: the role's own policy must name that domain too.`,
    ],
    snippet: domainPolicy,
    documentationUrl: `${CODEARTIFACT}/domain-policies.html`,
  },
  domain_not_found: {
    title: 'Domain does not exist',
    shows: '404 ResourceNotFoundException: domain not found, with its name and the account that was searched.',
    decidedBy: "Decided by AWS's own sentence.",
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: (facts, _failure, certainty) =>
      `${capital(ownerAccount(facts))} ${certainty === 'CERTAIN' ? 'has' : 'may have'} no CodeArtifact domain ${isKnown(facts.domain?.domain) ? facts.domain.domain : 'of this name'} in ${theRegion(facts)}.`,
    steps: () => [
      'Copy the repository URL anew from CodeArtifact, Repositories, View connection instructions.',
      'Compare domain name, owner account and Region in it with the one entered.',
    ],
    snippet: (facts) =>
      facts.domain ? { language: 'bash', text: `aws codeartifact list-domains --region ${facts.domain.region}` } : null,
    documentationUrl: `${CODEARTIFACT}/domain-overview.html`,
  },
  token_duration_invalid: {
    title: 'Life of the token refused',
    shows: '400 ValidationException about the duration of a token.',
    decidedBy: 'Decided by the number: 0, or 900 to 43200 seconds.',
    side: 'PLATFORM',
    category: 'AUTHENTICATION_FAILED',
    explanation: () => 'AWS refused the life of the token that Backline asked for.',
    steps: () => ['This is a defect of Backline: send this report to support.'],
    documentationUrl: `${CODEARTIFACT}/tokens-authentication.html`,
    foreign: {
      side: 'CUSTOMER',
      explanation: () => 'AWS refused the life of the token that was asked for.',
      steps: () => ['Ask for 0, which lasts as long as the session, or for 900 to 43200 seconds.'],
      snippet: (facts) => tokenCommand(facts, 43_200),
    },
  },
  role_session_expired: {
    title: 'Role session expired',
    shows:
      'ExpiredTokenException or UnrecognizedClientException on a call to CodeArtifact, while package reads still work.',
    decidedBy: "Decided by the error code on a call to CodeArtifact's API; tokens outlive the session that made them.",
    side: 'PLATFORM',
    category: 'AUTHENTICATION_FAILED',
    explanation: (_facts, _failure, certainty) =>
      certainty === 'CERTAIN'
        ? "Backline's session in your role ended while the test ran."
        : "CodeArtifact does not know Backline's session in your role; it may have ended, or been revoked.",
    steps: () => ['Test again.', 'If it stays so, look for a policy on the role that revokes older sessions.'],
    documentationUrl: null,
    foreign: {
      side: 'CUSTOMER',
      explanation: () =>
        'The AWS session that calls CodeArtifact has expired, or CodeArtifact does not know it. Tokens that it made before still work until they end.',
      steps: () => ['Assume the role again, or sign in again, and repeat the call.'],
      snippet: () => ({ language: 'bash', text: 'aws sts get-caller-identity' }),
    },
  },
  codeartifact_throttled: {
    title: "Too many requests to CodeArtifact's API",
    shows: '429 ThrottlingException.',
    decidedBy: 'Decided by the status or the error code.',
    side: 'AWS',
    category: 'RATE_LIMITED',
    explanation: (facts) =>
      `CodeArtifact answered that account and Region (${theRegion(facts)}) are over their quota of requests. This is not about permissions.`,
    steps: () => [
      'Test again in a minute.',
      'If it stays so, look for builds that fetch a token each time, or raise the quota.',
    ],
    documentationUrl: `${CODEARTIFACT}/service-limits.html`,
  },
  codeartifact_unreachable: {
    title: "CodeArtifact's API cannot be reached",
    shows: 'No answer from codeartifact.<region>.amazonaws.com in a Region that has CodeArtifact.',
    decidedBy: 'Decided by the absence of any answer of AWS.',
    side: 'PLATFORM',
    category: 'NETWORK',
    explanation: (facts, failure) => noAnswer(failure, `CodeArtifact's API in ${theRegion(facts)}`),
    steps: (facts) => [
      `Operator of this server: check that it can open https://codeartifact.${theRegion(facts)}.amazonaws.com, by itself or through HTTPS_PROXY.`,
    ],
    documentationUrl: null,
    foreign: {
      side: 'CUSTOMER',
      explanation: (facts, failure) => noAnswer(failure, `CodeArtifact's API${regionSuffix(facts)}`, facts),
      steps: (facts) => [
        `Check that the machine can open ${isKnown(facts.domain?.region) ? `https://codeartifact.${facts.domain.region}.amazonaws.com` : "CodeArtifact's API"}, by itself or through HTTPS_PROXY.`,
        'In a VPC without a way out, two interface endpoints are needed: codeartifact.api and codeartifact.repositories.',
      ],
    },
  },
  kms_key_disabled: {
    title: "Domain's encryption key out of reach",
    shows:
      'ValidationException with the reason ENCRYPTION_KEY_ERROR, or many operations of one domain that fail together.',
    decidedBy: "Decided by the state of the domain's key in KMS.",
    side: 'CUSTOMER',
    category: 'SERVICE',
    explanation: (facts) =>
      `The KMS key that encrypts ${theDomain(facts)} may be disabled or out of reach for CodeArtifact.`,
    steps: () => [
      "Open the domain's encryption key in KMS and check that it is enabled and its policy lets CodeArtifact use it.",
    ],
    documentationUrl: `${CODEARTIFACT}/domain-create.html`,
  },
} satisfies Partial<Record<CauseCode, CauseEntry>>;
