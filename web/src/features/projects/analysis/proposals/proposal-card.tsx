import { IconAlertTriangle, IconArrowRight } from '@tabler/icons-react';
import { packageTypeDefinition } from '@backline/shared';
import { useEffect, useId, useRef } from 'react';
import { Fact, Facts } from '../../../../components/facts.tsx';
import { count } from '../../../../lib/time.ts';
import type { OpenAnalysis } from '../queries.ts';
import { UnfoldButton } from '../unfold.tsx';
import { BuildCheckView } from './build-check/build-check-view.tsx';
import { ChangeFiles } from './change-files.tsx';
import { ProofBadge } from './proof-badge.tsx';
import { ProofView } from './proof-view.tsx';
import type { Proposal } from './queries.ts';
import { patchName, wayText } from './wording.ts';
import styles from './proposals.module.css';

interface ProposalCardProps {
  analysis: OpenAnalysis;
  proposal: Proposal;
  isOpen: boolean;
  /** Whether the page was opened to show this one. */
  isSought: boolean;
  onToggle: () => void;
}

/** One change: what it does at a glance; unfolded, its diff, its proof, and what is left to do. */
export function ProposalCard({ analysis, proposal, isOpen, isSought, onToggle }: ProposalCardProps) {
  const { name, fromVersion, toVersion, way, fixes, isBreaking, packageType, proof } = proposal;
  const id = useId();
  const card = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isSought) card.current?.scrollIntoView({ block: 'start' });
    // oxlint-disable-next-line react/exhaustive-deps -- at first only
  }, []);
  return (
    <li ref={card} className={styles.card}>
      <div className={styles.head}>
        <h2 className={styles.title}>
          <UnfoldButton isOpen={isOpen} controls={id} onToggle={onToggle}>
            {name} {fromVersion} <IconArrowRight size={14} aria-label="to" className={styles.arrow} /> {toVersion}
          </UnfoldButton>
        </h2>
        <span className={styles.marks}>
          {isBreaking && (
            <span className={styles.breaking}>
              <IconAlertTriangle size={14} aria-hidden />
              Breaking by its number
            </span>
          )}
          <ProofBadge status={proof.status} />
        </span>
        <p className={styles.gist}>
          {[
            `Removes ${count(fixes.length, 'advisory', 'advisories')}`,
            wayText(way),
            packageTypeDefinition(packageType).label,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      {isOpen && (
        <div id={id} className={styles.body}>
          <Outcome proposal={proposal} />
          <ChangeFiles
            patches={proposal.patches}
            commands={proposal.commands}
            fileName={patchName(analysis.projectName, name, toVersion)}
            label={`${name} ${toVersion}`}
          />
          <BuildCheckView
            analysisId={analysis.id}
            proposalId={proposal.id}
            label={`${name} ${toVersion}`}
            hasCommands={proposal.commands.length > 0}
          />
          <ProofView analysisId={analysis.id} proposalId={proposal.id} proof={proof} />
        </div>
      )}
    </li>
  );
}

function Outcome({ proposal: { fixes, remaining, alongside } }: { proposal: Proposal }) {
  return (
    <Facts>
      <Fact term="Advisories that go">
        <Names names={fixes} />
      </Fact>
      {remaining.length > 0 && (
        <Fact term="Advisories that remain on the package">
          <Names names={remaining} />
        </Fact>
      )}
      {alongside.length > 0 && (
        <Fact term="Changes with it">
          <ul className={styles.names}>
            {alongside.map(({ name, fromVersion, toVersion }) => (
              <li key={`${name} ${fromVersion} ${toVersion}`}>
                <code>{stepText(name, fromVersion, toVersion)}</code>
              </li>
            ))}
          </ul>
        </Fact>
      )}
    </Facts>
  );
}

function stepText(name: string, from: string | null, to: string | null): string {
  if (from === null) return `${name}@${to ?? ''} is new`;
  return to === null ? `${name}@${from} goes` : `${name} ${from} to ${to}`;
}

export function Names({ names }: { names: readonly string[] }) {
  return (
    <ul className={styles.names}>
      {names.map((name) => (
        <li key={name}>
          <code>{name}</code>
        </li>
      ))}
    </ul>
  );
}
