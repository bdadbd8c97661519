import { graphql } from '../../../graphql/generated/gql.ts';

export const membersQuery = graphql(`
  query Members {
    members {
      id
      name
      email
      role
      joinedAt
      lastSignInAt
      isViewer
    }
  }
`);

export const invitationsQuery = graphql(`
  query Invitations {
    invitations {
      id
      email
      role
      invitedBy
      createdAt
      expiresAt
    }
  }
`);

export const inviteMemberMutation = graphql(`
  mutation InviteMember($input: InviteMemberInput!) {
    inviteMember(input: $input) {
      link
      invitation {
        id
        email
        expiresAt
      }
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);

export const revokeInvitationMutation = graphql(`
  mutation RevokeInvitation($id: ID!) {
    revokeInvitation(id: $id) {
      deletedId
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);

export const changeMemberRoleMutation = graphql(`
  mutation ChangeMemberRole($id: ID!, $role: MemberRole!) {
    changeMemberRole(id: $id, role: $role) {
      member {
        id
        role
      }
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);

export const removeMemberMutation = graphql(`
  mutation RemoveMember($id: ID!) {
    removeMember(id: $id) {
      deletedId
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);
