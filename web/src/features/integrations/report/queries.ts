import { graphql } from '../../../graphql/generated/gql.ts';

export const checkFields = graphql(`
  fragment CheckFields on Check {
    code
    status
    label
    repositoryUrl
    domain
    durationMs
    evidence {
      ...EvidenceFields
    }
    diagnosis {
      ...DiagnosisFields
    }
  }
`);

export const reportFields = graphql(`
  fragment ReportFields on ConnectionReport {
    id
    status
    startedAt
    durationMs
    requestedBy
    checks {
      ...CheckFields
    }
  }
`);

export const connectionTestSubscription = graphql(`
  subscription ConnectionTest($input: CodeArtifactDetailsInput!) {
    codeArtifactConnectionTest(input: $input) {
      planned {
        code
        label
        domain
        repositoryUrl
      }
      check {
        ...CheckFields
      }
      report {
        ...ReportFields
      }
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);

export const trustPolicyCheckQuery = graphql(`
  query TrustPolicyCheck($input: RolePoliciesInput!) {
    checkRolePolicies(input: $input) {
      permissions {
        action
        allowed
        reason
      }
      causes {
        ...CauseFields
      }
      findings {
        severity
        line
        column
        message
        repair
      }
    }
  }
`);
