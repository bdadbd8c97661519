import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { packageTypes } from '@backline/shared';
import { repositoryRow, type DetailsDraft, type RepositoryRow } from './draft.ts';
import { RoutePreviewPanel } from '../routes/route-preview-panel.tsx';
import { PasteConfiguration } from './paste-configuration.tsx';
import { RepositoryField } from './repository-field.tsx';
import type { DetailsFieldsProps } from './role-fields.tsx';
import styles from './details.module.css';

/** One URL field for each package type, more on demand, and a box that reads a client's configuration. */
export function RepositoryFields({ draft, check, wasSubmitted, onChange }: DetailsFieldsProps) {
  const setRows = (repositories: RepositoryRow[]) => onChange({ repositories });

  function replaceRow(key: string, change: Partial<RepositoryRow>) {
    setRows(draft.repositories.map((row) => (row.key === key ? { ...row, ...change } : row)));
  }

  return (
    <div>
      <PasteConfiguration draft={draft} onRows={setRows} />
      {packageTypes.map((definition) => {
        const rows = draft.repositories.filter(({ packageType }) => packageType === definition.id);
        return (
          <div key={definition.id} className={styles.type}>
            {rows.map((row, index) => (
              <RepositoryField
                key={row.key}
                row={row}
                label={`${definition.label} repository URL${rows.length > 1 ? ` ${index + 1}` : ''}`}
                check={check}
                wasSubmitted={wasSubmitted}
                hasSiblings={rows.filter(({ url }) => url.trim() !== '').length > 1}
                onUrl={(url) => replaceRow(row.key, { url })}
                onRoutes={(routes) => replaceRow(row.key, { routes })}
                onMove={(packageType) => setRows(movedRow(draft, row, packageType))}
                onRemove={
                  rows.length > 1 ? () => setRows(draft.repositories.filter(({ key }) => key !== row.key)) : null
                }
              />
            ))}
            {rows.every(({ url }) => url !== '') && (
              <Button
                variant="subtle"
                size="compact-sm"
                style={{ alignSelf: 'flex-start' }}
                leftSection={<IconPlus size={14} aria-hidden />}
                onClick={() => setRows([...draft.repositories, repositoryRow(definition.id)])}
              >
                Add another {definition.label} URL
              </Button>
            )}
          </div>
        );
      })}
      <RoutePreviewPanel draft={draft} />
    </div>
  );
}

/** Takes a URL out of its field and puts it into one of the package type that it is for. */
function movedRow(draft: DetailsDraft, row: RepositoryRow, packageType: RepositoryRow['packageType']): RepositoryRow[] {
  const target = draft.repositories.find((other) => other.packageType === packageType && other.url.trim() === '');
  const cleared = draft.repositories.map((other) => {
    if (other.key === row.key) return { ...other, url: '', routes: [] };
    return other.key === target?.key ? { ...other, url: row.url } : other;
  });
  return target ? cleared : [...cleared, repositoryRow(packageType, row.url)];
}
