import type { ApiExample } from './example.ts';
import { findIntegration, foundId } from './first-integration.ts';

export const issueCredentials: ApiExample = {
  slug: 'issue-credentials',
  title: 'Issue credentials for a build',
  task: 'Everything a package manager needs to read from the repositories for a while, as files and environment variables.',
  scopes: ['integrations:read', 'credentials:issue'],
  steps: [
    findIntegration,
    {
      title: 'Issue them',
      text: 'The token in files or environment is shown this once; write it to where the build reads it, and not to a log. Issue again before expiresAt.',
      query: `mutation IssueCredentials($input: BuildCredentialsInput!) {
  issueBuildCredentials(input: $input) {
    credentials {
      expiresAt
      files {
        path
        content
      }
      environment {
        name
        value
      }
    }
    userErrors {
      field
      code
      message
    }
  }
}`,
      variables: (answers) => ({ input: { integrationId: foundId(answers), packageType: 'NPM' } }),
    },
  ],
};
