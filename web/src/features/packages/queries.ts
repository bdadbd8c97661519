import { graphql } from '../../graphql/generated/gql.ts';
import type { DiagnosePackageQuery, PackageIntegrationsQuery, PackageQuery } from '../../graphql/generated/graphql.ts';

export type PackageIntegration = PackageIntegrationsQuery['integrations']['edges'][number]['node'];

export type FoundPackage = PackageQuery['package'];

export type PackageDiagnosis = DiagnosePackageQuery['diagnosePackage'];

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
        ...PageInfoFields
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
          ...DiagnosisFields
        }
        evidence {
          ...EvidenceFields
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

export const diagnosePackageQuery = graphql(`
  query DiagnosePackage($integrationId: ID!, $packageType: PackageType!, $name: String!, $version: String) {
    diagnosePackage(integrationId: $integrationId, packageType: $packageType, name: $name, version: $version) {
      available
      name
      version
      askedVersion
      requestCount
      durationMs
      checks {
        ...CheckFields
      }
      diagnosis {
        ...DiagnosisFields
      }
      settledBy {
        action
        tells
        statement {
          language
          text
        }
        command {
          language
          text
        }
      }
    }
  }
`);
