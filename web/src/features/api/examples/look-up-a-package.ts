import type { ApiExample } from './example.ts';
import { findIntegration, foundId } from './first-integration.ts';

export const lookUpAPackage: ApiExample = {
  slug: 'look-up-a-package',
  title: 'Look up a package',
  task: 'Which versions the repositories of an integration offer, newest first, and which repository each comes from.',
  scopes: ['integrations:read', 'packages:read'],
  steps: [
    findIntegration,
    {
      title: 'Look it up',
      text: 'The name is normalised as its package type demands. A package that no repository has is refused with NOT_FOUND.',
      query: `query LookUp($integrationId: ID!, $name: String!) {
  package(integrationId: $integrationId, packageType: NPM, name: $name) {
    name
    latest
    versions {
      version
      isPrerelease
      publishedAt
      withdrawn
      repositoryUrl
    }
  }
}`,
      variables: (answers) => ({ integrationId: foundId(answers), name: '@acme/greeting' }),
    },
  ],
};
