import { graphql } from '../../../graphql/generated/gql.ts';
import type { CheckRolePoliciesQuery, PolicyIntegrationsQuery } from '../../../graphql/generated/graphql.ts';

export type PoliciesReport = CheckRolePoliciesQuery['checkRolePolicies'];
export type PolicyIntegration = PolicyIntegrationsQuery['integrations']['edges'][number]['node'];

export const policyIntegrationsQuery = graphql(`
  query PolicyIntegrations($first: Int!) {
    integrations(first: $first) {
      edges {
        cursor
        node {
          id
          name
          accountId
          externalId
          roleArn
          repositories {
            id
            url
          }
        }
      }
      pageInfo {
        ...PageInfoFields
      }
    }
  }
`);

export const checkRolePoliciesQuery = graphql(`
  query CheckRolePolicies($input: RolePoliciesInput!) {
    checkRolePolicies(input: $input) {
      ok
      permissions {
        ...VerdictFields
      }
      refusals {
        ...VerdictFields
      }
      causes {
        ...CauseFields
      }
      findings {
        code
        severity
        source
        line
        column
        message
        repair
      }
      repaired {
        source
        name
        text
        diff
        sufficient
      }
      notJudged
    }
  }
`);

export const verdictFields = graphql(`
  fragment VerdictFields on PermissionVerdict {
    action
    resource
    allowed
    unknown
    reason
    externalId
    place {
      source
      line
      column
    }
  }
`);
