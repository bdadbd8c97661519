import { graphql } from '../../../../graphql/generated/gql.ts';
import type { AnalysisOverviewQuery } from '../../../../graphql/generated/graphql.ts';

export type RepositoryProblem = AnalysisOverviewQuery['analysis']['repositoryProblems'][number];
export type AnalyzedFile = AnalysisOverviewQuery['analysis']['files'][number];

export const analysisOverviewQuery = graphql(`
  query AnalysisOverview($id: ID!) {
    analysis(id: $id) {
      id
      unchecked
      repositoryProblems {
        repositoryUrl
        packageCount
        diagnosis {
          ...DiagnosisFields
        }
        evidence {
          ...EvidenceFields
        }
      }
      files {
        path
        packageType
        format
        problem
        problemLine
        remarks {
          line
          reason
        }
      }
      direct: dependencies(first: 1, onlyDirect: true) {
        totalCount
      }
      unavailable: dependencies(first: 1, onlyUnavailable: true) {
        totalCount
      }
      vulnerable: dependencies(first: 1, onlyVulnerable: true) {
        totalCount
      }
      findings {
        id
        proposalIds
      }
    }
  }
`);
