import { valueAt, type Answer, type ExampleStep } from './example.ts';

const PATH = ['data', 'integrations', 'edges', 0, 'node'] as const;

/** The step with which most tasks begin. */
export const findIntegration: ExampleStep = {
  title: 'Find the integration',
  text: 'Other requests name it by its id. An organization with several picks one by name or account.',
  query: `query FindIntegration {
  integrations(first: 1) {
    edges {
      node {
        id
        name
        status
        accountId
        externalId
        roleArn
        repositories {
          packageType
          url
        }
      }
    }
  }
}`,
  variables: () => ({}),
};

/** The id that `findIntegration` was answered with. */
export function foundId(answers: readonly Answer[]): unknown {
  return valueAt(answers[0], ...PATH, 'id');
}

/** The details that `findIntegration` was answered with, as a test of exactly what is saved wants them. */
export function foundDetails(answers: readonly Answer[]): Record<string, unknown> {
  const field = (name: string) => valueAt(answers[0], ...PATH, name);
  return {
    integrationId: field('id'),
    accountId: field('accountId'),
    externalId: field('externalId'),
    roleArn: field('roleArn'),
    repositories: field('repositories'),
  };
}
