import { graphql } from '../../graphql/generated/gql.ts';
import type { ProjectIntegrationsQuery } from '../../graphql/generated/graphql.ts';

export type ProjectIntegration = ProjectIntegrationsQuery['integrations']['edges'][number]['node'];

export const projectIntegrationsQuery = graphql(`
  query ProjectIntegrations($first: Int!) {
    integrations(first: $first) {
      edges {
        cursor
        node {
          id
          name
          accountId
          status
          repositories {
            id
            packageType
          }
        }
      }
      pageInfo {
        ...PageInfoFields
      }
    }
  }
`);

export const advisoryDataQuery = graphql(`
  query AdvisoryDataNow {
    advisoryData {
      ...AdvisoryDataFields
    }
  }
`);

export const deleteProjectMutation = graphql(`
  mutation DeleteProject($id: ID!) {
    deleteProject(id: $id) {
      deletedId
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);
