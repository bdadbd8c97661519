import { graphql } from '../../../graphql/generated/gql.ts';

export const analyzeProjectMutation = graphql(`
  mutation AnalyzeProject($input: AnalyzeProjectInput!) {
    analyzeProject(input: $input) {
      analysis {
        id
        projectId
      }
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);
