import { graphql } from '../../../graphql/generated/gql.ts';

export const routePackageQuery = graphql(`
  query RoutePackage(
    $integrationId: ID
    $packageType: PackageType!
    $name: String!
    $repositories: [RepositoryInput!]
  ) {
    routePackage(integrationId: $integrationId, packageType: $packageType, name: $name, repositories: $repositories) {
      name
      route
      reason
      repositoryUrls
      problems {
        ...UserErrorFields
      }
    }
  }
`);
