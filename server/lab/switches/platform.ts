import { randomBytes } from 'node:crypto';
import { HOME_REGION } from '../default-world.ts';
import { policy } from '../world.ts';
import { baseUser, customerAccounts, platformRole, type Switch } from './switch.ts';

const CLOCK_AHEAD_SECONDS = 1_200;

/** What can be wrong with the platform itself, and with the way to STS. */
export const platformSwitches: readonly Switch[] = [
  {
    id: 'platform_creds_invalid',
    group: 'platform',
    title: 'Our access key was deleted',
    effect: 'The access key of the base user no longer exists.',
    cause: 'platform_creds_invalid',
    apply: (world) => {
      baseUser(world).keyState = 'deleted';
    },
  },
  {
    id: 'platform_creds_expired',
    group: 'platform',
    title: 'Our credentials have ended',
    effect: 'Calls signed with the base credentials are answered as if their session were over.',
    cause: 'platform_creds_expired',
    apply: (world) => {
      baseUser(world).keyState = 'expired';
    },
  },
  {
    id: 'signature_mismatch',
    group: 'platform',
    title: 'Our secret key is damaged',
    effect: 'The base user has another secret key than the server was given.',
    cause: 'signature_mismatch',
    apply: (world) => {
      baseUser(world).secretAccessKey = randomBytes(30).toString('base64');
    },
  },
  {
    id: 'clock_skew',
    group: 'platform',
    title: 'Our clock is 20 minutes late',
    effect: 'AWS is 20 minutes ahead, and its answers carry no Date by which the SDK could correct itself.',
    cause: 'clock_skew',
    apply: (world) => {
      world.settings.clockAheadSeconds = CLOCK_AHEAD_SECONDS;
    },
  },
  {
    id: 'root_cannot_assume',
    group: 'platform',
    title: 'We call with root credentials',
    effect: "The base credentials are those of the platform account's root user, which may assume no role.",
    cause: 'root_cannot_assume',
    apply: (world) => {
      baseUser(world).isRoot = true;
    },
  },
  {
    id: 'platform_user_not_allowed',
    group: 'platform',
    title: 'The base user may not assume the platform role',
    effect: 'The identity policy of the base user is empty.',
    cause: 'platform_role_not_allowed',
    apply: (world) => {
      baseUser(world).identityPolicies = [policy({ Effect: 'Allow', Action: 'sts:GetCallerIdentity', Resource: '*' })];
      platformRole(world).trustPolicy = policy({
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::198331734661:root' },
        Action: 'sts:AssumeRole',
      });
    },
  },
  {
    id: 'platform_role_not_allowed',
    group: 'platform',
    title: 'The platform role may not assume customer roles',
    effect: 'The identity policy of the platform role lacks sts:AssumeRole; the message looks like a trust failure.',
    cause: 'platform_role_not_allowed',
    apply: (world) => {
      platformRole(world).identityPolicies = {};
    },
  },
  {
    id: 'sts_throttled',
    group: 'platform',
    title: 'STS throttles us',
    effect: 'Every AssumeRole is answered with HTTP 400 Throttling.',
    cause: 'sts_throttled',
    apply: (world) => {
      world.settings.stsFault = 'throttled';
    },
  },
  {
    id: 'sts_region_disabled',
    group: 'platform',
    title: 'STS is switched off in our Region',
    effect: `The customers' administrators have switched STS off in ${HOME_REGION}, where the platform calls it.`,
    cause: 'sts_region_disabled',
    apply: (world) => {
      for (const account of customerAccounts(world)) account.stsDisabledRegions = [HOME_REGION];
    },
  },
  {
    id: 'sts_unreachable',
    group: 'platform',
    title: 'STS cannot be reached',
    effect: 'No connection to any STS host comes about.',
    cause: 'sts_unreachable',
    apply: (world) => {
      world.settings.stsFault = 'unreachable';
    },
  },
  {
    id: 'sts_hangs',
    group: 'platform',
    title: 'STS never answers',
    effect: 'Connections to STS open, and then nothing comes.',
    cause: 'sts_unreachable',
    apply: (world) => {
      world.settings.stsFault = 'hangs';
    },
  },
  {
    id: 'sts_answers_html',
    group: 'platform',
    title: 'Something else answers in place of STS',
    effect: 'Every call to STS gets an HTML page with HTTP 200.',
    cause: 'unexpected_answer',
    apply: (world) => {
      world.settings.stsFault = 'html';
    },
  },
];
