import '../../../components/form.css';
import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { packageTypeDefinition, readClientConfiguration } from '@backline/shared';
import { useState } from 'react';
import { count } from '../../../lib/time.ts';
import { repositoryRow, type DetailsDraft, type RepositoryRow } from './draft.ts';
import styles from './details.module.css';

/** Reads repository URLs out of whatever a client is configured with. The text stays in this browser. */
export function PasteConfiguration({
  draft,
  onRows,
}: {
  draft: DetailsDraft;
  onRows: (rows: RepositoryRow[]) => void;
}) {
  const [text, setText] = useState('');
  const [outcome, setOutcome] = useState<string | null>(null);
  const [before, setBefore] = useState<RepositoryRow[] | null>(null);

  function read() {
    const found = readClientConfiguration(text).flatMap((check) =>
      check.packageType ? [{ packageType: check.packageType, url: check.problems[0]?.suggestion ?? check.url }] : [],
    );
    const fresh = found.filter(({ url }) => draft.repositories.every((row) => row.url !== url));
    if (fresh.length === 0) {
      setBefore(null);
      setOutcome(
        found.length > 0
          ? 'Every repository in this text is entered already.'
          : 'No CodeArtifact repository was found in this text. Paste the file that names the registry, or enter the URLs below.',
      );
      return;
    }
    setBefore(draft.repositories);
    onRows(withFound(draft.repositories, fresh));
    const labels = [...new Set(fresh.map(({ packageType }) => packageTypeDefinition(packageType).label))];
    setOutcome(`Filled in ${count(fresh.length, 'URL')}: ${labels.join(', ')}.`);
    setText('');
  }

  return (
    <details className={styles.panel} style={{ marginBottom: 24 }}>
      <summary>Paste a configuration</summary>
      <Stack gap="sm">
        <Textarea
          label="Configuration"
          description=".npmrc, pip.conf, nuget.config, go env, a connection snippet of the AWS console, or anything with the URLs in it. It is read in this browser; tokens in it go nowhere."
          className={styles.mono}
          autosize
          minRows={4}
          maxRows={12}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Group>
          <Button variant="default" disabled={text.trim() === ''} onClick={read}>
            Read URLs
          </Button>
          <Text size="sm" role="status">
            {outcome}
          </Text>
          {before && (
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => {
                onRows(before);
                setBefore(null);
                setOutcome('The URLs are as they were.');
              }}
            >
              Undo
            </Button>
          )}
        </Group>
      </Stack>
    </details>
  );
}

/** Fills empty fields first and adds rows for the rest. */
function withFound(
  rows: readonly RepositoryRow[],
  found: readonly Pick<RepositoryRow, 'packageType' | 'url'>[],
): RepositoryRow[] {
  const result = [...rows];
  for (const { packageType, url } of found) {
    const free = result.findIndex((row) => row.packageType === packageType && row.url.trim() === '');
    if (free === -1) result.push(repositoryRow(packageType, url));
    else result[free] = { ...repositoryRow(packageType, url), key: result[free]?.key ?? '' };
  }
  return result;
}
