/** Causes on our side of the role chain: identity, credentials, clock, network, quotas. */

import type { CauseCode } from '@backline/shared';
import { roleName, type CauseEntry } from './facts.ts';
import { json } from './statements.ts';

const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';

export const platformCauses = {
  platform_creds_invalid: {
    side: 'PLATFORM',
    category: 'AUTHENTICATION_FAILED',
    explanation: () =>
      "Backline's own AWS credentials are missing or AWS does not know them. Nothing in your account was asked yet, and nothing there can mend it.",
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
    explanation: () => "Backline's own session with AWS has expired. Nothing in your account was asked yet.",
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
      "AWS computed another signature than ours: Backline's secret key is damaged, or something between this server and AWS rewrites requests.",
    steps: () => [
      'Operator of this server: set AWS_SECRET_ACCESS_KEY anew, without spaces or quotes.',
      'If a proxy stands between, let it pass headers to AWS unchanged.',
    ],
    documentationUrl: `${IAM}/signature-v4-troubleshooting.html`,
  },
  clock_skew: {
    side: 'PLATFORM',
    category: 'AUTHENTICATION_FAILED',
    explanation: (_facts, failure) =>
      `The clock of the Backline server differs from AWS's by more than 15 minutes, so AWS refuses its signatures.${times(failure.message)}`,
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
    explanation: ({ homeRegion }) =>
      `The Backline server could not reach AWS STS in ${homeRegion}. No answer of AWS exists.`,
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
      "The identity that Backline runs with passes on session tags, and the role's trust policy does not allow sts:TagSession.",
    steps: () => [
      'Operator of this server: run it with an identity that has no transitive session tags.',
      "Or the customer adds sts:TagSession to the trust policy's Action.",
    ],
    documentationUrl: `${IAM}/id_session-tags.html`,
  },
  missing_set_source_identity: {
    side: 'PLATFORM',
    category: 'PERMISSION_DENIED',
    explanation: () =>
      "The identity that Backline runs with carries a source identity, and the role's trust policy does not allow sts:SetSourceIdentity.",
    steps: () => [
      'Operator of this server: run it with an identity that has no source identity.',
      "Or the customer adds sts:SetSourceIdentity to the trust policy's Action.",
    ],
    documentationUrl: `${IAM}/id_credentials_temp_control-access_monitor.html`,
  },
  session_policy_denies: {
    side: 'PLATFORM',
    category: 'PERMISSION_DENIED',
    explanation: (_facts, failure) =>
      `The session policy that Backline passes along does not allow ${failure.denial?.action ?? 'this action'}; your role may well allow it.`,
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
      'What answered does not speak as AWS does. Often a proxy, a firewall or a sign-in page stands between this server and AWS.',
    steps: () => [
      'Operator of this server: look at the answer below and at what stands between it and AWS (HTTPS_PROXY, AWS_ENDPOINT_URL settings).',
      'Test again; if the answer came from AWS itself, send this report to support.',
    ],
    documentationUrl: null,
  },
  unknown_failure: {
    side: 'AWS',
    category: 'UNKNOWN',
    explanation: () => 'AWS refused with an answer that is not known to have a certain cause.',
    steps: () => [
      "Read AWS's own words below.",
      'If they do not tell, send this report with its request id to support.',
    ],
    documentationUrl: null,
  },
} satisfies Partial<Record<CauseCode, CauseEntry>>;

/** The two times that AWS names, so that the difference can be seen. */
function times(message: string): string {
  const found = message.match(/\d{8}T\d{6}Z/g);
  return found && found.length >= 2 ? ` It signed at ${found[0]}, AWS's limit was ${found[1]}.` : '';
}
