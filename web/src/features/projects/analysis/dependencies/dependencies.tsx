import '../../../../components/form.css';
import { Checkbox, NativeSelect, Text } from '@mantine/core';
import { packageTypes } from '@backline/shared';
import { EmptyState } from '../../../../components/empty-state.tsx';
import { ErrorState } from '../../../../components/error-state.tsx';
import { Loading } from '../../../../components/not-loaded.tsx';
import { VirtualTable } from '../../../../components/virtual-table.tsx';
import { count } from '../../../../lib/time.ts';
import { dependencyFilter, readDependencyView, type DependencyView } from '../../address.ts';
import { FilterText } from '../filter-text.tsx';
import type { OpenAnalysis } from '../queries.ts';
import { useAddressValue, useOpened } from '../use-address-value.ts';
import { DependencyRow } from './dependency-row.tsx';
import { useDependencies } from './use-dependencies.ts';
import styles from './dependencies.module.css';

const ROW_HEIGHT_PX = 44;

/** Every dependency, filtered and sorted by the server. */
export function Dependencies({ analysis: { id, dependencyCount } }: { analysis: OpenAnalysis }) {
  const [search] = useAddressValue();
  const view = readDependencyView(search);
  return (
    <div className={styles.dependencies}>
      <FilterBar view={view} />
      <Rows id={id} view={view} total={dependencyCount ?? 0} />
    </div>
  );
}

function Rows({ id, view, total }: { id: string; view: DependencyView; total: number }) {
  const { loaded, error, want, retry } = useDependencies(id, view);
  const { opened, toggle } = useOpened();
  if (!loaded) return error === null ? <Loading /> : <ErrorState error={error} onRetry={retry} />;
  const { edges, totalCount } = loaded;
  if (totalCount === 0) {
    return (
      <EmptyState>
        {total === 0 ? 'No file that was read states a dependency.' : 'No dependency fits this filter.'}
      </EmptyState>
    );
  }
  return (
    <>
      <Text size="sm" c="dimmed" role="status">
        {totalCount === total
          ? count(total, 'dependency', 'dependencies')
          : `${totalCount.toLocaleString('en')} of ${count(total, 'dependency', 'dependencies')}`}
      </Text>
      {error !== null && <ErrorState error={error} onRetry={retry} />}
      <VirtualTable
        key={JSON.stringify(dependencyFilter(view))}
        label="Dependencies"
        headings={['Dependency', 'Findings', 'In your repositories', 'Comes from', 'Stated in']}
        className={styles.row}
        rowCount={totalCount}
        rowKey={(index) => edges[index]?.node.id ?? `row ${index}`}
        estimatedHeight={ROW_HEIGHT_PX}
        onLastRow={want}
        renderRow={(index) => {
          const edge = edges[index];
          if (!edge) return <span role="cell" className={styles.onItsWay} aria-label="On its way" />;
          const isOpen = opened.has(edge.node.id);
          return (
            <DependencyRow
              analysisId={id}
              dependency={edge.node}
              isOpen={isOpen}
              onToggle={() => toggle(edge.node.id)}
              place={{ ...dependencyFilter(view), after: edges[index - 1]?.cursor ?? null }}
            />
          );
        }}
      />
    </>
  );
}

function FilterBar({ view }: { view: DependencyView }) {
  const [, setValue] = useAddressValue();
  const box = (label: string, name: string, checked: boolean) => (
    <Checkbox
      size="sm"
      label={label}
      checked={checked}
      onChange={(event) => setValue(name, event.currentTarget.checked ? '1' : '')}
    />
  );
  return (
    <div className={styles.filter} role="search" aria-label="Dependencies">
      <div className={styles.fields}>
        <FilterText label="Name" value={view.text} onChange={(value) => setValue('text', value)} />
        <NativeSelect
          label="Package type"
          value={view.packageType}
          data={[{ value: '', label: 'Any' }, ...packageTypes.map(({ id, label }) => ({ value: id, label }))]}
          onChange={(event) => setValue('type', event.currentTarget.value)}
        />
        <NativeSelect
          label="Sort by"
          value={view.order}
          data={[
            { value: 'NAME', label: 'Name' },
            { value: 'SEVERITY', label: 'Severity' },
            { value: 'AVAILABILITY', label: 'Not available first' },
          ]}
          onChange={(event) => {
            const order = event.currentTarget.value;
            setValue('order', order === 'NAME' ? '' : order.toLowerCase());
          }}
        />
      </div>
      <div className={styles.boxes}>
        {box('Direct ones only', 'direct', view.isDirect)}
        {box('Vulnerable only', 'vulnerable', view.isVulnerable)}
        {box('Not available only', 'unavailable', view.isUnavailable)}
      </div>
    </div>
  );
}
