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
      httpStatus
      errorCode
      message
      awsRequestId
    }
    diagnosis {
      category
      summary
      causes {
        code
        certainty
        side
        explanation
        steps
        snippet {
          language
          text
        }
        documentationUrl
      }
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
        field
        code
        message
        suggestion
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
        code
        certainty
        side
        explanation
        steps
        snippet {
          language
          text
        }
        documentationUrl
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
