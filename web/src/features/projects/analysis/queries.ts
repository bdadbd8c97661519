import { graphql } from '../../../graphql/generated/gql.ts';
import type { AnalysisQuery } from '../../../graphql/generated/graphql.ts';

export type OpenAnalysis = AnalysisQuery['analysis'];

export const analysisQuery = graphql(`
  query Analysis($id: ID!) {
    analysis(id: $id) {
      ...AnalysisFields
      advisoryData {
        ...AdvisoryDataFields
      }
      diagnosis {
        ...DiagnosisFields
      }
      evidence {
        ...EvidenceFields
      }
    }
  }
`);

export const analysisProgressSubscription = graphql(`
  subscription AnalysisProgress($id: ID!) {
    analysisProgress(id: $id) {
      ...AnalysisFields
    }
  }
`);

export const cancelAnalysisMutation = graphql(`
  mutation CancelAnalysis($id: ID!) {
    cancelAnalysis(id: $id) {
      analysis {
        ...AnalysisFields
      }
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);
