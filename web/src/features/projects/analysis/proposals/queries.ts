import { graphql } from '../../../../graphql/generated/gql.ts';
import type { ProofFieldsFragment, ProposalsQuery } from '../../../../graphql/generated/graphql.ts';

export type Proposal = ProposalsQuery['analysis']['proposals'][number];
export type CombinedProposal = NonNullable<ProposalsQuery['analysis']['combinedProposal']>;
export type Patch = Proposal['patches'][number];
export type RemainingCommand = Proposal['commands'][number];
export type Proof = ProofFieldsFragment;

export const proofFields = graphql(`
  fragment ProofFields on Proof {
    status
    checkedAt
    durationMs
    unchecked
    introduced
    failures
  }
`);

export const proposalsQuery = graphql(`
  query Proposals($id: ID!) {
    analysis(id: $id) {
      id
      proposals {
        id
        packageType
        name
        fromVersion
        toVersion
        way
        fixes
        findingIds
        remaining
        isBreaking
        alongside {
          name
          fromVersion
          toVersion
        }
        patches {
          path
          diff
        }
        commands {
          command
          reason
        }
        proof {
          ...ProofFields
        }
      }
      combinedProposal {
        proposalIds
        fixes
        remainingFindingIds
        patches {
          path
          diff
        }
        commands {
          command
          reason
        }
        proof {
          ...ProofFields
        }
      }
    }
  }
`);

/** What was asked to prove a change can be thousands of versions, so it is loaded when somebody looks. */
export const proofQuestionsQuery = graphql(`
  query ProofQuestions($id: ID!) {
    analysis(id: $id) {
      id
      proposals {
        id
        proof {
          asked {
            repositoryUrl
            name
            version
            isOffered
          }
        }
      }
      combinedProposal {
        proof {
          asked {
            repositoryUrl
            name
            version
            isOffered
          }
        }
      }
    }
  }
`);
