/** Causes in what is sent along when a role is assumed: durations, names, tags, session policies. */

import type { CauseCode } from '@backline/shared';
import { IAM } from './documentation.ts';
import { roleName, type CauseEntry } from './facts.ts';
import { trustStatement } from './statements.ts';
import { theRole, theRoleArn, theCaller } from './wording.ts';

export const requestCauses = {
  duration_exceeds_chaining_cap: {
    title: 'Session longer than an hour through a chain of roles',
    shows: '400 ValidationError: DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    decidedBy: "Decided by AWS's own sentence.",
    side: 'PLATFORM',
    category: 'AUTHENTICATION_FAILED',
    explanation: () =>
      'Backline asked for a session longer than the hour that AWS allows when one role assumes another.',
    steps: () => ['This is a defect of Backline: send this report to support.'],
    documentationUrl: `${IAM}/id_roles_terms-and-concepts.html`,
    foreign: {
      side: 'CUSTOMER',
      explanation: () =>
        'A role that assumes another role gets at most one hour, whatever the maximum session duration of that role is.',
      steps: () => [
        'Ask for at most 3600 seconds, or leave the duration out.',
        'For longer work, assume the role again before the hour ends, or assume it from a user or an identity provider directly.',
      ],
      snippet: ({ roleArn }) => ({
        language: 'bash',
        text: `aws sts assume-role --role-arn ${roleArn} --role-session-name build --duration-seconds 3600`,
      }),
    },
  },
  duration_exceeds_role_max: {
    title: 'Session longer than the role allows',
    shows: '400 ValidationError: DurationSeconds exceeds the MaxSessionDuration set for this role.',
    decidedBy: "Decided by AWS's own sentence, which also shows that the role exists and trusts the caller.",
    side: 'CUSTOMER',
    category: 'AUTHENTICATION_FAILED',
    explanation: ({ roleArn }) =>
      `${roleName(roleArn)} allows only sessions shorter than the hour that Backline asks for.`,
    steps: () => ["Set the role's maximum session duration to 1 hour."],
    documentationUrl: `${IAM}/id_roles_update-role-settings.html`,
    foreign: {
      explanation: (facts) =>
        `The session was asked to last longer than the maximum session duration of ${theRole(facts)}, which is one hour unless it was changed.`,
      steps: () => [
        'Ask for a shorter session, or leave the duration out.',
        "Or raise the role's maximum session duration, up to 12 hours; a chain of roles gets one hour all the same.",
      ],
      snippet: ({ roleArn }) => ({
        language: 'bash',
        text: `aws iam update-role --role-name ${roleName(roleArn)} --max-session-duration 14400`,
      }),
    },
  },
  role_session_name_invalid: {
    title: 'Session name refused',
    shows: "400 ValidationError at 'roleSessionName'.",
    decidedBy: 'Decided by the field that AWS names.',
    side: 'PLATFORM',
    category: 'AUTHENTICATION_FAILED',
    explanation: () => 'AWS refused the session name that Backline sent.',
    steps: () => ['This is a defect of Backline: send this report to support.'],
    documentationUrl: null,
    foreign: {
      side: 'CUSTOMER',
      explanation: () =>
        'AWS refused the session name: 2 to 64 letters, digits and = , . @ + _ - are allowed. A role with a path, a user name or a branch name with a slash often ends up in it.',
      steps: () => [
        'Set a session name of that form, for example by replacing every other character with a hyphen and cutting it at 64.',
      ],
    },
  },
  session_policy_or_tags_too_large: {
    title: 'Session policy or tags too large',
    shows: '400 PackedPolicyTooLarge: packed size of session tags consumes more than 100% of allotted space.',
    decidedBy: 'Decided by the error code.',
    side: 'PLATFORM',
    category: 'AUTHENTICATION_FAILED',
    explanation: () =>
      'The session policy or tags that Backline sends are too large for AWS, usually because tags are inherited from the identity it runs with.',
    steps: () => ['Operator of this server: run it with an identity that carries fewer session tags.'],
    documentationUrl: `${IAM}/id_session-tags.html`,
    foreign: {
      side: 'CUSTOMER',
      explanation: (_facts, failure) => {
        const percent = /(\d{3,5})\s?%/.exec(failure.message)?.[1];
        return `Session policy and session tags together are too large for AWS${percent ? ` (${percent} % of the space)` : ''}. Tags that are passed along a chain of roles count too; those of EKS Pod Identity fill most of the space.`;
      },
      steps: () => [
        'Send fewer or shorter session tags, or a smaller session policy.',
        'Make tags not transitive, so that the next role does not inherit them.',
      ],
    },
  },
  session_policy_malformed: {
    title: 'Session policy cannot be read',
    shows: '400 MalformedPolicyDocument on AssumeRole.',
    decidedBy: 'Decided by the error code on a call to STS; on a call to IAM it is about the policy that is saved.',
    side: 'PLATFORM',
    category: 'AUTHENTICATION_FAILED',
    explanation: () => 'AWS could not read the session policy that Backline sent.',
    steps: () => ['This is a defect of Backline: send this report to support.'],
    documentationUrl: null,
    foreign: {
      side: 'CUSTOMER',
      explanation: () => 'AWS could not read the session policy that was sent with the request.',
      steps: () => ['Check the JSON of the policy that is passed with AssumeRole.'],
    },
  },
  missing_tag_session: {
    title: 'sts:TagSession not allowed',
    shows: '403 AccessDenied that names sts:TagSession.',
    decidedBy: 'Decided by the action in the message.',
    side: 'PLATFORM',
    category: 'PERMISSION_DENIED',
    explanation: () =>
      'The identity that Backline runs with passes on session tags, and AWS did not allow sts:TagSession. Both its own policy and the trust policy of the role would have to.',
    steps: () => [
      'Operator of this server: run it with an identity that has no transitive session tags.',
      "Or add sts:TagSession to that identity's policy and to the Action of the role's trust policy.",
    ],
    documentationUrl: `${IAM}/id_session-tags.html`,
    foreign: {
      side: 'CUSTOMER',
      explanation: (facts) =>
        `${theCaller(facts)} sends session tags, or inherits them, and is not allowed sts:TagSession on ${theRoleArn(facts)}. Both the caller's policy and the trust policy of the role must allow it.`,
      steps: (facts) => [
        'If nothing reads the tags, send none; configure-aws-credentials has role-skip-session-tagging for it.',
        `Otherwise add sts:TagSession beside sts:AssumeRole to the trust policy of ${theRole(facts)} and to the policy of the caller.`,
      ],
      snippet: (facts) => trustStatement(facts, ['sts:AssumeRole', 'sts:TagSession']),
    },
  },
  missing_set_source_identity: {
    title: 'sts:SetSourceIdentity not allowed',
    shows: '403 AccessDenied that names sts:SetSourceIdentity.',
    decidedBy: 'Decided by the action in the message.',
    side: 'PLATFORM',
    category: 'PERMISSION_DENIED',
    explanation: () =>
      'The identity that Backline runs with carries a source identity, and AWS did not allow sts:SetSourceIdentity. Both its own policy and the trust policy of the role would have to.',
    steps: () => [
      'Operator of this server: run it with an identity that has no source identity.',
      "Or add sts:SetSourceIdentity to that identity's policy and to the Action of the role's trust policy.",
    ],
    documentationUrl: `${IAM}/id_credentials_temp_control-access_monitor.html`,
    foreign: {
      side: 'CUSTOMER',
      explanation: (facts) =>
        `${theCaller(facts)} carries a source identity, which a chain of roles passes on, and is not allowed sts:SetSourceIdentity on ${theRoleArn(facts)}. Both sides must allow it.`,
      steps: (facts) => [
        'Use an identity without a source identity, or set none.',
        `Or add sts:SetSourceIdentity beside sts:AssumeRole to the trust policy of ${theRole(facts)} and to the policy of the caller.`,
      ],
      snippet: (facts) => trustStatement(facts, ['sts:AssumeRole', 'sts:SetSourceIdentity']),
    },
  },
} satisfies Partial<Record<CauseCode, CauseEntry>>;
