import { graphql } from '../../../graphql/generated/gql.ts';
import type { IssueBuildCredentialsMutation } from '../../../graphql/generated/graphql.ts';

export type Credentials = NonNullable<IssueBuildCredentialsMutation['issueBuildCredentials']['credentials']>;

export const issueBuildCredentialsMutation = graphql(`
  mutation IssueBuildCredentials($input: BuildCredentialsInput!) {
    issueBuildCredentials(input: $input) {
      credentials {
        packageType
        expiresAt
        files {
          path
          content
          client
          purpose
        }
        environment {
          name
          value
        }
      }
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);
