import { graphql } from '../../graphql/generated/gql.ts';

export const auditEventsQuery = graphql(`
  query AuditEvents(
    $first: Int!
    $after: String
    $actor: String
    $action: String
    $from: DateTime
    $until: DateTime
    $text: String
  ) {
    auditEvents(first: $first, after: $after, actor: $actor, action: $action, from: $from, until: $until, text: $text) {
      totalCount
      pageInfo {
        ...PageInfoFields
      }
      edges {
        cursor
        node {
          id
          at
          actor
          actorKind
          action
          subject
          detail
          requestId
          ip
        }
      }
    }
  }
`);

export const auditLogValuesQuery = graphql(`
  query AuditLogValues {
    auditLogValues {
      actors
      actions
    }
  }
`);
