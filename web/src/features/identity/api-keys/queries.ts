import { graphql } from '../../../graphql/generated/gql.ts';

export const apiKeysQuery = graphql(`
  query ApiKeys {
    apiKeys {
      id
      name
      scopes
      prefix
      createdAt
      expiresAt
      lastUsedAt
    }
  }
`);

export const scopesQuery = graphql(`
  query Scopes {
    scopes {
      scope
      description
    }
  }
`);

export const createApiKeyMutation = graphql(`
  mutation CreateApiKey($input: CreateApiKeyInput!) {
    createApiKey(input: $input) {
      secret
      apiKey {
        id
        name
        prefix
        expiresAt
      }
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);

export const revokeApiKeyMutation = graphql(`
  mutation RevokeApiKey($id: ID!) {
    revokeApiKey(id: $id) {
      deletedId
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);
