import { graphql } from '../../../graphql/generated/gql.ts';
import type { CauseQuery, CausesQuery } from '../../../graphql/generated/graphql.ts';

export type ListedCause = CausesQuery['causes'][number];
export type DescribedCause = CauseQuery['cause'];

export const causesQuery = graphql(`
  query Causes {
    causes {
      code
      title
      category
      side
      shows
      explanation
    }
  }
`);

export const causeQuery = graphql(`
  query Cause($code: String!) {
    cause(code: $code) {
      code
      title
      category
      side
      explanation
      shows
      decidedBy
      steps
      snippet {
        language
        text
      }
      documentationUrl
    }
  }
`);
