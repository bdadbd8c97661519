import { graphql } from '../../../graphql/generated/gql.ts';

export const lastAnalysisQuery = graphql(`
  query LastAnalysis($id: ID!) {
    project(id: $id) {
      id
      name
      lastAnalysis {
        id
      }
    }
  }
`);

export const projectHistoryQuery = graphql(`
  query ProjectHistory($id: ID!, $first: Int!, $after: String) {
    project(id: $id) {
      id
      name
      integrationId
      createdAt
      analyses(first: $first, after: $after) {
        totalCount
        pageInfo {
          ...PageInfoFields
        }
        edges {
          cursor
          node {
            ...AnalysisFields
          }
        }
      }
    }
  }
`);
