import type { ApiExample } from './example.ts';
import { findIntegration, foundId } from './first-integration.ts';

export const diagnoseAPackage: ApiExample = {
  slug: 'diagnose-a-package',
  title: 'Why can this package not be had?',
  task: 'Ask every repository of the package type for one name, or one version of it, and read why it is not there.',
  scopes: ['integrations:read', 'diagnostics:run'],
  steps: [
    findIntegration,
    {
      title: 'Diagnose the package',
      text: 'Without version it is about the name alone. checks says what each repository answered.',
      query: `query DiagnosePackage($integrationId: ID!, $name: String!, $version: String) {
  diagnosePackage(integrationId: $integrationId, packageType: NPM, name: $name, version: $version) {
    available
    name
    version
    checks {
      code
      status
      label
      repositoryUrl
    }
    diagnosis {
      category
      summary
      causes {
        code
        certainty
        side
        explanation
        steps
      }
    }
  }
}`,
      variables: (answers) => ({ integrationId: foundId(answers), name: '@acme/greeting', version: '99.0.0' }),
    },
  ],
};
