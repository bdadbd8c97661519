import { Skeleton } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconHelpCircle } from '@tabler/icons-react';
import { useQuery } from '@apollo/client/react';
import { packageTypeDefinition } from '@backline/shared';
import { useId, type ReactNode } from 'react';
import { Delayed } from '../../../../components/delayed.tsx';
import { Diagnosis } from '../../../../components/diagnosis.tsx';
import { ErrorState } from '../../../../components/error-state.tsx';
import { Fact, Facts } from '../../../../components/facts.tsx';
import { Identifier } from '../../../../components/identifier.tsx';
import type { DependencyDetailsQueryVariables, DependencyOrigin } from '../../../../graphql/generated/graphql.ts';
import { SeverityBadge } from '../../severity.tsx';
import { PackageWay } from '../package-way.tsx';
import { UnfoldButton, UnfoldedCell } from '../unfold.tsx';
import { dependencyDetailsQuery, type Dependency } from './queries.ts';
import styles from './dependencies.module.css';

interface DependencyRowProps {
  analysisId: string;
  dependency: Dependency;
  isOpen: boolean;
  onToggle: () => void;
  /** The list and the row before this one, by which its details are found. */
  place: Omit<DependencyDetailsQueryVariables, 'id'>;
}

const origins: Record<DependencyOrigin, string> = {
  INTERNAL: 'Your own',
  UPSTREAM: 'A public name',
  PUBLIC_ONLY: 'Public only',
  NOT_REGISTRY: 'Git, address or folder',
  UNKNOWN: 'Not known',
};

/** One dependency in a line; unfolded, how it comes in, and why it is not available. */
export function DependencyRow({ analysisId, dependency, isOpen, onToggle, place }: DependencyRowProps) {
  const { name, version, requirement, packageType, isDirect, isDevelopment, origin, path, line } = dependency;
  const { worstSeverity, findingCount } = dependency;
  const id = useId();
  const marks = [packageTypeDefinition(packageType).label, isDirect && 'direct', isDevelopment && 'development'];
  return (
    <>
      <div role="cell" className={styles.name}>
        <UnfoldButton isOpen={isOpen} controls={id} onToggle={onToggle}>
          {name}
          <span className={styles.version}>{version === null ? ` ${requirement ?? ''}` : `@${version}`}</span>{' '}
          <span className={styles.marks}>{marks.filter(Boolean).join(' · ')}</span>
        </UnfoldButton>
      </div>
      <div role="cell">
        {findingCount > 0 ? (
          <span className={styles.findings}>
            <SeverityBadge severity={worstSeverity} /> {findingCount.toLocaleString('en')}
          </span>
        ) : (
          <span className={styles.quiet}>None</span>
        )}
      </div>
      <div role="cell">
        <Availability available={dependency.available} />
      </div>
      <div role="cell" className={styles.quiet}>
        {origins[origin] ?? origin}
      </div>
      <div role="cell" className={styles.place}>
        {path}:{line}
      </div>
      {isOpen && (
        <UnfoldedCell id={id} columnCount={5}>
          <Details analysisId={analysisId} dependency={dependency} place={place} />
        </UnfoldedCell>
      )}
    </>
  );
}

const availabilities: Record<string, { tone: string; icon: ReactNode; word: string }> = {
  true: { tone: 'good', icon: <IconCircleCheck size={16} aria-hidden />, word: 'Available' },
  false: { tone: 'bad', icon: <IconCircleX size={16} aria-hidden />, word: 'Not available' },
  null: { tone: 'neutral', icon: <IconHelpCircle size={16} aria-hidden />, word: 'Not judged' },
};

function Availability({ available }: { available: boolean | null }) {
  const look = availabilities[String(available)];
  return (
    <span className={styles.available} data-tone={look?.tone}>
      {look?.icon}
      {look?.word}
    </span>
  );
}

function Details({ analysisId, dependency, place }: Pick<DependencyRowProps, 'analysisId' | 'dependency' | 'place'>) {
  const { data, error, refetch } = useQuery(dependencyDetailsQuery, {
    variables: { id: analysisId, ...place },
    fetchPolicy: 'no-cache',
  });
  const node = data?.analysis.dependencies.edges[0]?.node;
  const { requirement, repositoryUrl, way, isDirect, origin } = dependency;
  return (
    <>
      <Facts isRow>
        <Fact term="How it comes in">
          <PackageWay way={way} isDirect={isDirect} />
        </Fact>
        {requirement !== null && (
          <Fact term="Asked for as">
            <code>{requirement}</code>
          </Fact>
        )}
        <Fact term="Comes from">{origins[origin] ?? origin}</Fact>
        {repositoryUrl !== null && (
          <Fact term="Offered by">
            <Identifier value={repositoryUrl} label="repository URL" />
          </Fact>
        )}
        {node && (
          <Fact term="Stated in">
            {node.places.map(({ path, line }) => (
              <code key={`${path}:${line}`} className={styles.statement}>
                {path}:{line}
              </code>
            ))}
          </Fact>
        )}
      </Facts>
      {node?.diagnosis && (
        <Diagnosis diagnosis={node.diagnosis} evidence={null} anchor={`dependency-${dependency.id}`} />
      )}
      {!node && error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!node && !error && (
        <Delayed>
          <Skeleton height={20} width={240} />
        </Delayed>
      )}
    </>
  );
}
