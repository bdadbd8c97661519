import { graphql } from '../../../../../graphql/generated/gql.ts';
import type { CheckBuildMutation } from '../../../../../graphql/generated/graphql.ts';

export type BuildCheck = NonNullable<CheckBuildMutation['checkBuild']['check']>;
export type BuildRestore = BuildCheck['restores'][number];

export const checkBuildMutation = graphql(`
  mutation CheckBuild($analysisId: ID!, $proposalId: ID) {
    checkBuild(analysisId: $analysisId, proposalId: $proposalId) {
      check {
        status
        startedAt
        durationMs
        reason
        isolation
        restores {
          packageType
          folder
          client
          clientVersion
          status
          reason
          commands
          exitCode
          durationMs
          output
          requestCount
          diagnosis {
            ...DiagnosisFields
          }
          evidence {
            ...EvidenceFields
          }
        }
      }
      userErrors {
        ...UserErrorFields
      }
    }
  }
`);
