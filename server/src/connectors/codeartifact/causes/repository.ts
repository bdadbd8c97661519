/** Causes that keep a whole repository from being found or read. */

import type { CauseCode } from '@backline/shared';
import { CODEARTIFACT } from './documentation.ts';
import { isKnown, type CauseEntry } from './facts.ts';
import { domainPolicy, readStatement } from './statements.ts';
import {
  theRole,
  theRoleArn,
  theDomain,
  theRepository,
  ownerAccount,
  roleAccount,
  theRegion,
  ownPolicyDenies,
  mendOwnPolicy,
  capital,
} from './wording.ts';

export const repositoryCauses = {
  missing_get_repository_endpoint: {
    title: 'codeartifact:GetRepositoryEndpoint not allowed',
    shows: '403 AccessDeniedException that names codeartifact:GetRepositoryEndpoint on a repository.',
    decidedBy: 'Decided by the reason "no identity-based policy allows".',
    side: 'CUSTOMER',
    category: 'PERMISSION_DENIED',
    explanation: (facts, failure, certainty) =>
      `${ownPolicyDenies(facts, failure, certainty, `codeartifact:GetRepositoryEndpoint on ${theRepository(facts)}`)} Packages can be read without it; only the address cannot be checked.`,
    steps: mendOwnPolicy,
    snippet: (facts) => (facts.repository ? readStatement(facts.repository) : null),
    documentationUrl: `${CODEARTIFACT}/repo-policies.html`,
  },
  missing_read_from_repository: {
    title: 'codeartifact:ReadFromRepository not allowed',
    shows: '403 for every package of a repository, while a token was given.',
    decidedBy:
      'Decided by a package that is known to be there, or by npm ping: the permission covers all packages or none.',
    side: 'CUSTOMER',
    category: 'PERMISSION_DENIED',
    explanation: (facts, _failure, certainty) =>
      `${theRole(facts)} has a token but ${certainty === 'CERTAIN' ? 'is not' : 'may not be'} allowed codeartifact:ReadFromRepository on ${theRepository(facts)}. The permission covers all packages of a repository or none.`,
    steps: (facts, failure) => [
      ...mendOwnPolicy(facts, failure),
      'If it is allowed there, look for a Deny, a permissions boundary or a service control policy that takes it away.',
    ],
    snippet: (facts) => (facts.repository ? readStatement(facts.repository) : null),
    documentationUrl: `${CODEARTIFACT}/repo-policies.html`,
    foreign: {
      explanation: (facts, _failure, certainty) =>
        `${theRole(facts)} ${certainty === 'CERTAIN' ? 'is not' : 'may not be'} allowed codeartifact:ReadFromRepository on ${theRepository(facts)}. The permission covers all packages of a repository or none, so one refused package alone has another cause.`,
    },
  },
  repo_policy_missing_cross_account: {
    title: 'Repository and domain policy of another account do not allow',
    shows: "403 on a repository of another account than the role's.",
    decidedBy:
      'Decided by the reason "no resource-based policy allows"; without a reason the role\'s own policy looks the same.',
    side: 'CUSTOMER',
    category: 'PERMISSION_DENIED',
    explanation: (facts, failure, certainty) =>
      failure.denial?.isExplicit && certainty === 'CERTAIN'
        ? `A Deny in the policy of ${theRepository(facts)} or of its domain, in ${ownerAccount(facts)}, keeps ${theRole(facts)} of ${roleAccount(facts)} out.`
        : `The policies of ${theRepository(facts)} and of its domain, in ${ownerAccount(facts)}, ${certainty === 'CERTAIN' ? 'do not' : 'may not'} let ${theRole(facts)} of ${roleAccount(facts)} in. An Allow in one of the two is enough.`,
    steps: (facts, failure) => [
      failure.denial?.isExplicit
        ? `In ${ownerAccount(facts)}: remove the Deny, or except ${theRoleArn(facts)} from it.`
        : `In ${ownerAccount(facts)}: attach this policy to the domain (or one like it to the repository).`,
      `In ${roleAccount(facts)}: the role's own policy must name that repository too.`,
    ],
    snippet: domainPolicy,
    documentationUrl: `${CODEARTIFACT}/domain-policies.html`,
  },
  repository_not_found: {
    title: 'Repository does not exist',
    shows: '404 ResourceNotFoundException for a repository, or 404 for every package of it.',
    decidedBy: 'Decided by GetRepositoryEndpoint.',
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: (facts, _failure, certainty) =>
      `${capital(theDomain(facts))} of ${ownerAccount(facts)} ${certainty === 'CERTAIN' ? 'has' : 'may have'} no repository ${isKnown(facts.repository?.repository) ? facts.repository.repository : 'of this name'} in ${theRegion(facts)}.`,
    steps: () => [
      'Copy the URL anew from CodeArtifact, Repositories, View connection instructions.',
      'Correct it here and test again.',
    ],
    snippet: (facts) =>
      facts.repository
        ? {
            language: 'bash',
            text: `aws codeartifact list-repositories-in-domain --domain ${facts.repository.domain} --domain-owner ${facts.repository.domainOwner} --region ${facts.repository.region}`,
          }
        : null,
    documentationUrl: `${CODEARTIFACT}/repos.html`,
    foreign: {
      steps: () => [
        'Compare the name with those that the command below lists; letter case counts.',
        'Copy the URL anew from CodeArtifact, Repositories, View connection instructions.',
      ],
    },
  },
  go_format_unsupported: {
    title: 'CodeArtifact has no Go format',
    shows: 'A URL with /go/, or a Go proxy that answers as none would.',
    decidedBy: "Decided by AWS's list of formats, which has no Go.",
    side: 'AWS',
    category: 'PACKAGE_RESOLUTION',
    explanation: () =>
      'AWS lists no Go format for CodeArtifact, and this address did not answer as a Go module proxy. A 404 is also what a Go proxy says of a module it does not have, so this is not proof.',
    steps: () => [
      'If Go modules come from elsewhere (a GOPROXY of your own, or a version control system), remove this URL from the integration.',
      'If they are stored in CodeArtifact as generic packages, a proxy that translates is needed in front.',
    ],
    documentationUrl: 'https://docs.aws.amazon.com/codeartifact/latest/APIReference/API_GetRepositoryEndpoint.html',
  },
} satisfies Partial<Record<CauseCode, CauseEntry>>;
