/** What is said where no cause was found. */

import type { CauseCode } from '@backline/shared';
import type { CauseEntry } from './facts.ts';

export const outcomeCauses = {
  test_stopped: {
    title: 'Test stopped',
    shows: 'A connection test that ended before this step had its answer.',
    decidedBy: 'Decided by Backline itself.',
    side: 'PLATFORM',
    category: 'UNKNOWN',
    explanation: () => 'The test ended before this step had its answer.',
    steps: () => ['Test again.'],
    documentationUrl: null,
  },
  unexpected_answer: {
    title: "Answer is not AWS's",
    shows: "HTML, an empty body or another form where AWS's protocol promises its own.",
    decidedBy: 'Decided by the form of the answer.',
    side: 'PLATFORM',
    category: 'NETWORK',
    explanation: () =>
      'What answered does not speak as AWS does, or says what cannot be right. Often a proxy, a firewall or a sign-in page stands between this server and AWS.',
    steps: () => [
      'Operator of this server: look at the evidence of this check and at what stands between it and AWS (HTTPS_PROXY, AWS_ENDPOINT_URL settings).',
      'If the answer names a time that has passed, compare the clock of this server with the real time.',
      'Test again; if the answer came from AWS itself, send this report to support.',
    ],
    documentationUrl: null,
    foreign: {
      side: 'CUSTOMER',
      explanation: () =>
        'What answered does not speak as AWS does. Often a proxy, a firewall or a sign-in page stands between.',
      steps: () => [
        'Open the address from the machine where it failed, and look at what answers.',
        'Check HTTPS_PROXY and NO_PROXY there.',
      ],
    },
  },
  unknown_failure: {
    title: 'Unknown failure',
    shows: 'An answer that fits no other entry.',
    decidedBy: 'Decided by the absence of every other sign.',
    side: 'AWS',
    category: 'UNKNOWN',
    explanation: () => 'The answer fits no cause that Backline knows.',
    steps: () => [
      "Read AWS's own words in the evidence of this check.",
      'If they do not tell, send this report with its request id to support.',
    ],
    documentationUrl: null,
  },
} satisfies Partial<Record<CauseCode, CauseEntry>>;
