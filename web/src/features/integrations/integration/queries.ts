import { graphql } from '../../../graphql/generated/gql.ts';

export const integrationFields = graphql(`
  fragment IntegrationFields on CodeArtifactIntegration {
    id
    name
    status
    statusSince
    accountId
    externalId
    roleArn
    version
    createdAt
    updatedAt
    repositories {
      id
      packageType
      url
      domain
      domainOwner
      region
      repository
      routes
    }
    lastReport {
      ...ReportFields
    }
  }
`);

export const integrationQuery = graphql(`
  query Integration($id: ID!) {
    integration(id: $id) {
      ...IntegrationFields
    }
  }
`);

export const reportsQuery = graphql(`
  query Reports($id: ID!, $first: Int!, $after: String) {
    integration(id: $id) {
      id
      reports(first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          cursor
          node {
            ...ReportFields
          }
        }
      }
    }
  }
`);

export const updateIntegrationMutation = graphql(`
  mutation UpdateIntegration($input: UpdateCodeArtifactIntegrationInput!) {
    updateCodeArtifactIntegration(input: $input) {
      integration {
        ...IntegrationFields
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
        suggestion
      }
    }
  }
`);

export const deleteIntegrationMutation = graphql(`
  mutation DeleteIntegration($id: ID!) {
    deleteIntegration(id: $id) {
      deletedId
      userErrors {
        field
        code
        message
        suggestion
      }
    }
  }
`);
