import { graphql } from '../../../graphql/generated/gql.ts';

export const integrationCatalogQuery = graphql(`
  query IntegrationCatalog {
    integrationCatalog {
      id
      name
      description
      packageTypes
      connected
    }
  }
`);

export const integrationsQuery = graphql(`
  query Integrations($first: Int!, $after: String) {
    integrations(first: $first, after: $after) {
      totalCount
      pageInfo {
        ...PageInfoFields
      }
      edges {
        cursor
        node {
          id
          name
          status
          statusSince
          accountId
          repositories {
            id
            packageType
          }
        }
      }
    }
  }
`);
