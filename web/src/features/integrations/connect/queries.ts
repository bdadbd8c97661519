import { graphql } from '../../../graphql/generated/gql.ts';

export const createIntegrationMutation = graphql(`
  mutation CreateIntegration($input: CodeArtifactDetailsInput!) {
    createCodeArtifactIntegration(input: $input) {
      integration {
        id
        name
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
