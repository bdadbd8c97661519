import { graphql } from '../../../graphql/generated/gql.ts';

export const setupQuery = graphql(`
  query CodeArtifactSetup($input: CodeArtifactSetupInput!) {
    codeArtifactSetup(input: $input) {
      externalId
      cloudFormationUrl
      cloudFormationTemplate
      terraform
      awsCli
      trustPolicy
      permissionsPolicy
      roleName
      platformPrincipalArn
    }
  }
`);

export const repositoryPoliciesQuery = graphql(`
  query RepositoryPolicies($input: CodeArtifactSetupInput!) {
    codeArtifactSetup(input: $input) {
      permissionsPolicy
      domainOwnerPolicies {
        domainOwner
        domain
        region
        domainPolicy
        repositoryPolicies {
          repository
          policy
        }
      }
    }
  }
`);
