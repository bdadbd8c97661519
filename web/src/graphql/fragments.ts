/** Selections that several features make, once. The code generation finds a fragment by its name, so nobody imports this file. */

import { graphql } from './generated/gql.ts';

export const pageInfoFields = graphql(`
  fragment PageInfoFields on PageInfo {
    hasNextPage
    endCursor
  }
`);

export const userErrorFields = graphql(`
  fragment UserErrorFields on UserError {
    field
    code
    message
    suggestion
  }
`);

export const causeFields = graphql(`
  fragment CauseFields on Cause {
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
`);

export const diagnosisFields = graphql(`
  fragment DiagnosisFields on Diagnosis {
    category
    summary
    causes {
      ...CauseFields
    }
  }
`);

export const evidenceFields = graphql(`
  fragment EvidenceFields on Evidence {
    httpStatus
    errorCode
    message
    awsRequestId
  }
`);

export const analysisFields = graphql(`
  fragment AnalysisFields on Analysis {
    id
    projectId
    projectName
    integrationId
    status
    progress {
      phase
      done
      total
    }
    requestedBy
    createdAt
    startedAt
    finishedAt
    dependencyCount
    severityCounts {
      severity
      count
    }
  }
`);

export const advisoryDataFields = graphql(`
  fragment AdvisoryDataFields on AdvisoryData {
    importedAt
    newestModified
    advisoryCount
  }
`);
