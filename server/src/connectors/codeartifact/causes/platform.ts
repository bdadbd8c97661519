/** Causes on our side of the role chain: identity, credentials, clock, network, quotas. */

import type { CauseCode } from '@backline/shared';
import { roleName, type CauseEntry } from './facts.ts';
import { noAnswer } from './no-answer.ts';
import { json } from './statements.ts';

const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';

export const platformCauses = {
  platform_creds_invalid: {
    side: 'PLATFORM',
    category: 'AUTHENTICATION_FAILED',
    explanation: (_facts, _failure, certainty) =>
      `Backline's own AWS credentials ${certainty === 'CERTAIN' ? 'are missing, or AWS does not know them' : 'may be unknown to AWS'}. Nothing in your account can mend it.`,
    steps: () => [
      'Operator of this server: check the settings AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the role of the machine it runs on.',
      'Keys that begin with ASIA also need AWS_SESSION_TOKEN.',
      'Restart the server and test again.',
    ],
    documentationUrl: `${IAM}/troubleshoot_general.html`,
  },
  platform_creds_expired: {
    side: 'PLATFORM',
    category: 'AUTHENTICATION_FAILED',
    explanation: () => "Backline's own session with AWS has expired. Nothing in your account can mend it.",
    steps: () => [
      'Operator of this server: renew the temporary credentials in the settings, or use a source that renews itself, such as the role of the machine.',
      'Restart the server and test again.',
    ],
    documentationUrl: `${IAM}/id_credentials_temp_use-resources.html`,
  },
  signature_mismatch: {
    side: 'PLATFORM',
    category: 'AUTHENTICATION_FAILED',
    explanation: () =>
      "AWS does not accept the signature of Backline's request: its secret key is damaged, something between this server and AWS rewrites requests, or the request reached an endpoint of another Region or service.",
    steps: () => [
      'Operator of this server: set AWS_SECRET_ACCESS_KEY anew, without spaces or quotes.',
      'If a proxy stands between, let it pass headers to AWS unchanged.',
      'Check AWS_REGION and the AWS_ENDPOINT_URL settings.',
    ],
    documentationUrl: `${IAM}/signature-v4-troubleshooting.html`,
  },
  clock_skew: {
    side: 'PLATFORM',
    category: 'AUTHENTICATION_FAILED',
    explanation: (_facts, failure) =>
      `The clock of the Backline server differs from AWS's by more than AWS allows (15 minutes for STS), so AWS refuses its signatures.${times(failure.message)}`,
    steps: () => ["Operator of this server: synchronise the machine's clock (NTP), then test again."],
    documentationUrl: `${IAM}/signature-v4-troubleshooting.html`,
  },
  platform_role_not_allowed: {
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
  },
  root_cannot_assume: {
    side: 'PLATFORM',
    category: 'AUTHENTICATION_FAILED',
    explanation: () => 'Backline runs with the root keys of an AWS account. AWS lets no root user assume a role.',
    steps: () => ['Operator of this server: use the keys of an IAM user or, better, a role.'],
    documentationUrl: `${IAM}/troubleshoot_roles.html`,
  },
  sts_region_disabled: {
    side: 'PLATFORM',
    category: 'SERVICE',
    explanation: ({ homeRegion }, failure) => {
      const account = /account:\s*(\d{12})/.exec(failure.message)?.[1];
      return `STS is switched off in ${homeRegion} for ${account ? `account ${account}` : 'the account that AWS names'}.`;
    },
    steps: ({ homeRegion }) => [
      `Operator of this server: set AWS_REGION to a Region where STS is on (us-east-1 cannot be switched off), or activate ${homeRegion} under IAM, Account settings.`,
    ],
    documentationUrl: `${IAM}/id_credentials_temp_enable-regions.html`,
  },
  sts_global_token_in_optin_region: {
    side: 'PLATFORM',
    category: 'AUTHENTICATION_FAILED',
    explanation: ({ homeRegion }) =>
      `${homeRegion} is a Region that accounts switch on themselves. Credentials made at the global STS endpoint may be unknown there.`,
    steps: () => [
      "Operator of this server: make the credentials at a Region's own STS endpoint (AWS_STS_REGIONAL_ENDPOINTS=regional where they are made), or set AWS_REGION to us-east-1.",
    ],
    documentationUrl: `${IAM}/id_credentials_temp_enable-regions.html`,
  },
  optin_region_not_enabled_in_both_accounts: {
    side: 'CUSTOMER',
    category: 'AUTHENTICATION_FAILED',
    explanation: (facts) =>
      `${facts.domain?.region ?? facts.homeRegion} is a Region that accounts switch on themselves. It may be switched on in only one of Backline's account and yours.`,
    steps: (facts) => [
      `In account ${facts.accountId}: check under Account, AWS Regions that ${facts.domain?.region ?? facts.homeRegion} is enabled.`,
      "Operator of this server: check the same in Backline's account.",
    ],
    documentationUrl: `${IAM}/id_credentials_temp_enable-regions.html`,
  },
  service_internal_error: {
    side: 'AWS',
    category: 'SERVICE',
    explanation: (_facts, { httpStatus }) =>
      `AWS answered with an error of its own${httpStatus ? ` (HTTP ${httpStatus})` : ''}, also when asked again.`,
    steps: () => ["Look at AWS's health dashboard for this Region.", 'Test again later.'],
    documentationUrl: 'https://health.aws.amazon.com/health/status',
  },
  sts_throttled: {
    side: 'PLATFORM',
    category: 'RATE_LIMITED',
    explanation: () => 'AWS answered that too many requests come from Backline at once. This is not about permissions.',
    steps: () => ['Test again in a minute.', 'If it stays so, the operator of this server raises the STS quota.'],
    documentationUrl: `${IAM}/reference_iam-quotas.html`,
  },
  sts_unreachable: {
    side: 'PLATFORM',
    category: 'NETWORK',
    explanation: ({ homeRegion }, failure) => noAnswer(failure, `AWS STS in ${homeRegion}`),
    steps: ({ homeRegion }) => [
      `Operator of this server: check that it can open https://sts.${homeRegion}.amazonaws.com, by itself or through HTTPS_PROXY.`,
      'If a proxy re-signs TLS, name its certificate authority in NODE_EXTRA_CA_CERTS.',
    ],
    documentationUrl: null,
  },
  duration_exceeds_chaining_cap: {
    side: 'PLATFORM',
    category: 'AUTHENTICATION_FAILED',
    explanation: () =>
      'Backline asked for a session longer than the hour that AWS allows when one role assumes another.',
    steps: () => ['This is a defect of Backline: send this report to support.'],
    documentationUrl: `${IAM}/id_roles_terms-and-concepts.html`,
  },
  session_policy_or_tags_too_large: {
    side: 'PLATFORM',
    category: 'AUTHENTICATION_FAILED',
    explanation: () =>
      'The session policy or tags that Backline sends are too large for AWS, usually because tags are inherited from the identity it runs with.',
    steps: () => ['Operator of this server: run it with an identity that carries fewer session tags.'],
    documentationUrl: `${IAM}/id_session-tags.html`,
  },
  session_policy_malformed: {
    side: 'PLATFORM',
    category: 'AUTHENTICATION_FAILED',
    explanation: () => 'AWS could not read the session policy that Backline sent.',
    steps: () => ['This is a defect of Backline: send this report to support.'],
    documentationUrl: null,
  },
  role_session_name_invalid: {
    side: 'PLATFORM',
    category: 'AUTHENTICATION_FAILED',
    explanation: () => 'AWS refused the session name that Backline sent.',
    steps: () => ['This is a defect of Backline: send this report to support.'],
    documentationUrl: null,
  },
  missing_tag_session: {
    side: 'PLATFORM',
    category: 'PERMISSION_DENIED',
    explanation: () =>
      'The identity that Backline runs with passes on session tags, and AWS did not allow sts:TagSession. Both its own policy and the trust policy of the role would have to.',
    steps: () => [
      'Operator of this server: run it with an identity that has no transitive session tags.',
      "Or add sts:TagSession to that identity's policy and to the Action of the role's trust policy.",
    ],
    documentationUrl: `${IAM}/id_session-tags.html`,
  },
  missing_set_source_identity: {
    side: 'PLATFORM',
    category: 'PERMISSION_DENIED',
    explanation: () =>
      'The identity that Backline runs with carries a source identity, and AWS did not allow sts:SetSourceIdentity. Both its own policy and the trust policy of the role would have to.',
    steps: () => [
      'Operator of this server: run it with an identity that has no source identity.',
      "Or add sts:SetSourceIdentity to that identity's policy and to the Action of the role's trust policy.",
    ],
    documentationUrl: `${IAM}/id_credentials_temp_control-access_monitor.html`,
  },
  session_policy_denies: {
    side: 'PLATFORM',
    category: 'PERMISSION_DENIED',
    explanation: (_facts, failure) =>
      `AWS names the session policy that Backline passes along: it does not allow ${failure.denial?.action ?? 'this action'}. Your role may well allow it.`,
    steps: () => ['This is a defect of Backline: send this report to support.'],
    documentationUrl: null,
  },
  test_stopped: {
    side: 'PLATFORM',
    category: 'UNKNOWN',
    explanation: () => 'The test ended before this step had its answer.',
    steps: () => ['Test again.'],
    documentationUrl: null,
  },
  unexpected_answer: {
    side: 'PLATFORM',
    category: 'NETWORK',
    explanation: () =>
      'What answered does not speak as AWS does, or says what cannot be right. Often a proxy, a firewall or a sign-in page stands between this server and AWS.',
    steps: () => [
      'Operator of this server: look at the evidence of this check and at what stands between it and AWS (HTTPS_PROXY, AWS_ENDPOINT_URL settings).',
      'If the answer names a time that has passed, compare the clock of this server with the real time.',
      'Test again; if the answer came from AWS itself, send this report to support.',
    ],
    documentationUrl: null,
  },
  unknown_failure: {
    side: 'AWS',
    category: 'UNKNOWN',
    explanation: () => 'The answer fits no cause that Backline knows.',
    steps: () => [
      "Read AWS's own words in the evidence of this check.",
      'If they do not tell, send this report with its request id to support.',
    ],
    documentationUrl: null,
  },
} satisfies Partial<Record<CauseCode, CauseEntry>>;

/** How far apart the clocks are: AWS names the time that was signed, its limit, and its own time. */
function times(message: string): string {
  const [signed, limit, own = limit] = (message.match(/\d{8}T\d{6}Z/g) ?? []).map(toDate);
  if (!signed || !own) return '';
  const minutes = Math.round((signed.getTime() - own.getTime()) / 60_000);
  const difference = `${Math.abs(minutes)} minutes ${minutes < 0 ? 'behind' : 'ahead'}`;
  return ` It signed at ${signed.toISOString()} while AWS's clock read ${own.toISOString()}: ${difference}.`;
}

function toDate(basic: string): Date {
  return new Date(basic.replace(/(....)(..)(..)T(..)(..)(..)Z/, '$1-$2-$3T$4:$5:$6Z'));
}
