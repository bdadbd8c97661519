import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@apollo/client/react';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { Fact, Facts } from '../../../../components/facts.tsx';
import { count } from '../../../../lib/time.ts';
import { analysisAddress } from '../../address.ts';
import { SeverityBadge } from '../../severity.tsx';
import { findingsQuery } from '../findings/queries.ts';
import type { OpenAnalysis } from '../queries.ts';
import { BuildCheckView } from './build-check/build-check-view.tsx';
import { ChangeFiles } from './change-files.tsx';
import { ProofBadge } from './proof-badge.tsx';
import { ProofView } from './proof-view.tsx';
import { Names } from './proposal-card.tsx';
import type { CombinedProposal } from './queries.ts';
import { patchName } from './wording.ts';
import styles from './proposals.module.css';

interface CombinedProps {
  analysis: OpenAnalysis;
  combined: CombinedProposal;
  proposalCount: number;
}

/** All proposals that go together, as one change, and what remains after it. */
export function Combined({ analysis, combined, proposalCount }: CombinedProps) {
  const { proposalIds, fixes, remainingFindingIds, patches, commands, proof } = combined;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const without = proposalCount - proposalIds.length;
  return (
    <section aria-labelledby="combined" className={styles.combined}>
      <div className={styles.combinedHead}>
        <h2 id="combined" ref={heading} tabIndex={-1} className={styles.combinedTitle}>
          {count(proposalIds.length, 'proposal')} as one change
        </h2>
        <ProofBadge status={proof.status} />
      </div>
      {without > 0 && (
        <Text>
          {count(without, 'proposal')} {without === 1 ? 'does' : 'do'} not go with the others and{' '}
          {without === 1 ? 'is' : 'are'} left out.
        </Text>
      )}
      <Facts>
        <Fact term="Advisories that go">
          <Names names={fixes} />
        </Fact>
        <Fact term="What remains">
          {remainingFindingIds.length === 0 ? (
            'No finding remains.'
          ) : (
            <Remaining analysis={analysis} ids={remainingFindingIds} />
          )}
        </Fact>
      </Facts>
      <ChangeFiles
        patches={patches}
        commands={commands}
        fileName={patchName(analysis.projectName, 'all-proposals')}
        label="all proposals"
      />
      <BuildCheckView
        analysisId={analysis.id}
        proposalId={null}
        label="all proposals"
        hasCommands={commands.length > 0}
      />
      <ProofView analysisId={analysis.id} proposalId={null} proof={proof} />
    </section>
  );
}

function Remaining({ analysis: { id, projectId }, ids }: { analysis: OpenAnalysis; ids: readonly string[] }) {
  const { data } = useQuery(findingsQuery, { variables: { id }, fetchPolicy: 'cache-first' });
  const remaining = data?.analysis.findings.filter((finding) => ids.includes(finding.id)) ?? [];
  const text = count(ids.length, 'finding');
  if (!data) return text;
  return (
    <details>
      <summary>{text}</summary>
      <ul className={styles.remaining}>
        {remaining.map((finding) => (
          <li key={finding.id}>
            <SeverityBadge severity={finding.severity} />{' '}
            <Anchor
              component={Link}
              to={`${analysisAddress(projectId, id, 'findings')}?open=${finding.id}`}
              underline="hover"
            >
              {finding.dependency.name}
              {finding.dependency.version !== null && `@${finding.dependency.version}`}, {finding.advisoryId}
            </Anchor>
          </li>
        ))}
      </ul>
    </details>
  );
}
