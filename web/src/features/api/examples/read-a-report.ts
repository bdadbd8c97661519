import type { ApiExample } from './example.ts';
import { findIntegration, foundDetails, foundId } from './first-integration.ts';

export const readAReport: ApiExample = {
  slug: 'read-a-report',
  title: 'Test, and read why it fails',
  task: 'Run the whole chain and read the cause, whose side it is on, and what to paste; then see what changed since it worked.',
  scopes: ['integrations:read', 'integrations:write'],
  steps: [
    findIntegration,
    {
      title: 'Test it',
      text: 'Match on the codes of checks and causes, never on texts. The first cause is the most likely; one that is CERTAIN stands alone. A check that could not run is SKIPPED, never left out.',
      query: `mutation TestConnection($input: CodeArtifactDetailsInput!) {
  testCodeArtifactConnection(input: $input) {
    report {
      status
      checks {
        code
        status
        repositoryUrl
        evidence {
          httpStatus
          errorCode
          message
        }
        diagnosis {
          summary
          causes {
            code
            certainty
            side
            explanation
            steps
            snippet {
              language
              text
            }
          }
        }
      }
    }
  }
}`,
      variables: (answers) => ({ input: foundDetails(answers) }),
    },
    {
      title: 'What changed since it worked',
      text: 'Since when, which check turned, and who changed what here. nothingChangedHere says that the change is elsewhere.',
      query: `query WhatChanged($id: ID!) {
  integration(id: $id) {
    status
    statusSince
    statusChange {
      kind
      since
      turned {
        code
        before
        after
      }
      changes {
        at
        actor
        setting
        before
        after
        isPossibleCause
      }
      nothingChangedHere
    }
  }
}`,
      variables: (answers) => ({ id: foundId(answers) }),
    },
  ],
};
