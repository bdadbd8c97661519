/** Causes in whose AWS credentials get the token. */

import type { CauseCode } from '@backline/shared';
import { tokenCommand } from './client-snippets.ts';
import { CODEARTIFACT } from './documentation.ts';
import type { CauseEntry } from './facts.ts';

export const identityCauses = {
  wrong_aws_identity: {
    title: 'Token made by another AWS identity',
    shows: 'A token is given, but for another account, profile or role than the one that may read.',
    decidedBy: 'Decided by GetCallerIdentity beside the call that makes the token.',
    side: 'CUSTOMER',
    category: 'AUTHENTICATION_FAILED',
    explanation: () =>
      'The token may be made with another AWS profile or role than the one that may read the repository: environment variables win over profiles, and tools do not always pass the profile on.',
    steps: () => [
      'Run the command below where the token is made, and compare the ARN with the role that is meant.',
      'Name the profile or the role explicitly, in the tool itself.',
    ],
    snippet: () => ({ language: 'bash', text: 'aws sts get-caller-identity' }),
    documentationUrl: `${CODEARTIFACT}/tokens-authentication.html`,
  },
  token_cache_key_collision: {
    title: 'Cached token of another connection',
    shows: "The right configuration, and yet another account's data or 403, after a second connection was used.",
    decidedBy: 'Decided by clearing the cache: then it works.',
    side: 'PLATFORM',
    category: 'AUTHENTICATION_FAILED',
    explanation: () =>
      'A cache of tokens may give the token of another identity: its key must hold role, domain, owner and Region, not only the domain.',
    steps: () => [
      'Clear the cache and try again.',
      'If it helps, report it to the makers of the tool that keeps the cache.',
    ],
    documentationUrl: null,
    foreign: { side: 'CUSTOMER' },
  },
  no_aws_credentials_in_build_container: {
    title: 'No AWS credentials in the build',
    shows: '"Unable to locate credentials", or aws codeartifact login ends with 253 or 255 inside docker build.',
    decidedBy: 'Decided by the same command on the host, where it works.',
    side: 'CUSTOMER',
    category: 'AUTHENTICATION_FAILED',
    explanation: () =>
      'The step finds no AWS credentials. Inside docker build there are none of the host: neither its environment, nor its files, nor its role.',
    steps: () => [
      'Fetch the token outside, as below, and hand it to the build as a secret (docker build --secret id=token,env=CODEARTIFACT_AUTH_TOKEN).',
      'In the Dockerfile, read it with RUN --mount=type=secret,id=token; a build argument would stay in the image.',
      'Outside docker, set the credentials or the profile for this step.',
    ],
    snippet: (facts) => tokenCommand(facts),
    documentationUrl: `${CODEARTIFACT}/tokens-authentication.html`,
  },
} satisfies Partial<Record<CauseCode, CauseEntry>>;
