import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Delayed } from '../../../../components/delayed.tsx';
import { ErrorState } from '../../../../components/error-state.tsx';
import { RelativeTime } from '../../../../components/relative-time.tsx';
import { duration } from '../../../../lib/time.ts';
import { proofQuestionsQuery, type Proof } from './queries.ts';
import { QuestionTable } from './question-table.tsx';
import { proofText } from './wording.ts';
import styles from './proposals.module.css';

interface ProofViewProps {
  analysisId: string;
  /** Null for the combined proposal. */
  proposalId: string | null;
  proof: Proof;
}

/** How it is known that a change helps: what came of resolving the project with it, and what was asked for that. */
export function ProofView({ analysisId, proposalId, proof }: ProofViewProps) {
  const { status, checkedAt, durationMs, failures, introduced, unchecked } = proof;
  return (
    <section className={styles.part}>
      <h3 className={styles.heading}>Proof</h3>
      <Text>
        Resolved again with the change made, <RelativeTime value={checkedAt} />, in {duration(durationMs)}.{' '}
        {proofText(status)}
      </Text>
      <Sentences title="Why it does not hold" sentences={failures} />
      <Sentences title="Advisories that it would bring in" sentences={introduced} />
      <Sentences title="What could not be checked" sentences={unchecked} />
      <Questions analysisId={analysisId} proposalId={proposalId} />
    </section>
  );
}

function Sentences({ title, sentences }: { title: string; sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <div>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <ul className={styles.sentences}>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}

function Questions({ analysisId, proposalId }: { analysisId: string; proposalId: string | null }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className={styles.asked} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>What was asked</summary>
      {isOpen && <LoadedQuestions analysisId={analysisId} proposalId={proposalId} />}
    </details>
  );
}

function LoadedQuestions({ analysisId, proposalId }: { analysisId: string; proposalId: string | null }) {
  const { data, error, refetch } = useQuery(proofQuestionsQuery, {
    variables: { id: analysisId },
    fetchPolicy: 'no-cache',
  });
  if (!data) {
    if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
    return (
      <Delayed>
        <Skeleton height={80} mt="xs" />
      </Delayed>
    );
  }
  const { proposals, combinedProposal } = data.analysis;
  const source = proposalId === null ? combinedProposal : proposals.find(({ id }) => id === proposalId);
  const asked = source?.proof.asked ?? [];
  if (asked.length === 0) return <Text c="dimmed">No repository had to be asked.</Text>;
  return <QuestionTable asked={asked} />;
}
