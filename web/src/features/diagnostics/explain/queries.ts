import { graphql } from '../../../graphql/generated/gql.ts';
import type { ExplainFailureQuery } from '../../../graphql/generated/graphql.ts';

export type ExplainedFailure = ExplainFailureQuery['explainFailure'];
export type Reading = NonNullable<ExplainedFailure['reading']>;

export const explainFailureQuery = graphql(`
  query ExplainFailure($input: ExplainFailureInput!) {
    explainFailure(input: $input) {
      ...DiagnosisFields
      reading {
        lines {
          number
          text
        }
        action
        resource
        host
        package
        version
        httpStatus
        errorCode
        awsRequestId
      }
    }
  }
`);
