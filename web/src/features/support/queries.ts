import { graphql } from '../../graphql/generated/gql.ts';
import type { SupportRequestsQuery } from '../../graphql/generated/graphql.ts';

export const supportRequestsQuery = graphql(`
  query SupportRequests {
    supportRequests {
      id
      requestedBy
      reason
      minutes
      requestedAt
      lapsesAt
    }
  }
`);

/** A request that waits for an answer. */
export type SupportRequest = SupportRequestsQuery['supportRequests'][number];

export const supportGrantFields = graphql(`
  fragment SupportGrantFields on SupportGrant {
    id
    grantedTo
    reason
    grantedBy
    grantedAt
    expiresAt
    revokedAt
    revokedBy
    status
  }
`);

export const supportGrantsQuery = graphql(`
  query SupportGrants($first: Int!, $after: String) {
    supportGrants(first: $first, after: $after) {
      totalCount
      pageInfo {
        ...PageInfoFields
      }
      edges {
        cursor
        node {
          ...SupportGrantFields
        }
      }
    }
  }
`);

export const grantSupportAccessMutation = graphql(`
  mutation GrantSupportAccess($input: GrantSupportAccessInput!) {
    grantSupportAccess(input: $input) {
      grant {
        ...SupportGrantFields
      }
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);

export const revokeSupportGrantMutation = graphql(`
  mutation RevokeSupportGrant($id: ID!) {
    revokeSupportGrant(id: $id) {
      grant {
        ...SupportGrantFields
      }
    }
  }
`);

export const refuseSupportRequestMutation = graphql(`
  mutation RefuseSupportRequest($id: ID!) {
    refuseSupportRequest(id: $id) {
      refusedId
    }
  }
`);

export const supportBundleQuery = graphql(`
  query SupportBundle($integrationId: ID!) {
    supportBundle(integrationId: $integrationId) {
      fileName
      content
    }
  }
`);

export const supportAccessQuery = graphql(`
  query SupportAccess {
    supportAccess {
      requests {
        id
        organizationId
        reason
        minutes
        requestedAt
        status
        answeredAt
      }
      organizations {
        id
        name
        until
      }
    }
  }
`);

export const requestSupportAccessMutation = graphql(`
  mutation RequestSupportAccess($input: RequestSupportAccessInput!) {
    requestSupportAccess(input: $input) {
      request {
        id
      }
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);

export const diagnoseIntegrationQuery = graphql(`
  query DiagnoseIntegration($id: ID!) {
    diagnoseIntegration(id: $id) {
      ...ReportFields
    }
  }
`);
