import type { ApiExample } from './example.ts';

const ACCOUNT = '111122223333';

const trustPolicy = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::198331734661:role/BacklineIntegrationReadOnlyCodeArtifact' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': 'bl-0123456789abcdef0123456789abcdef' } },
    },
  ],
};

/** Without sts:GetServiceBearerToken, which is what is most often forgotten. */
const permissionsPolicy = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: [
        'codeartifact:GetAuthorizationToken',
        'codeartifact:GetRepositoryEndpoint',
        'codeartifact:ReadFromRepository',
      ],
      Resource: '*',
    },
  ],
};

export const checkPolicies: ApiExample = {
  slug: 'check-policies',
  title: 'Check policies before they are deployed',
  task: "Evaluate a role's trust and permission policies as IAM would, without asking AWS.",
  scopes: ['diagnostics:run'],
  steps: [
    {
      title: 'Check the policies',
      text: 'One verdict for each action and resource that the integration needs, and the statement that decided. Here sts:GetServiceBearerToken is missing.',
      query: `query CheckPolicies($input: RolePoliciesInput!) {
  checkRolePolicies(input: $input) {
    ok
    permissions {
      action
      resource
      allowed
      reason
    }
    causes {
      code
      certainty
      explanation
      snippet {
        language
        text
      }
    }
  }
}`,
      variables: () => ({
        input: {
          accountId: ACCOUNT,
          externalId: 'bl-0123456789abcdef0123456789abcdef',
          trustPolicy: JSON.stringify(trustPolicy),
          permissionsPolicy: JSON.stringify(permissionsPolicy),
          repositoryUrls: [`https://my-domain-${ACCOUNT}.d.codeartifact.us-east-1.amazonaws.com/npm/my-repo/`],
        },
      }),
    },
  ],
};
