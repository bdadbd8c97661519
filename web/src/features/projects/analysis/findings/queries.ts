import { graphql } from '../../../../graphql/generated/gql.ts';
import type { FindingsQuery } from '../../../../graphql/generated/graphql.ts';

export type Finding = FindingsQuery['analysis']['findings'][number];

export const findingsQuery = graphql(`
  query Findings($id: ID!) {
    analysis(id: $id) {
      id
      findings {
        id
        advisoryId
        aliases
        summary
        severity
        score
        vector
        fixedVersions
        remediationVersion
        offeredVersion
        proposalIds
        dependency {
          id
          packageType
          name
          version
          isDirect
          isDevelopment
          path
          line
          way
        }
        blockedBy {
          ...DiagnosisFields
        }
      }
    }
  }
`);
