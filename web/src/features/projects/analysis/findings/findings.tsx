import '../../../../components/form.css';
import { NativeSelect, Text } from '@mantine/core';
import { useQuery } from '@apollo/client/react';
import { packageTypes } from '@backline/shared';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { EmptyState } from '../../../../components/empty-state.tsx';
import { ErrorState } from '../../../../components/error-state.tsx';
import { Loading } from '../../../../components/not-loaded.tsx';
import { VirtualTable } from '../../../../components/virtual-table.tsx';
import { count } from '../../../../lib/time.ts';
import { readFindingView } from '../../address.ts';
import { severities, severityLook } from '../../severities.ts';
import { FilterText } from '../filter-text.tsx';
import type { OpenAnalysis } from '../queries.ts';
import { useAddressValue, useOpened } from '../use-address-value.ts';
import { shownFindings } from './filter.ts';
import { FindingRow } from './finding-row.tsx';
import { findingsQuery, type Finding } from './queries.ts';
import styles from './findings.module.css';

const ROW_HEIGHT_PX = 66;

/** Every vulnerable dependency, most severe first. */
export function Findings({ analysis }: { analysis: OpenAnalysis }) {
  const { id, advisoryData } = analysis;
  const { data, error, refetch } = useQuery(findingsQuery, { variables: { id }, fetchPolicy: 'cache-first' });
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />;
  const { findings } = data.analysis;
  if (findings.length > 0) return <Filtered analysis={analysis} findings={findings} />;
  return (
    <EmptyState>
      {advisoryData
        ? 'No dependency has a known vulnerability in the advisories that were used.'
        : 'Nothing could be found, because no advisories were imported.'}
    </EmptyState>
  );
}

function Filtered({ analysis, findings }: { analysis: OpenAnalysis; findings: readonly Finding[] }) {
  const [search] = useSearchParams();
  const text = search.toString();
  const shown = useMemo(() => shownFindings(findings, readFindingView(new URLSearchParams(text))), [findings, text]);
  const { opened, toggle } = useOpened();
  const firstOpened = shown.findIndex(({ id }) => opened.has(id));
  return (
    <div className={styles.findings}>
      <FilterBar findings={findings} />
      <Text size="sm" c="dimmed" role="status">
        {shown.length === findings.length
          ? `${count(findings.length, 'finding')}, most severe first`
          : `${shown.length.toLocaleString('en')} of ${count(findings.length, 'finding')}`}
      </Text>
      {shown.length === 0 && <EmptyState>No finding fits this filter.</EmptyState>}
      {shown.length > 0 && (
        <VirtualTable
          label="Findings"
          headings={['Dependency', 'Severity', 'Advisory', 'What to do']}
          className={styles.row}
          rowCount={shown.length}
          rowKey={(index) => shown[index]?.id ?? String(index)}
          estimatedHeight={ROW_HEIGHT_PX}
          firstShown={firstOpened}
          renderRow={(index) => {
            const finding = shown[index];
            return (
              finding && (
                <FindingRow
                  analysis={analysis}
                  finding={finding}
                  isOpen={opened.has(finding.id)}
                  onToggle={() => toggle(finding.id)}
                />
              )
            );
          }}
        />
      )}
    </div>
  );
}

function FilterBar({ findings }: { findings: readonly Finding[] }) {
  const [search, setValue] = useAddressValue();
  const view = readFindingView(search);
  const present = new Set(findings.map(({ severity }) => severityLook(severity).key));
  const types = new Set(findings.map(({ dependency }) => dependency.packageType));
  return (
    <div className={styles.filter} role="search" aria-label="Findings">
      <FilterText label="Name, advisory or text" value={view.text} onChange={(value) => setValue('text', value)} />
      <NativeSelect
        label="Severity"
        value={view.severity}
        data={[
          { value: '', label: 'Any' },
          ...severities
            .filter(({ key }) => present.has(key) || key === view.severity)
            .map(({ key, label }) => ({ value: key, label })),
        ]}
        onChange={(event) => setValue('severity', event.currentTarget.value)}
      />
      <NativeSelect
        label="Package type"
        value={view.packageType}
        data={[
          { value: '', label: 'Any' },
          ...packageTypes
            .filter(({ id }) => types.has(id) || id === view.packageType)
            .map(({ id, label }) => ({ value: id, label })),
        ]}
        onChange={(event) => setValue('type', event.currentTarget.value)}
      />
      <NativeSelect
        label="Proposal"
        value={view.proposal}
        data={[
          { value: '', label: 'With or without' },
          { value: 'with', label: 'Has a proposal' },
          { value: 'without', label: 'Has none' },
        ]}
        onChange={(event) => setValue('proposal', event.currentTarget.value)}
      />
    </div>
  );
}
