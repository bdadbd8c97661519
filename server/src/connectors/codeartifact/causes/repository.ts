/** Causes between a token and what a repository answers. */

import type { CauseCode } from '@backline/shared';
import { roleName, type CauseEntry, type Facts } from './facts.ts';
import { mendOwnPolicy, ownPolicyDenies } from './denials.ts';
import { noAnswer } from './no-answer.ts';
import { domainPolicy, readStatement } from './statements.ts';

const CODEARTIFACT = 'https://docs.aws.amazon.com/codeartifact/latest/ug';

export const repositoryCauses = {
  missing_get_repository_endpoint: {
    side: 'CUSTOMER',
    category: 'PERMISSION_DENIED',
    explanation: (facts, failure, certainty) =>
      `${ownPolicyDenies(facts, failure, certainty, `codeartifact:GetRepositoryEndpoint on ${name(facts)}`)} Packages can be read without it; only the address cannot be checked.`,
    steps: mendOwnPolicy,
    snippet: (facts) => (facts.repository ? readStatement(facts.repository) : null),
    documentationUrl: `${CODEARTIFACT}/repo-policies.html`,
  },
  missing_read_from_repository: {
    side: 'CUSTOMER',
    category: 'PERMISSION_DENIED',
    explanation: (facts, _failure, certainty) =>
      `${roleName(facts.roleArn)} has a token but ${certainty === 'CERTAIN' ? 'is not' : 'may not be'} allowed codeartifact:ReadFromRepository on ${name(facts)}. The permission covers all packages of a repository or none.`,
    steps: (facts, failure) => [
      ...mendOwnPolicy(facts, failure),
      'If it is allowed there, look for a Deny, a permissions boundary or a service control policy that takes it away.',
    ],
    snippet: (facts) => (facts.repository ? readStatement(facts.repository) : null),
    documentationUrl: `${CODEARTIFACT}/repo-policies.html`,
  },
  repo_policy_missing_cross_account: {
    side: 'CUSTOMER',
    category: 'PERMISSION_DENIED',
    explanation: (facts, failure, certainty) =>
      failure.denial?.isExplicit && certainty === 'CERTAIN'
        ? `A Deny in the policy of ${name(facts)} or of its domain, in account ${facts.repository?.domainOwner ?? ''}, keeps ${roleName(facts.roleArn)} of account ${facts.accountId} out.`
        : `The policies of ${name(facts)} and of its domain, in account ${facts.repository?.domainOwner ?? ''}, ${certainty === 'CERTAIN' ? 'do not' : 'may not'} let ${roleName(facts.roleArn)} of account ${facts.accountId} in. An Allow in one of the two is enough.`,
    steps: (facts, failure) => [
      failure.denial?.isExplicit
        ? `In account ${facts.repository?.domainOwner ?? ''}: remove the Deny, or except ${facts.roleArn} from it.`
        : `In account ${facts.repository?.domainOwner ?? ''}: attach this policy to the domain (or one like it to the repository).`,
      `In account ${facts.accountId}: the role's own policy must name that repository too.`,
    ],
    snippet: domainPolicy,
    documentationUrl: `${CODEARTIFACT}/domain-policies.html`,
  },
  repository_not_found: {
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: (facts, _failure, certainty) =>
      `Domain ${facts.repository?.domain ?? ''} of account ${facts.repository?.domainOwner ?? ''} ${certainty === 'CERTAIN' ? 'has' : 'may have'} no repository ${facts.repository?.repository ?? ''} in ${facts.repository?.region ?? 'this Region'}.`,
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
  },
  token_expired: {
    side: 'AWS',
    category: 'AUTHENTICATION_FAILED',
    explanation: () =>
      'The repository does not accept the token, although it was made a moment ago and its replacement, if AWS gave one, was refused as well. This is how a token that has ended, is malformed or did not arrive is refused.',
    steps: () => [
      'Test again in a minute.',
      'If it stays so, check whether something between Backline and AWS removes the Authorization header.',
    ],
    documentationUrl: `${CODEARTIFACT}/tokens-authentication.html`,
  },
  token_wrong_region: {
    side: 'PLATFORM',
    category: 'AUTHENTICATION_FAILED',
    explanation: () => 'A token works only in the Region that made it; Backline may have used one of another Region.',
    steps: () => ['This would be a defect of Backline: send this report to support.'],
    documentationUrl: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_bearer.html',
  },
  token_value_malformed: {
    side: 'PLATFORM',
    category: 'AUTHENTICATION_FAILED',
    explanation: () => 'The token may have been damaged on the way to the repository.',
    steps: () => ['Check whether a proxy rewrites request headers.'],
    documentationUrl: `${CODEARTIFACT}/tokens-authentication.html`,
  },
  read_throttled: {
    side: 'AWS',
    category: 'RATE_LIMITED',
    explanation: () =>
      'The repository answered that there are too many requests. The quota is 800 reads per second for an account; this is not about permissions.',
    steps: () => ['Test again in a minute.', 'If it stays so, raise the quota or spread the load of builds.'],
    documentationUrl: `${CODEARTIFACT}/service-limits.html`,
  },
  repositories_endpoint_unreachable: {
    side: 'PLATFORM',
    category: 'NETWORK',
    explanation: (facts, failure) => {
      if (failure.kind === 'private-address') {
        return `AWS's API answers, but ${host(facts)} leads to a private network address, to which Backline sends no token. A VPC endpoint with private DNS or an internal name server answers so.`;
      }
      return `AWS's API answers. ${noAnswer(failure, host(facts))}`;
    },
    steps: (facts, { kind }) =>
      kind === 'private-address'
        ? [
            `Operator of this server: let ${host(facts)} resolve to its public addresses, or send its traffic through HTTPS_PROXY.`,
          ]
        : [
            `Operator of this server: let it reach https://${host(facts)}, by itself or through HTTPS_PROXY.`,
            'If name resolution fails only for this host, compare the domain name, account and Region in the URL.',
          ],
    documentationUrl: null,
  },
  tls_untrusted_ca: {
    side: 'PLATFORM',
    category: 'NETWORK',
    explanation: (facts, { errorCode }, certainty) =>
      certainty === 'CERTAIN'
        ? `The certificate shown for ${host(facts)} is not signed by an authority that the Backline server trusts, so nothing was sent. Usually a proxy that opens TLS stands between.`
        : `No secure connection to ${host(facts)} came about (${errorCode ?? 'TLS'}), so nothing was sent. What answers may be a proxy that opens TLS.`,
    steps: () => [
      'Operator of this server: if a proxy opens TLS, put its certificate authority into the file that NODE_EXTRA_CA_CERTS names, and restart.',
    ],
    documentationUrl: null,
  },
  download_interrupted: {
    side: 'AWS',
    category: 'NETWORK',
    explanation: () => 'The connection ended before the answer was complete, three times in a row.',
    steps: () => ['Test again.'],
    documentationUrl: null,
  },
  go_format_unsupported: {
    side: 'AWS',
    category: 'PACKAGE_RESOLUTION',
    explanation: () =>
      'AWS lists no Go format for CodeArtifact, and this address did not answer as a Go module proxy. A 404 is also what a Go proxy says of a module it does not have, so this is not proof.',
    steps: () => [
      'If Go modules come from elsewhere (a GOPROXY of your own, or a version control system), remove this URL here.',
      'If they are stored in CodeArtifact as generic packages, a proxy that translates is needed in front.',
    ],
    documentationUrl: 'https://docs.aws.amazon.com/codeartifact/latest/APIReference/API_GetRepositoryEndpoint.html',
  },
  url_not_canonical: {
    side: 'CUSTOMER',
    category: 'URL_FORMAT',
    explanation: (facts) => `AWS gives another address for ${name(facts)} than the one entered.`,
    steps: () => ['Replace the URL with the one that AWS gives.'],
    documentationUrl: null,
  },
  url_owner_mismatch: {
    side: 'CUSTOMER',
    category: 'URL_FORMAT',
    explanation: (facts) =>
      `At least one repository URL names another account than ${facts.accountId}. That is right where the domain belongs to another account, and a typing error otherwise.`,
    steps: (facts) => [
      'If it is a typing error, correct the URL.',
      `If the domain belongs to another account, that account attaches a domain policy for ${roleName(facts.roleArn)}, and the role's own policy names that account's domain.`,
    ],
    snippet: domainPolicy,
    documentationUrl: `${CODEARTIFACT}/domain-policies.html`,
  },
  external_id_guessable: {
    side: 'CUSTOMER',
    category: 'AUTHENTICATION_FAILED',
    explanation: () => 'The External ID can be guessed. It still works; a random one protects the role better.',
    steps: () => ['Use the External ID made by Backline when the role is next changed.'],
    documentationUrl: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
  },
} satisfies Partial<Record<CauseCode, CauseEntry>>;

function name(facts: Facts): string {
  return `repository ${facts.repository?.repository ?? ''}`;
}

function host(facts: Facts): string {
  return facts.repository ? new URL(facts.repository.url).hostname : 'the repository';
}
