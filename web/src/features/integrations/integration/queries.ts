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

export const statusChangeFields = graphql(`
  fragment StatusChangeFields on StatusChange {
    kind
    since
    reportBefore {
      id
      startedAt
    }
    firstReport {
      id
    }
    turned {
      code
      label
      domain
      repositoryUrl
      before
      after
    }
    changes {
      at
      actor
      requestId
      setting
      repositoryUrl
      before
      after
      isPossibleCause
    }
    nothingChangedHere
    concurrentFailures {
      integrationId
      name
      accountId
      since
    }
  }
`);

export const integrationQuery = graphql(`
  query Integration($id: ID!) {
    integration(id: $id) {
      ...IntegrationFields
      statusChange {
        ...StatusChangeFields
      }
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
          ...PageInfoFields
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
        ...UserErrorFields
      }
      warnings {
        ...UserErrorFields
      }
    }
  }
`);

export const deleteIntegrationMutation = graphql(`
  mutation DeleteIntegration($id: ID!) {
    deleteIntegration(id: $id) {
      deletedId
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);

export const dependentProjectsQuery = graphql(`
  query DependentProjects($integrationId: ID!, $first: Int!, $after: String) {
    projects(integrationId: $integrationId, first: $first, after: $after) {
      totalCount
      pageInfo {
        ...PageInfoFields
      }
      edges {
        cursor
        node {
          id
          name
          lastAnalysis {
            ...AnalysisFields
          }
        }
      }
    }
  }
`);
