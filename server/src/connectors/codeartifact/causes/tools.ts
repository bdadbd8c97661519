/** Causes in the tools of a build and their versions. */

import type { CauseCode, PackageType } from '@backline/shared';
import { CODEARTIFACT } from './documentation.ts';
import type { CauseEntry } from './facts.ts';

export const toolCauses = {
  client_tool_version: {
    title: 'Tool too old for another',
    shows:
      'aws codeartifact login fails while it sets always-auth, which npm 9 no longer knows, or another key or option is unknown.',
    decidedBy: "Decided by the command in the message, and the tools' versions.",
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: ({ repository }) =>
      isOfNpm(repository?.packageType)
        ? 'Two tools do not fit together: one uses an option that the other does not know (any longer). AWS CLI before 2.9.5 sets always-auth, which npm refuses since version 9.'
        : 'Two tools do not fit together: aws codeartifact login runs the package manager to write its configuration, and that is not found, refuses the command, or answers otherwise than the AWS CLI expects.',
    steps: ({ repository }) =>
      isOfNpm(repository?.packageType)
        ? ['Update the AWS CLI to 2.9.5 or later.', 'Until then, write the two lines of .npmrc by hand, or use npm 8.']
        : [
            'Update the AWS CLI and the package manager, and see that both run in the same shell.',
            'Run the command that is named in the message by itself; what it prints is the reason.',
            'Until then, leave the login out: get a token and configure it by hand.',
          ],
    snippet: ({ repository }) => ({
      language: 'bash',
      text: isOfNpm(repository?.packageType) ? 'aws --version\nnpm --version' : 'aws --version',
    }),
    documentationUrl: 'https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html',
  },
  client_feature_unsupported: {
    title: 'Option that the repository does not support',
    shows: 'The tool says that the repository does not support an option or a command.',
    decidedBy: "Decided by the tool's own sentence.",
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: (_facts, { message }) => {
      const option = /--[a-z][a-z-]{2,30}/.exec(message)?.[0];
      return `${option ? `The option ${option}` : 'An option or command'} is not supported with CodeArtifact, and the tool refuses to go on.`;
    },
    steps: () => [
      'Leave the option out.',
      'For uploads that may exist already, ask for the version first, or accept the conflict (409).',
    ],
    documentationUrl: `${CODEARTIFACT}/python-compatibility.html`,
  },
  token_too_long_for_store: {
    title: 'Token too long for the credential store',
    shows: '"[WinError 1783] The stub received bad data", or a keyring that refuses the value.',
    decidedBy: "Decided by the operating system's error.",
    side: 'CUSTOMER',
    category: 'AUTHENTICATION_FAILED',
    explanation: () =>
      'A CodeArtifact token is longer than the Windows credential store takes, so the tool could not keep it.',
    steps: () => ['Turn the keyring off for this tool, or give the token in an environment variable.'],
    snippet: () => ({
      language: 'bash',
      text: 'poetry config keyring.enabled false\n# or: POETRY_HTTP_BASIC_<SOURCE>_USERNAME=aws, POETRY_HTTP_BASIC_<SOURCE>_PASSWORD=<token>',
    }),
    documentationUrl: 'https://python-poetry.org/docs/repositories/#configuring-credentials',
  },
  go_sumdb_private_module: {
    title: 'Private Go module checked at the public checksum database',
    shows: '404 or 410 from the public checksum database for a module that is private.',
    decidedBy: 'Decided by the address in the message: the checksum database, not the proxy.',
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: () =>
      'Go asks the public checksum database for a module that it cannot know because it is private. The proxy is not to blame.',
    steps: () => ['Name the prefix of private modules in GOPRIVATE, or in GONOSUMDB where they come through a proxy.'],
    snippet: () => ({ language: 'bash', text: 'go env -w GOPRIVATE=<private module prefix>' }),
    documentationUrl: 'https://go.dev/ref/mod#private-modules',
  },
} satisfies Partial<Record<CauseCode, CauseEntry>>;

/** Only npm has the option that the AWS CLI is known for; it is also meant where no package manager is named. */
function isOfNpm(packageType: PackageType | null | undefined): boolean {
  return packageType === 'NPM' || !packageType;
}
