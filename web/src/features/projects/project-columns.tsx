import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import type { Column } from '../../components/data-table.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import type { AnalysisFieldsFragment } from '../../graphql/generated/graphql.ts';
import { AnalysisStatusBadge } from './analysis-status.tsx';
import styles from './project-columns.module.css';
import { SeverityCounts } from './severity.tsx';

interface ListedProject {
  id: string;
  name: string;
  lastAnalysis: AnalysisFieldsFragment | null;
}

/** What every table of projects says of one. */
export const projectColumns = {
  name: {
    key: 'name',
    label: 'Project',
    sortValue: ({ name }) => name,
    render: ({ id, name }) => (
      <Anchor component={Link} to={`/projects/${id}`} fw={500} underline="hover">
        {name}
      </Anchor>
    ),
  },
  lastAnalysis: {
    key: 'last',
    label: 'Last analysis',
    sortValue: ({ lastAnalysis }) => lastAnalysis?.createdAt ?? '',
    render: ({ lastAnalysis }) =>
      lastAnalysis ? (
        <span className={styles.last}>
          <AnalysisStatusBadge status={lastAnalysis.status} />
          <RelativeTime value={lastAnalysis.createdAt} />
        </span>
      ) : (
        'None'
      ),
  },
  findings: {
    key: 'findings',
    label: 'Findings',
    sortValue: weightOf,
    render: ({ lastAnalysis }) =>
      lastAnalysis?.status === 'SUCCEEDED' ? <SeverityCounts counts={lastAnalysis.severityCounts} /> : 'Not known',
  },
} satisfies Record<string, Column<ListedProject>>;

const weights = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'] as const;

/** Sorts by the number of critical findings, then of high ones and so on. */
function weightOf({ lastAnalysis }: ListedProject): string {
  const counts = lastAnalysis?.severityCounts ?? [];
  return weights
    .map((severity) => String(counts.find((entry) => entry.severity === severity)?.count ?? 0).padStart(6, '0'))
    .join('-');
}
