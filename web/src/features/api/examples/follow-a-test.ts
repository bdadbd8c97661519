import type { ApiExample } from './example.ts';
import { findIntegration, foundDetails } from './first-integration.ts';

export const followATest: ApiExample = {
  slug: 'follow-a-test',
  title: 'Follow a test as it runs',
  task: 'The same test as a stream of server-sent events: first the plan, then each check as it ends, last the report.',
  scopes: ['integrations:read', 'integrations:write'],
  steps: [
    findIntegration,
    {
      title: 'Subscribe',
      text: 'The request goes to /graphql/stream. Each event "next" holds one answer, "complete" is the end; closing the connection stops the test.',
      query: `subscription FollowTest($input: CodeArtifactDetailsInput!) {
  codeArtifactConnectionTest(input: $input) {
    planned {
      code
    }
    check {
      code
      status
      repositoryUrl
      durationMs
    }
    report {
      id
      status
    }
    userErrors {
      field
      code
      message
    }
  }
}`,
      variables: (answers) => ({ input: foundDetails(answers) }),
      isStream: true,
    },
  ],
};
