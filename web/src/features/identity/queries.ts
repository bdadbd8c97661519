import { graphql } from '../../graphql/generated/gql.ts';

export const viewerQuery = graphql(`
  query Viewer {
    viewer {
      kind
      name
      role
      memberId
      scopes
      organization {
        id
        name
      }
      organizations {
        id
        name
      }
    }
  }
`);

export const switchOrganizationMutation = graphql(`
  mutation SwitchOrganization($id: ID!) {
    switchOrganization(id: $id) {
      name
    }
  }
`);

export const createOrganizationMutation = graphql(`
  mutation CreateOrganization($name: String!) {
    createOrganization(name: $name) {
      organization {
        id
        name
      }
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);
