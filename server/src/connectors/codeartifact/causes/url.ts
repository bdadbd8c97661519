/** Causes in the address or the ARN itself. */

import { CODEARTIFACT_REGIONS, type CauseCode } from '@backline/shared';
import type { Snippet } from '../../../lib/diagnosis.ts';
import { tokenCommand } from './client-snippets.ts';
import { CODEARTIFACT, IAM } from './documentation.ts';
import { isKnown, PLACEHOLDERS, roleName, type CauseEntry, type Facts } from './facts.ts';
import { labelOf } from './package-wording.ts';
import { domainPolicy } from './statements.ts';
import { roleAccount, theRegion, theRepository, theRole } from './wording.ts';

const ENDPOINT = 'https://docs.aws.amazon.com/codeartifact/latest/APIReference/API_GetRepositoryEndpoint.html';

export const urlCauses = {
  url_not_codeartifact: {
    title: 'URL is not a CodeArtifact address',
    shows: 'The host is that of another product, or misspelt.',
    decidedBy: 'Decided by the form of the host.',
    side: 'CUSTOMER',
    category: 'URL_FORMAT',
    explanation: (facts) => `${written(facts)} is not the address of a CodeArtifact repository.`,
    steps: askAws,
    snippet: endpointCommand,
    documentationUrl: ENDPOINT,
  },
  url_control_plane_host: {
    title: 'URL of the API in place of a repository',
    shows: 'The host is codeartifact.<region>.amazonaws.com, or a page of the AWS console.',
    decidedBy: 'Decided by the host, which lacks the domain and its owner.',
    side: 'CUSTOMER',
    category: 'URL_FORMAT',
    explanation: (facts) =>
      `${written(facts)} leads to CodeArtifact's API or console. Package managers need the repository's own host, which begins with domain and owner.`,
    steps: askAws,
    snippet: endpointCommand,
    documentationUrl: ENDPOINT,
  },
  url_vpce_host: {
    title: 'URL of a VPC endpoint',
    shows: 'The host ends in .vpce.amazonaws.com; outside the VPC it has no answer.',
    decidedBy: 'Decided by the host.',
    side: 'CUSTOMER',
    category: 'URL_FORMAT',
    explanation: (facts) => `${written(facts)} belongs to a VPC endpoint and answers only inside that VPC.`,
    steps: useSuggested('Use the public address of the same repository outside the VPC.'),
    snippet: suggestedUrl,
    documentationUrl: `${CODEARTIFACT}/use-codeartifact-from-vpc.html`,
  },
  url_dualstack_host: {
    title: 'Dual-stack address that a tool does not know',
    shows: 'A host that ends in .on.aws, to which a tool sends no token.',
    decidedBy: 'Decided by the same request to the address that ends in .amazonaws.com: it works.',
    side: 'CUSTOMER',
    category: 'URL_FORMAT',
    explanation: (facts) =>
      `${written(facts)} is a valid dual-stack address, but some tools give credentials only to hosts that end in .amazonaws.com.`,
    steps: () => ['Use the address that ends in .amazonaws.com, or configure the credentials for this very host.'],
    snippet: endpointCommand,
    documentationUrl: `${CODEARTIFACT}/dual-stack.html`,
  },
  url_path_missing: {
    title: 'URL ends behind the host',
    shows: 'The URL has no /<format>/<repository>/.',
    decidedBy: 'Decided by the path.',
    side: 'CUSTOMER',
    category: 'URL_FORMAT',
    explanation: (facts) => `${written(facts)} names no format and no repository behind the host.`,
    steps: useSuggested('Add /<format>/<repository>/ to the URL.'),
    snippet: (facts) => suggestedUrl(facts) ?? endpointCommand(facts),
    documentationUrl: ENDPOINT,
  },
  url_format_mismatch: {
    title: 'URL of another package format',
    shows: 'The path names another format than the package manager reads, and every package is missing.',
    decidedBy: 'Decided by the first part of the path, compared with the package manager.',
    side: 'CUSTOMER',
    category: 'URL_FORMAT',
    explanation: (facts) =>
      facts.package?.answersAs
        ? `${theRepository(facts)} has what is public as ${labelOf(facts.package.answersAs)} packages, and nothing that was asked for as ${labelOf(facts.package.packageType)}: it may have been entered for the wrong package type.`
        : `${written(facts)} is the address of another package format. A repository has one address for each format, and answers only in that format.`,
    steps: (facts) =>
      facts.package?.answersAs
        ? [`Enter the repository that holds your ${labelOf(facts.package.packageType)} packages.`]
        : useSuggested('Use the address of the same repository for the right format.')(facts),
    snippet: suggestedUrl,
    documentationUrl: ENDPOINT,
  },
  url_missing_simple_suffix: {
    title: 'PyPI URL without /simple/',
    shows: 'pip, Poetry or uv find no package at all; the URL ends in /pypi/<repository>/.',
    decidedBy: 'Decided by the end of the URL. For uploads, the URL without simple/ is right.',
    side: 'CUSTOMER',
    category: 'URL_FORMAT',
    explanation: (facts) => `${written(facts)} lacks simple/ at its end, where the index of Python packages is.`,
    steps: useSuggested('Add simple/ to the URL; for twine, leave it out.'),
    snippet: suggestedUrl,
    documentationUrl: `${CODEARTIFACT}/python-configure-pip.html`,
  },
  url_missing_v3_index: {
    title: 'NuGet URL without /v3/index.json',
    shows: 'NuGet asks for v2 addresses, which CodeArtifact does not have.',
    decidedBy: 'Decided by the end of the URL.',
    side: 'CUSTOMER',
    category: 'URL_FORMAT',
    explanation: (facts) =>
      `${written(facts)} does not end in v3/index.json, so NuGet takes it for a feed of version 2, which CodeArtifact does not offer.`,
    steps: useSuggested('Add v3/index.json to the URL.'),
    snippet: suggestedUrl,
    documentationUrl: `${CODEARTIFACT}/nuget-cli.html`,
  },
  trailing_slash_mismatch: {
    title: 'Slash at the end of the URL missing',
    shows: 'npm or pip cannot connect, or lock files change only by a slash.',
    decidedBy: 'Decided by the end of the URL.',
    side: 'CUSTOMER',
    category: 'URL_FORMAT',
    explanation: (facts) =>
      `${written(facts)} is written without the slash at its end that npm and pip need; a tool that compares addresses letter by letter then finds no token for it.`,
    steps: useSuggested(
      'End the URL with a slash everywhere: in the configuration, in the key of the token and in lock files.',
    ),
    snippet: suggestedUrl,
    documentationUrl: `${CODEARTIFACT}/npm-auth.html`,
  },
  url_double_slash: {
    title: 'Two slashes in a row in the URL',
    shows: '404 for every package, or no token is sent; the path holds //.',
    decidedBy: 'Decided by the path.',
    side: 'CUSTOMER',
    category: 'URL_FORMAT',
    explanation: (facts) =>
      `${written(facts)} holds two slashes in a row. CodeArtifact answers 404 to that, and tools do not find the token that belongs to it.`,
    steps: useSuggested('Write exactly one slash; look where two parts of the URL are put together.'),
    snippet: suggestedUrl,
    documentationUrl: null,
  },
  url_region_mismatch: {
    title: 'URL names another Region',
    shows: 'The Region in the host differs from the one that is set.',
    decidedBy: 'Decided by the Region in the host, which is where the repository is.',
    side: 'CUSTOMER',
    category: 'URL_FORMAT',
    explanation: (facts) =>
      `The repository is in the Region that its URL names (${theRegion(facts)}), and another one is set.`,
    steps: () => ['Set the Region of the URL where the token is made, for example with --region.'],
    snippet: (facts) => tokenCommand(facts),
    documentationUrl: ENDPOINT,
  },
  region_unsupported: {
    title: 'No CodeArtifact in this Region',
    shows: 'Name resolution fails, "Could not connect to the endpoint URL".',
    decidedBy: "Decided by AWS's list of Regions with CodeArtifact.",
    side: 'CUSTOMER',
    category: 'URL_FORMAT',
    explanation: (facts) => `AWS does not offer CodeArtifact in ${theRegion(facts)}, so there is no host of that name.`,
    steps: () => [`Use a Region that has it: ${CODEARTIFACT_REGIONS.join(', ')}.`],
    documentationUrl: 'https://docs.aws.amazon.com/general/latest/gr/codeartifact.html',
  },
  url_has_credentials: {
    title: 'Token in the URL',
    shows: 'A URL of the form https://aws:<token>@..., which works for some hours and then gives 401.',
    decidedBy: 'Decided by what stands ahead of the @.',
    side: 'CUSTOMER',
    category: 'URL_FORMAT',
    explanation: () =>
      'The URL carries a token. It ends within 12 hours, and until then it shows in logs, lock files and shell histories.',
    steps: () => [
      'Write the URL without user name and token.',
      'Give the credentials separately: an environment variable, .netrc, or a keyring plugin.',
    ],
    snippet: suggestedUrl,
    documentationUrl: `${CODEARTIFACT}/tokens-authentication.html`,
  },
  role_path_mishandled: {
    title: 'Path of the role lost',
    shows: 'An error names only a part of the role, such as "role path", or an ARN without the path that it was given.',
    decidedBy: 'Decided by the ARN that was sent, compared with the one that was entered.',
    side: 'CUSTOMER',
    category: 'URL_FORMAT',
    explanation: () =>
      "A program takes the role's ARN apart at the wrong slash: in role/<path>/<name>, only what follows the last slash is the name.",
    steps: () => ['Update the program, or use a role without a path.', 'In AssumeRole, the ARN must keep its path.'],
    snippet: ({ roleArn }) => ({
      language: 'bash',
      text: `aws iam get-role --role-name ${roleName(roleArn)} --query Role.Arn`,
    }),
    documentationUrl: `${IAM}/reference_identifiers.html`,
  },
  role_arn_is_not_a_role: {
    title: 'ARN is not that of a role',
    shows:
      '403 AccessDenied on sts:AssumeRole whose resource is a user, a session (assumed-role), a group or a policy.',
    decidedBy: "Decided by the resource in AWS's message, which is the ARN that was sent.",
    side: 'CUSTOMER',
    category: 'URL_FORMAT',
    explanation: (_facts, { denial }) =>
      `${denial?.resource ?? 'What was given as role'} is not a role, and only a role can be assumed. AWS answers as if it were forbidden.`,
    steps: () => [
      'Give the ARN of the role: arn:aws:iam::<account>:role/<name>.',
      'GetCallerIdentity shows sessions as assumed-role/<name>/<session>; the role is role/<name>, with its path where it has one.',
    ],
    snippet: ({ roleArn }) => (isKnown(roleArn) ? { language: 'text', text: roleArn } : null),
    documentationUrl: `${IAM}/reference_identifiers.html`,
  },
  account_mismatch: {
    title: "Account differs from the role's",
    shows: 'The account that was entered is not the one in the role ARN.',
    decidedBy: 'Decided by comparison.',
    side: 'CUSTOMER',
    category: 'URL_FORMAT',
    explanation: (facts) => `The role ARN names another account than the one entered (${roleAccount(facts)}).`,
    steps: () => ['Find out which of the two is right, and correct the other.'],
    documentationUrl: `${IAM}/reference_identifiers.html`,
  },
  wrong_partition_endpoint: {
    title: 'Another AWS partition',
    shows: '403 InvalidClientTokenId, or an ARN that begins with arn:aws-cn or arn:aws-us-gov.',
    decidedBy: 'Decided by the partition of the ARN, compared with that of the credentials.',
    side: 'CUSTOMER',
    category: 'URL_FORMAT',
    explanation: () =>
      'Credentials and endpoint belong to different AWS partitions (commercial, China, GovCloud). Keys of one are unknown in the others, roles cannot be assumed across them, and CodeArtifact exists in the commercial one only.',
    steps: () => [
      'Call STS in a Region of the same partition as the credentials; an SDK without a Region may ask us-east-1.',
      'For CodeArtifact, use a role of a commercial AWS account.',
    ],
    documentationUrl: `${IAM}/reference-arns.html`,
  },
  url_not_canonical: {
    title: 'URL not spelled as AWS prints it',
    shows: 'A redirect to another spelling of the same address, or one that AWS does not name.',
    decidedBy: 'Decided by the address that AWS gives.',
    side: 'CUSTOMER',
    category: 'URL_FORMAT',
    explanation: (facts) => `AWS gives another address for ${theRepository(facts)} than the one entered.`,
    steps: () => ['Replace the URL with the one that AWS gives.'],
    documentationUrl: null,
  },
  url_owner_mismatch: {
    title: 'URL names another account',
    shows: 'The 12 digits in the host differ from the account of the role.',
    decidedBy:
      'Decided by whether the domain really belongs to another account; then policies are the matter, not the URL.',
    side: 'CUSTOMER',
    category: 'URL_FORMAT',
    explanation: (facts) =>
      `At least one repository URL names another account than ${facts.accountId}. That is right where the domain belongs to another account, and a typing error otherwise.`,
    steps: (facts) => [
      'If it is a typing error, correct the URL.',
      `If the domain belongs to another account, that account attaches a domain policy for ${theRole(facts)}, and the role's own policy names that account's domain.`,
    ],
    snippet: domainPolicy,
    documentationUrl: `${CODEARTIFACT}/domain-policies.html`,
    foreign: {
      explanation: (facts) =>
        isKnown(facts.accountId) && facts.repository
          ? `The URL names account ${facts.repository.domainOwner}, the role belongs to account ${facts.accountId}. That is right where the domain belongs to another account, and a typing error otherwise.`
          : 'The account in the host of the URL is not that of the role. That is right where the domain belongs to another account, and a typing error otherwise.',
    },
  },
} satisfies Partial<Record<CauseCode, CauseEntry>>;

function written({ address }: Facts): string {
  return address ? address.written : 'The URL';
}

/** AWS prints the address; no guess is better. */
function askAws(): string[] {
  return ['Copy the URL that the command below prints, or the one under View connection instructions in the console.'];
}

function useSuggested(otherwise: string) {
  return ({ address }: Facts) => [address?.suggested ? 'Use the corrected URL below.' : otherwise];
}

function suggestedUrl({ address }: Facts): Snippet | null {
  return address?.suggested ? { language: 'url', text: address.suggested } : null;
}

function endpointCommand({ domain, repository }: Facts): Snippet {
  const place = domain ?? PLACEHOLDERS;
  const name = repository?.repository ?? PLACEHOLDERS.repository;
  return {
    language: 'bash',
    text: `aws codeartifact get-repository-endpoint --domain ${place.domain} --domain-owner ${place.domainOwner} --repository ${name} --region ${place.region} --format <npm, pypi or nuget>`,
  };
}
