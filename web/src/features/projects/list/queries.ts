import { graphql } from '../../../graphql/generated/gql.ts';
import type { ProjectsQuery } from '../../../graphql/generated/graphql.ts';

export type ListedProject = ProjectsQuery['projects']['edges'][number]['node'];

export const projectsQuery = graphql(`
  query Projects($first: Int!, $after: String) {
    projects(first: $first, after: $after) {
      totalCount
      pageInfo {
        ...PageInfoFields
      }
      edges {
        cursor
        node {
          id
          name
          integrationId
          createdAt
          lastAnalysis {
            ...AnalysisFields
          }
        }
      }
    }
  }
`);
