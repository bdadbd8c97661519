/** Causes between a token and the bytes of a package. */

import type { CauseCode } from '@backline/shared';
import { loginCommand, tokenCommand } from './client-snippets.ts';
import { CODEARTIFACT, IAM } from './documentation.ts';
import type { CauseEntry } from './facts.ts';
import { noAnswer } from './no-answer.ts';
import { theRepository, theRegion, theHost, capital } from './wording.ts';

export const readCauses = {
  token_expired: {
    title: 'Token expired',
    shows: 'HTTP 401 from a repository that accepted the same configuration before.',
    decidedBy: 'Decided by the time at which the token ends, at most 12 hours after it was made.',
    side: 'AWS',
    category: 'AUTHENTICATION_FAILED',
    explanation: () =>
      'The repository does not accept the token, although it was made a moment ago and its replacement, if AWS gave one, was refused as well. This is how a token that has ended, is malformed or did not arrive is refused.',
    steps: () => [
      'Test again in a minute.',
      'If it stays so, check whether something between Backline and AWS removes the Authorization header.',
    ],
    documentationUrl: `${CODEARTIFACT}/tokens-authentication.html`,
    foreign: {
      side: 'CUSTOMER',
      explanation: (facts, { httpStatus }, certainty) => {
        const expired = certainty === 'CERTAIN' ? 'the token has expired' : 'most likely the token has expired';
        const what = httpStatus === 401 ? `${theRepository(facts)} answered 401: ${expired}` : expired;
        return `${capital(what)}. A CodeArtifact token lives at most 12 hours, and no longer than asked for.`;
      },
      steps: () => [
        'Get a new token with the command below, and run the build again.',
        'A stored secret cannot hold a token for longer; let each build fetch its own.',
      ],
      snippet: loginCommand,
    },
  },
  token_wrong_region: {
    title: 'Token of another Region',
    shows: 'HTTP 401 or 403 in one Region, while the same configuration works in another.',
    decidedBy: 'Decided by the Region that made the token, compared with that of the URL.',
    side: 'PLATFORM',
    category: 'AUTHENTICATION_FAILED',
    explanation: () => 'A token works only in the Region that made it; Backline may have used one of another Region.',
    steps: () => ['This would be a defect of Backline: send this report to support.'],
    documentationUrl: `${IAM}/id_credentials_bearer.html`,
    foreign: {
      side: 'CUSTOMER',
      explanation: (facts) =>
        `The token may have been made in another Region than ${theRegion(facts)}; a token works only in the Region that made it.`,
      steps: () => ['Name the Region of the URL when the token is made.'],
      snippet: loginCommand,
    },
  },
  token_value_malformed: {
    title: 'Token damaged',
    shows: 'HTTP 401; the value holds JSON, quotes, a line break, or the word Bearer twice.',
    decidedBy: 'Decided by the shape of the value: five parts with dots between them.',
    side: 'PLATFORM',
    category: 'AUTHENTICATION_FAILED',
    explanation: () => 'The token may have been damaged on the way to the repository.',
    steps: () => ['Check whether a proxy rewrites request headers.'],
    documentationUrl: `${CODEARTIFACT}/tokens-authentication.html`,
    foreign: {
      side: 'CUSTOMER',
      explanation: () =>
        'What was sent as token may not be one: the whole JSON answer, quotes or a line break around it, or an empty variable.',
      steps: () => [
        'Take only the token out of the answer, as below.',
        'A token has five parts with dots between them and begins with eyJ.',
      ],
      snippet: (facts) => tokenCommand(facts),
    },
  },
  read_throttled: {
    title: 'Too many reads',
    shows: 'HTTP 429 from a repository.',
    decidedBy: 'Decided by the status.',
    side: 'AWS',
    category: 'RATE_LIMITED',
    explanation: () =>
      'The repository answered that there are too many requests. The quota is 800 reads per second for an account; this is not about permissions.',
    steps: () => ['Test again in a minute.', 'If it stays so, raise the quota or spread the load of builds.'],
    documentationUrl: `${CODEARTIFACT}/service-limits.html`,
  },
  service_internal_error: {
    title: 'AWS failed',
    shows: 'HTTP 500 to 504, which a repetition may cure; with packages often at the first fetch from upstream.',
    decidedBy: 'Decided by repetition: three failures in a row are no accident.',
    side: 'AWS',
    category: 'SERVICE',
    explanation: (_facts, { httpStatus }) =>
      `AWS answered with an error of its own${httpStatus ? ` (HTTP ${httpStatus})` : ''}, also when asked again.`,
    steps: () => ["Look at AWS's health dashboard for this Region.", 'Test again later.'],
    documentationUrl: 'https://health.aws.amazon.com/health/status',
    foreign: {
      explanation: (_facts, { httpStatus }) =>
        `AWS answered with an error of its own${httpStatus ? ` (HTTP ${httpStatus})` : ''}. With packages it often happens at the first fetch from upstream and is gone at the next.`,
      steps: () => ['Run it again.', "If it stays so, look at AWS's health dashboard for this Region."],
    },
  },
  repositories_endpoint_unreachable: {
    title: "Repository's host cannot be reached",
    shows: "CodeArtifact's API answers, while <domain>-<owner>.d.codeartifact... gives no answer.",
    decidedBy: 'Decided by a call of the API: where that fails too, the Region or the network is the cause.',
    side: 'PLATFORM',
    category: 'NETWORK',
    explanation: (facts, failure) => {
      if (failure.kind === 'private-address') {
        return `AWS's API answers, but ${theHost(facts)} leads to a private network address, to which Backline sends no token. A VPC endpoint with private DNS or an internal name server answers so.`;
      }
      return `AWS's API answers. ${noAnswer(failure, theHost(facts))}`;
    },
    steps: (facts, { kind }) =>
      kind === 'private-address'
        ? [
            `Operator of this server: let ${theHost(facts)} resolve to its public addresses, or send its traffic through HTTPS_PROXY.`,
          ]
        : [
            `Operator of this server: let it reach https://${theHost(facts)}, by itself or through HTTPS_PROXY.`,
            'If name resolution fails only for this host, compare the domain name, account and Region in the URL.',
          ],
    documentationUrl: null,
    foreign: {
      side: 'CUSTOMER',
      explanation: (facts, failure) => noAnswer(failure, theHost(facts), facts),
      steps: (facts) => [
        `Check that the machine can open https://${theHost(facts)}, by itself or through HTTPS_PROXY.`,
        'In a VPC without a way out, the interface endpoint codeartifact.repositories (with private DNS) is needed besides codeartifact.api.',
        'If name resolution fails only for this host, compare the domain name, account and Region in the URL.',
      ],
    },
  },
  tls_untrusted_ca: {
    title: 'Certificate not trusted',
    shows: 'A certificate error; NuGet shows it as NU1301, pip as SSLError.',
    decidedBy: "Decided by a TLS connection of one's own that shows who signed the certificate.",
    side: 'PLATFORM',
    category: 'NETWORK',
    explanation: (facts, { errorCode }, certainty) =>
      certainty === 'CERTAIN'
        ? `The certificate shown for ${theHost(facts)} is not signed by an authority that the Backline server trusts, so nothing was sent. Usually a proxy that opens TLS stands between.`
        : `No secure connection to ${theHost(facts)} came about (${errorCode ?? 'TLS'}), so nothing was sent. What answers may be a proxy that opens TLS.`,
    steps: () => [
      'Operator of this server: if a proxy opens TLS, put its certificate authority into the file that NODE_EXTRA_CA_CERTS names, and restart.',
    ],
    documentationUrl: null,
    foreign: {
      side: 'CUSTOMER',
      explanation: (facts) =>
        `The certificate shown for ${theHost(facts)} is not signed by an authority that the program trusts. Usually a proxy that opens TLS stands between.`,
      steps: () => [
        "Give the program the certificate authority of the proxy, as below; the program's own setting wins over the system's.",
      ],
      snippet: () => ({
        language: 'bash',
        text: 'export NODE_EXTRA_CA_CERTS=<proxy-ca.pem>   # npm, pnpm, yarn\nexport REQUESTS_CA_BUNDLE=<proxy-ca.pem>    # pip, Poetry, twine\nexport SSL_CERT_FILE=<proxy-ca.pem>         # uv, Go, .NET on Linux\nexport AWS_CA_BUNDLE=<proxy-ca.pem>         # AWS CLI',
      }),
    },
  },
  download_interrupted: {
    title: 'Download broke off',
    shows: 'A body shorter than announced, an unexpected end of file, a checksum that differs.',
    decidedBy: 'Decided by repetition.',
    side: 'AWS',
    category: 'NETWORK',
    explanation: () => 'The connection ended before the answer was complete, three times in a row.',
    steps: () => ['Test again.'],
    documentationUrl: null,
    foreign: {
      explanation: () => 'The connection ended before the file was complete.',
      steps: () => [
        'Run it again.',
        'If large files fail often, raise the time limit of the client and lower the number of downloads at once.',
      ],
    },
  },
} satisfies Partial<Record<CauseCode, CauseEntry>>;
