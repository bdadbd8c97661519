import { Anchor, Button, Text } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';
import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Link } from 'react-router';
import { EmptyState } from '../../../../components/empty-state.tsx';
import { ErrorState } from '../../../../components/error-state.tsx';
import { Loading } from '../../../../components/not-loaded.tsx';
import { count } from '../../../../lib/time.ts';
import { analysisAddress } from '../../address.ts';
import type { OpenAnalysis } from '../queries.ts';
import { useAddressValue, useOpened } from '../use-address-value.ts';
import { Combined } from './combined.tsx';
import { ProposalCard } from './proposal-card.tsx';
import { proposalsQuery, type CombinedProposal, type Proposal } from './queries.ts';
import styles from './proposals.module.css';

/** The changes that remove findings, the one that removes most at first; one by one, or all as one. */
export function Proposals({ analysis }: { analysis: OpenAnalysis }) {
  const { id, projectId } = analysis;
  const { data, error, refetch } = useQuery(proposalsQuery, { variables: { id }, fetchPolicy: 'cache-first' });
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />;
  const { proposals, combinedProposal } = data.analysis;
  if (proposals.length > 0) return <Ranked analysis={analysis} proposals={proposals} combined={combinedProposal} />;
  const hasFindings = analysis.severityCounts.some(({ count: amount }) => amount > 0);
  return (
    <EmptyState
      action={
        hasFindings && (
          <Anchor component={Link} to={analysisAddress(projectId, id, 'findings')}>
            See the findings
          </Anchor>
        )
      }
    >
      {hasFindings
        ? 'No change that your repositories can deliver removes a finding. Each finding says why.'
        : 'There is nothing to change: no dependency has a known vulnerability.'}
    </EmptyState>
  );
}

interface RankedProps {
  analysis: OpenAnalysis;
  proposals: readonly Proposal[];
  combined: CombinedProposal | null;
}

function Ranked({ analysis, proposals, combined }: RankedProps) {
  const [search, setValue] = useAddressValue();
  const { opened, toggle } = useOpened();
  const [sought] = useState(() => proposals.find(({ id }) => opened.has(id))?.id);
  const takesAll = combined !== null && search.get('take') === 'all';
  return (
    <div className={styles.proposals}>
      <div className={styles.bar}>
        <Text size="sm" c="dimmed">
          {count(proposals.length, 'proposal')}, most advisories removed per change first. For each, the changed project
          was resolved again: its proof says what came of it.
        </Text>
        {combined && (
          <Button
            variant={takesAll ? 'default' : 'filled'}
            leftSection={<IconStack2 size={16} aria-hidden />}
            aria-expanded={takesAll}
            onClick={() => setValue('take', takesAll ? '' : 'all')}
          >
            {takesAll ? 'Take them one by one' : 'Take all proposals'}
          </Button>
        )}
      </div>
      {takesAll && <Combined analysis={analysis} combined={combined} proposalCount={proposals.length} />}
      {!takesAll && (
        <ol className={styles.list} aria-label="Proposals">
          {proposals.map((proposal) => (
            <ProposalCard
              key={proposal.id}
              analysis={analysis}
              proposal={proposal}
              isOpen={opened.has(proposal.id)}
              isSought={sought === proposal.id}
              onToggle={() => toggle(proposal.id)}
            />
          ))}
        </ol>
      )}
    </div>
  );
}
