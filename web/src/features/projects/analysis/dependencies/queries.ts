import { graphql } from '../../../../graphql/generated/gql.ts';
import type { DependenciesQuery } from '../../../../graphql/generated/graphql.ts';

export type DependencyEdge = DependenciesQuery['analysis']['dependencies']['edges'][number];
export type Dependency = DependencyEdge['node'];

export const dependenciesQuery = graphql(`
  query Dependencies(
    $id: ID!
    $first: Int!
    $after: String
    $packageType: PackageType
    $search: String
    $onlyDirect: Boolean
    $onlyVulnerable: Boolean
    $onlyUnavailable: Boolean
    $order: DependencyOrder!
  ) {
    analysis(id: $id) {
      id
      dependencies(
        first: $first
        after: $after
        packageType: $packageType
        search: $search
        onlyDirect: $onlyDirect
        onlyVulnerable: $onlyVulnerable
        onlyUnavailable: $onlyUnavailable
        order: $order
      ) {
        totalCount
        pageInfo {
          ...PageInfoFields
        }
        edges {
          cursor
          node {
            id
            packageType
            name
            version
            requirement
            isDirect
            isDevelopment
            path
            line
            way
            origin
            available
            repositoryUrl
            worstSeverity
            findingCount
          }
        }
      }
    }
  }
`);

export const dependencyDetailsQuery = graphql(`
  query DependencyDetails(
    $id: ID!
    $after: String
    $packageType: PackageType
    $search: String
    $onlyDirect: Boolean
    $onlyVulnerable: Boolean
    $onlyUnavailable: Boolean
    $order: DependencyOrder!
  ) {
    analysis(id: $id) {
      id
      dependencies(
        first: 1
        after: $after
        packageType: $packageType
        search: $search
        onlyDirect: $onlyDirect
        onlyVulnerable: $onlyVulnerable
        onlyUnavailable: $onlyUnavailable
        order: $order
      ) {
        edges {
          cursor
          node {
            id
            places {
              path
              line
            }
            diagnosis {
              ...DiagnosisFields
            }
          }
        }
      }
    }
  }
`);
