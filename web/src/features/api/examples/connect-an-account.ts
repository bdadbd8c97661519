import { valueAt, type Answer, type ApiExample } from './example.ts';

const ACCOUNT = '111122223333';
const HOST = `https://my-domain-${ACCOUNT}.d.codeartifact.us-east-1.amazonaws.com`;
const NPM = `${HOST}/npm/my-repo/`;
const PYPI = `${HOST}/pypi/my-repo/simple/`;
const repositories = [
  { packageType: 'NPM', url: NPM },
  { packageType: 'PYPI', url: PYPI },
];

const details = (answers: readonly Answer[]) => ({
  accountId: ACCOUNT,
  externalId: valueAt(answers[0], 'data', 'codeArtifactSetup', 'externalId'),
  roleArn: `arn:aws:iam::${ACCOUNT}:role/${String(valueAt(answers[0], 'data', 'codeArtifactSetup', 'roleName'))}`,
  repositories,
});

export const connectAnAccount: ApiExample = {
  slug: 'connect-an-account',
  title: 'Connect an AWS account, end to end',
  task: 'Prepare the role, check the URLs, save the integration, and test it.',
  scopes: ['integrations:read', 'integrations:write'],
  steps: [
    {
      title: 'Prepare the role',
      text: 'Backline makes the External ID. Open cloudFormationUrl in the AWS account and create the stack, or ask for terraform or awsCli instead. With repositoryUrls the policy covers exactly these repositories.',
      query: `query PrepareRole($input: CodeArtifactSetupInput!) {
  codeArtifactSetup(input: $input) {
    externalId
    roleName
    platformPrincipalArn
    cloudFormationUrl
    trustPolicy
  }
}`,
      variables: () => ({ input: { accountId: ACCOUNT, repositoryUrls: [NPM, PYPI] } }),
    },
    {
      title: 'Check a URL before it is saved',
      text: 'Here the PyPI URL lacks its last part. Problems are data, and suggestion is the URL that would be right.',
      query: `query CheckUrl($url: String!) {
  checkRepositoryUrl(url: $url) {
    valid
    packageType
    domain
    domainOwner
    region
    repository
    problems {
      code
      message
      suggestion
    }
  }
}`,
      variables: () => ({ url: `${HOST}/pypi/my-repo/` }),
    },
    {
      title: 'Save the integration',
      text: 'It is saved untested. With userErrors nothing was saved; warnings forbid nothing.',
      query: `mutation Connect($input: CodeArtifactDetailsInput!) {
  createCodeArtifactIntegration(input: $input) {
    integration {
      id
      name
      status
      version
    }
    userErrors {
      field
      code
      message
      suggestion
    }
    warnings {
      field
      code
      message
    }
  }
}`,
      variables: (answers) => ({ input: details(answers) }),
    },
    {
      title: 'Test it',
      text: 'With integrationId and exactly the saved details, the report is kept and sets the status. The stack must exist by now.',
      query: `mutation TestConnection($input: CodeArtifactDetailsInput!) {
  testCodeArtifactConnection(input: $input) {
    report {
      id
      status
      durationMs
      checks {
        code
        status
        label
      }
    }
    userErrors {
      field
      code
      message
    }
  }
}`,
      variables: (answers) => ({
        input: {
          integrationId: valueAt(answers[2], 'data', 'createCodeArtifactIntegration', 'integration', 'id'),
          ...details(answers),
        },
      }),
    },
  ],
};
