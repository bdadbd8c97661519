import type { ApiExample } from './example.ts';

const MESSAGE = `npm error code E403
npm error 403 403 Forbidden - GET https://my-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com/npm/my-repo/lodash - User: arn:aws:sts::111122223333:assumed-role/BacklineCodeArtifactIntegrationRole/backline is not authorized to perform: codeartifact:ReadFromRepository on resource: arn:aws:codeartifact:us-east-1:111122223333:repository/my-domain/my-repo because no identity-based policy allows the codeartifact:ReadFromRepository action
npm error 403 In most cases, you or one of your dependencies are requesting
npm error 403 a package version that is forbidden by your security policy`;

export const explainAFailure: ApiExample = {
  slug: 'explain-a-failure',
  title: 'Explain an error text',
  task: 'Any error as people have it, from AWS, a package manager or a build log. AWS is not asked, and the text is not kept.',
  scopes: ['diagnostics:run'],
  steps: [
    {
      title: 'Why did it fail?',
      text: 'At most 64 KB. What cannot be told apart from outside is ranked and never CERTAIN; a text that is no failure of this kind is answered with the category UNKNOWN.',
      query: `query Explain($input: ExplainFailureInput!) {
  explainFailure(input: $input) {
    category
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
}`,
      variables: () => ({ input: { message: MESSAGE, packageType: 'NPM' } }),
    },
  ],
};
