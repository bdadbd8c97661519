/** Causes on the caller's side of the role chain: identity, credentials, clock, network, quotas. */

import type { CauseCode } from '@backline/shared';
import { IAM } from './documentation.ts';
import type { CauseEntry } from './facts.ts';
import { noAnswer } from './no-answer.ts';
import { roleAccount, theRegion } from './wording.ts';

export const platformCauses = {
  platform_creds_invalid: {
    title: 'AWS credentials unknown to AWS',
    shows: 'STS answers 403 InvalidClientTokenId, or no credentials were found to sign with.',
    decidedBy: 'Decided by GetCallerIdentity, which needs no permission: it fails in the home Region too.',
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
    foreign: {
      side: 'CUSTOMER',
      explanation: (_facts, failure, certainty) =>
        failure.kind === 'no-credentials'
          ? 'The program found no AWS credentials to sign with.'
          : `The AWS credentials in use ${certainty === 'CERTAIN' ? 'are unknown to AWS' : 'may be unknown to AWS'}: a key that was deleted or belongs to another partition, or a temporary key (ASIA...) without its session token.`,
      steps: () => [
        'Run the command below where it failed; it needs no permission and shows whose credentials are used.',
        'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY anew, with AWS_SESSION_TOKEN for keys that begin with ASIA, or name the profile that is meant.',
      ],
      snippet: () => ({ language: 'bash', text: 'aws sts get-caller-identity' }),
    },
  },
  platform_creds_expired: {
    title: 'AWS session expired before the role was assumed',
    shows: '403 ExpiredToken: the security token included in the request is expired.',
    decidedBy: 'Decided by the error code ExpiredToken on a call to STS.',
    side: 'PLATFORM',
    category: 'AUTHENTICATION_FAILED',
    explanation: () => "Backline's own session with AWS has expired. Nothing in your account can mend it.",
    steps: () => [
      'Operator of this server: renew the temporary credentials in the settings, or use a source that renews itself, such as the role of the machine.',
      'Restart the server and test again.',
    ],
    documentationUrl: `${IAM}/id_credentials_temp_use-resources.html`,
    foreign: {
      side: 'CUSTOMER',
      explanation: () => 'The temporary AWS credentials that signed the request have expired.',
      steps: () => [
        'Get new ones: sign in again, or assume the role again.',
        'A program that runs longer than a session needs a source that renews itself; some read the shared credentials file only once, at their start.',
      ],
      snippet: () => ({ language: 'bash', text: 'aws sso login\naws sts get-caller-identity' }),
    },
  },
  signature_mismatch: {
    title: 'Signature refused by AWS',
    shows: '403 SignatureDoesNotMatch: the request signature that AWS calculated does not match.',
    decidedBy: 'Decided by the error code, where the message names no times; with times it is the clock.',
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
    foreign: {
      side: 'CUSTOMER',
      explanation: () =>
        'AWS does not accept the signature: the secret access key is damaged or belongs to another key id, something on the way rewrites requests, or the request reached an endpoint of another Region or service.',
      steps: () => [
        'Set AWS_SECRET_ACCESS_KEY anew, without spaces, quotes or a line break; copying through a terminal editor often cuts it.',
        'If a proxy stands between, let it pass headers to AWS unchanged.',
      ],
    },
  },
  clock_skew: {
    title: "Clock differs from AWS's",
    shows:
      '403 SignatureDoesNotMatch with "Signature expired: ... is now earlier than ..." or "not yet current", or RequestTimeTooSkewed.',
    decidedBy: "Decided by the times in AWS's message.",
    side: 'PLATFORM',
    category: 'AUTHENTICATION_FAILED',
    explanation: (_facts, failure) =>
      `The clock of the Backline server differs from AWS's by more than AWS allows (15 minutes for STS), so AWS refuses its signatures.${times(failure.message)}`,
    steps: () => ["Operator of this server: synchronise the machine's clock (NTP), then test again."],
    documentationUrl: `${IAM}/signature-v4-troubleshooting.html`,
    foreign: {
      side: 'CUSTOMER',
      explanation: (_facts, failure) =>
        `The clock of the machine that signed the request differs from AWS's by more than AWS allows (15 minutes for STS, 5 for some services).${times(failure.message)}`,
      steps: () => [
        "Synchronise the machine's clock (NTP), then try again.",
        'In a virtual machine or container, the clock of the host counts.',
      ],
      snippet: () => ({ language: 'bash', text: 'date -u\ncurl -sI https://sts.amazonaws.com | grep -i ^date' }),
    },
  },
  root_cannot_assume: {
    title: 'Called with root keys',
    shows: '403 AccessDenied: roles may not be assumed by root accounts.',
    decidedBy: "Decided by AWS's own sentence.",
    side: 'PLATFORM',
    category: 'AUTHENTICATION_FAILED',
    explanation: () => 'Backline runs with the root keys of an AWS account. AWS lets no root user assume a role.',
    steps: () => ['Operator of this server: use the keys of an IAM user or, better, a role.'],
    documentationUrl: `${IAM}/troubleshoot_roles.html`,
    foreign: {
      side: 'CUSTOMER',
      explanation: () =>
        'The request was signed with the root keys of an AWS account. AWS lets no root user assume a role.',
      steps: () => ['Use the keys of an IAM user or, better, a role, and delete the root keys.'],
    },
  },
  sts_region_disabled: {
    title: 'STS switched off in the Region',
    shows: '403 RegionDisabledException: STS is not activated in this region for account ...',
    decidedBy: 'Decided by the error code; the message names the account.',
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
    foreign: {
      side: 'CUSTOMER',
      explanation: (_facts, failure) => {
        const account = /account:\s*(\d{12})/.exec(failure.message)?.[1];
        return `STS is switched off in the Region that was asked, for ${account ? `account ${account}` : 'the account that AWS names'}.`;
      },
      steps: () => [
        'Call STS in a Region where it is on; us-east-1 cannot be switched off. One session works in every Region.',
        'Or activate it under IAM, Account settings, Security Token Service.',
      ],
    },
  },
  sts_global_token_in_optin_region: {
    title: 'Session of the global STS endpoint in an opt-in Region',
    shows: 'InvalidClientTokenId or AuthFailure, only in Regions that accounts switch on themselves.',
    decidedBy: "Decided by the same call with a session made at a Region's own STS endpoint: it works.",
    side: 'PLATFORM',
    category: 'AUTHENTICATION_FAILED',
    explanation: ({ homeRegion }) =>
      `${homeRegion} is a Region that accounts switch on themselves. Credentials made at the global STS endpoint may be unknown there.`,
    steps: () => [
      "Operator of this server: make the credentials at a Region's own STS endpoint (AWS_STS_REGIONAL_ENDPOINTS=regional where they are made), or set AWS_REGION to us-east-1.",
    ],
    documentationUrl: `${IAM}/id_credentials_temp_enable-regions.html`,
    foreign: {
      side: 'CUSTOMER',
      explanation: () =>
        'The session may come from the global STS endpoint. In Regions that accounts switch on themselves, such a session is unknown.',
      steps: () => [
        "Make the session at a Region's own STS endpoint, or let the account issue tokens that are valid everywhere (IAM, Account settings).",
      ],
      snippet: () => ({ language: 'bash', text: 'export AWS_STS_REGIONAL_ENDPOINTS=regional' }),
    },
  },
  optin_region_not_enabled_in_both_accounts: {
    title: 'Opt-in Region enabled in one account only',
    shows: 'A token that is invalid or malformed in one opt-in Region only, in all others it works.',
    decidedBy: 'Decided by the same role in a Region that every account has: it works.',
    side: 'CUSTOMER',
    category: 'AUTHENTICATION_FAILED',
    explanation: (facts) =>
      `${facts.domain?.region ?? facts.homeRegion} is a Region that accounts switch on themselves. It may be switched on in only one of Backline's account and yours.`,
    steps: (facts) => [
      `In ${roleAccount(facts)}: check under Account, AWS Regions that ${facts.domain?.region ?? facts.homeRegion} is enabled.`,
      "Operator of this server: check the same in Backline's account.",
    ],
    documentationUrl: `${IAM}/id_credentials_temp_enable-regions.html`,
    foreign: {
      explanation: (facts) =>
        `${theRegion(facts)} may be enabled in only one of the two accounts; Regions that accounts switch on themselves must be on in both.`,
      steps: (facts) => [`Check under Account, AWS Regions in both accounts that ${theRegion(facts)} is enabled.`],
    },
  },
  sts_throttled: {
    title: 'Too many requests to STS',
    shows: 'HTTP 400 with the code Throttling: rate exceeded.',
    decidedBy: 'Decided by the error code; STS sends it with 400 and not 429.',
    side: 'PLATFORM',
    category: 'RATE_LIMITED',
    explanation: () => 'AWS answered that too many requests come from Backline at once. This is not about permissions.',
    steps: () => ['Test again in a minute.', 'If it stays so, the operator of this server raises the STS quota.'],
    documentationUrl: `${IAM}/reference_iam-quotas.html`,
    foreign: {
      side: 'CUSTOMER',
      explanation: () =>
        'STS refused because too many requests came at once, with HTTP 400 and not 429. This is not about permissions.',
      steps: () => [
        'Keep a session until shortly before it expires, and share it, instead of assuming the role for each request or task.',
        'Repeat with growing, random pauses.',
      ],
    },
  },
  sts_unreachable: {
    title: 'STS cannot be reached',
    shows: 'A failure of name resolution, connection, TLS or time for a host sts....amazonaws.com.',
    decidedBy: 'Decided by the absence of any answer of AWS.',
    side: 'PLATFORM',
    category: 'NETWORK',
    explanation: ({ homeRegion }, failure) => noAnswer(failure, `AWS STS in ${homeRegion}`),
    steps: ({ homeRegion }) => [
      `Operator of this server: check that it can open https://sts.${homeRegion}.amazonaws.com, by itself or through HTTPS_PROXY.`,
      'If a proxy re-signs TLS, name its certificate authority in NODE_EXTRA_CA_CERTS.',
    ],
    documentationUrl: null,
    foreign: {
      side: 'CUSTOMER',
      explanation: (facts, failure) => noAnswer(failure, 'AWS STS', facts),
      steps: () => [
        'Check that the machine can open the STS endpoint of its Region, by itself or through HTTPS_PROXY; in a VPC without a way out, through an interface endpoint for STS.',
        'Check AWS_REGION: a Region that does not exist has no host.',
      ],
    },
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
