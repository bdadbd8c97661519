/** Causes that are about the External ID. */

import type { CauseCode } from '@backline/shared';
import { IAM } from './documentation.ts';
import { roleName, type CauseEntry } from './facts.ts';
import { trustPolicy, trustPolicyWithExternalId } from './statements.ts';
import { theRole } from './wording.ts';

export const externalIdCauses = {
  external_id_mismatch: {
    title: 'External ID differs',
    shows: '403 AccessDenied on sts:AssumeRole without a reason.',
    decidedBy:
      "Decided by the role's trust policy; from outside, AWS says the same for a missing role, another principal and other conditions.",
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
    foreign: {
      explanation: (facts) =>
        `The trust policy of ${theRole(facts)} may demand an External ID that was not sent, or another one. AWS does not say so; it gives the same answer for several causes.`,
      steps: (facts) => [
        `Open the trust policy of ${theRole(facts)} (IAM, Roles, Trust relationships).`,
        'Compare sts:ExternalId there with the one that the program sends, letter by letter; check that it sends one at all.',
      ],
      snippet: trustPolicyWithExternalId,
    },
  },
  external_id_not_required: {
    title: 'Role can be assumed without the External ID',
    shows: 'No error: the role is given out without an External ID, or with a wrong one.',
    decidedBy: 'Decided by a call without and one with a random External ID: both must be refused.',
    side: 'CUSTOMER',
    category: 'AUTHENTICATION_FAILED',
    explanation: ({ roleArn }) =>
      `${roleName(roleArn)} can be assumed without the right External ID. Anybody who can make Backline name this role could read your packages through it, so it is not used until this is mended.`,
    steps: (facts) => [
      `Open the trust policy of ${theRole(facts)}.`,
      'Demand the External ID with StringEquals in every statement that allows sts:AssumeRole; StringEqualsIfExists and wildcards do not protect.',
      'Test again.',
    ],
    snippet: trustPolicy,
    documentationUrl: `${IAM}/confused-deputy.html`,
    foreign: {
      explanation: (facts) =>
        `${theRole(facts)} can be assumed without the right External ID. STS ignores an External ID that a role does not demand, so nothing fails; whoever may name the role to a vendor can then use it through that vendor.`,
      snippet: trustPolicyWithExternalId,
    },
  },
  external_id_invalid_format: {
    title: 'External ID has a form that AWS refuses',
    shows: "400 ValidationError at 'externalId', or an SDK's own check of its length.",
    decidedBy: 'Decided by the field that the message names.',
    side: 'CUSTOMER',
    category: 'AUTHENTICATION_FAILED',
    explanation: () =>
      'AWS refused the External ID for its form: 2 to 1,224 letters, digits and + = , . @ : / - are allowed.',
    steps: () => ['Enter an External ID of that form, and the same one in the trust policy.'],
    documentationUrl: `${IAM}/id_roles_create_for-user_externalid.html`,
  },
  external_id_not_applicable: {
    title: 'Call that takes no External ID',
    shows: 'An SDK or the AWS CLI refuses ExternalId as an unknown parameter.',
    decidedBy: 'Decided by the name of the call: only AssumeRole takes an External ID.',
    side: 'CUSTOMER',
    category: 'AUTHENTICATION_FAILED',
    explanation: () =>
      'Only AssumeRole takes an External ID. Sign-in with a web identity (OIDC) or SAML has none; their trust policies name the provider and conditions on its claims instead.',
    steps: () => ['Leave the External ID out of this call, or use AssumeRole.'],
    documentationUrl: `${IAM}/id_roles_create_for-user_externalid.html`,
  },
  external_id_guessable: {
    title: 'External ID can be guessed',
    shows: 'No error: the External ID is short, or made of words.',
    decidedBy: 'Decided by its form.',
    side: 'CUSTOMER',
    category: 'AUTHENTICATION_FAILED',
    explanation: () => 'The External ID can be guessed. It still works; a random one protects the role better.',
    steps: () => ['Use the External ID made by Backline when the role is next changed.'],
    documentationUrl: `${IAM}/confused-deputy.html`,
  },
} satisfies Partial<Record<CauseCode, CauseEntry>>;
