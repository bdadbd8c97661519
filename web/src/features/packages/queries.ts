import { graphql } from '../../graphql/generated/gql.ts';
import type { PackageIntegrationsQuery, PackageQuery } from '../../graphql/generated/graphql.ts';

export type PackageIntegration = PackageIntegrationsQuery['integrations']['edges'][number]['node'];

export type FoundPackage = PackageQuery['package'];

export const packageIntegrationsQuery = graphql(`
  query PackageIntegrations($first: Int!) {
    integrations(first: $first) {
      edges {
        cursor
        node {
          id
          name
          repositories {
            id
            packageType
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const packageQuery = graphql(`
  query Package($integrationId: ID!, $packageType: PackageType!, $name: String!) {
    package(integrationId: $integrationId, packageType: $packageType, name: $name) {
      name
      packageType
      latest
      requestCount
      repositories {
        id
        domain
        repository
        url
      }
      versions {
        version
        isPrerelease
        publishedAt
        withdrawn
        repositoryUrl
      }
      problems {
        repository {
          id
          domain
          repository
          url
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
            snippet {
              language
              text
            }
            documentationUrl
          }
        }
        evidence {
          errorCode
          message
          httpStatus
          awsRequestId
        }
      }
    }
  }
`);

export const recentPackagesQuery = graphql(`
  query RecentPackages($integrationId: ID!, $packageType: PackageType!, $prefix: String) {
    recentPackages(integrationId: $integrationId, packageType: $packageType, prefix: $prefix)
  }
`);
