/** Causes in a package manager's configuration: a token that exists and is not sent, or not the right one. */

import type { CauseCode } from '@backline/shared';
import { credentialConfiguration, loginCommand, yarnRegistry } from './client-snippets.ts';
import { CODEARTIFACT } from './documentation.ts';
import type { CauseEntry } from './facts.ts';
import { packageTypeOf, theHost, theRepository } from './wording.ts';

export const clientCauses = {
  client_omits_token: {
    title: 'Client sends no token',
    shows: 'HTTP 401 with WWW-Authenticate naming <domain>/<repository>, although a valid token exists.',
    decidedBy:
      'Decided by the request, which has no Authorization header, or by the same token sent by hand: it works.',
    side: 'CUSTOMER',
    category: 'AUTHENTICATION_FAILED',
    explanation: (facts, _failure, certainty) =>
      `The package manager ${certainty === 'CERTAIN' ? 'sent no token' : 'may send no token'} to ${theHost(facts)}: none is configured for this host, or under a name or key that does not fit.`,
    steps: (facts) => [
      'Get a token, and configure it for exactly this repository, as below.',
      ...(packageTypeOf(facts) === 'PYPI'
        ? [
            'In .netrc, both login and password are needed. Names in environment variables (Poetry, uv) must match the name of the source, with underscores for hyphens.',
          ]
        : ['Names of sources and scopes must match those that the project uses.']),
    ],
    snippet: credentialConfiguration,
    documentationUrl: `${CODEARTIFACT}/tokens-authentication.html`,
  },
  client_omits_token_on_asset: {
    title: 'Client sends no token for the file',
    shows: 'Package lists are read, the file itself gives 401; pnpm says "No authorization header was set".',
    decidedBy: 'Decided by the two requests: the list with a token, the file on the same host without.',
    side: 'CUSTOMER',
    category: 'AUTHENTICATION_FAILED',
    explanation: (facts) =>
      `The package manager sends the token for lists of ${theRepository(facts)} but not for files: the address of the file differs (scope, port :443, path), or its credentials count for lists only.`,
    steps: (facts) =>
      packageTypeOf(facts) === 'PYPI'
        ? [
            'Update the package manager.',
            'Leave the user name out of the index URL, or give user name and password for the host, so that files get them too.',
          ]
        : [
            "Give the token under the repository's whole path, and map every scope to it; for pnpm also under host:443.",
            'For yarn 2 and later, use an entry in npmRegistries as below: npmAuthToken at the top does not cover files.',
          ],
    snippet: (facts) => (packageTypeOf(facts) === 'PYPI' ? credentialConfiguration(facts) : yarnRegistry(facts)),
    documentationUrl: `${CODEARTIFACT}/npm-auth.html`,
  },
  auth_key_path_mismatch: {
    title: 'Token stored under another address',
    shows: 'HTTP 401; the key in .npmrc or .netrc differs from the request by scheme, port, slash or path.',
    decidedBy: 'Decided by the key, compared letter by letter with the address of the request.',
    side: 'CUSTOMER',
    category: 'AUTHENTICATION_FAILED',
    explanation: () =>
      'The token may be stored under a key that does not fit the address of the request: npm compares host and path, without scheme, with the slash at the end.',
    steps: () => ['Write the key exactly as below: no https:, the whole path, a slash ahead of the colon.'],
    snippet: credentialConfiguration,
    documentationUrl: `${CODEARTIFACT}/npm-auth.html`,
  },
  lockfile_points_to_registry_without_token: {
    title: 'Lock file names a registry of somebody else',
    shows: 'HTTP 401 on a CodeArtifact host that is not the one configured; the lock file holds its addresses.',
    decidedBy: 'Decided by the addresses in the lock file.',
    side: 'CUSTOMER',
    category: 'AUTHENTICATION_FAILED',
    explanation: (facts) =>
      `The lock file may hold addresses on ${theHost(facts)}, a registry for which there is no token here, such as that of the people who made the project.`,
    steps: () => [
      'Look for that host in package-lock.json, yarn.lock, pnpm-lock.yaml, poetry.lock or uv.lock.',
      'Make the lock file anew against your own registry. npm also has replace-registry-host=always.',
    ],
    snippet: () => ({ language: 'bash', text: "grep -n 'd.codeartifact' package-lock.json | head" }),
    documentationUrl: null,
  },
  token_expired_persisted: {
    title: 'Old token kept in a file',
    shows:
      'HTTP 401 although a new token was just made; a configuration file, IDE, receipt or build cache holds an old one.',
    decidedBy: 'Decided by the new token sent by hand: it works.',
    side: 'CUSTOMER',
    category: 'AUTHENTICATION_FAILED',
    explanation: () =>
      'The client may still use an old token that is stored somewhere: a configuration file of user or project, an index URL that a tool remembered, an IDE that was started before, a layer of a build cache.',
    steps: () => [
      'Look for the host in .npmrc, .yarnrc.yml, pip.conf, NuGet.Config and the settings of the IDE, and take old tokens out.',
      'Get a new one with the command below; start the IDE again.',
      'Let tools read the token from the environment at each run, instead of storing it.',
    ],
    snippet: loginCommand,
    documentationUrl: `${CODEARTIFACT}/tokens-authentication.html`,
  },
} satisfies Partial<Record<CauseCode, CauseEntry>>;
