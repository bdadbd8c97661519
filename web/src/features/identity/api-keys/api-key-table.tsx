import { Button, Text } from '@mantine/core';
import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { ConfirmByName } from '../../../components/confirm-by-name.tsx';
import { DataTable, type Column } from '../../../components/data-table.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { describeError } from '../../../graphql/client.ts';
import type { ApiKeysQuery } from '../../../graphql/generated/graphql.ts';
import { useMay } from '../viewer.tsx';
import { apiKeysQuery, revokeApiKeyMutation } from './queries.ts';
import styles from './api-keys.module.css';

type ApiKey = ApiKeysQuery['apiKeys'][number];

export function ApiKeyTable({ apiKeys }: { apiKeys: readonly ApiKey[] }) {
  const mayWrite = useMay('api-keys:write');
  const [revoked, setRevoked] = useState<ApiKey | null>(null);
  const columns: Column<ApiKey>[] = [
    { key: 'name', label: 'Name', sortValue: ({ name }) => name, render: ({ name }) => name },
    { key: 'prefix', label: 'Begins with', render: ({ prefix }) => <code className={styles.prefix}>{prefix}…</code> },
    {
      key: 'scopes',
      label: 'Scopes',
      render: ({ scopes }) => (
        <span className={styles.scopes}>
          {scopes.map((scope) => (
            <code key={scope} className={styles.scope}>
              {scope}
            </code>
          ))}
        </span>
      ),
    },
    {
      key: 'createdAt',
      label: 'Created',
      sortValue: ({ createdAt }) => createdAt,
      render: ({ createdAt }) => <RelativeTime value={createdAt} />,
    },
    {
      key: 'expiresAt',
      label: 'Expires',
      sortValue: ({ expiresAt }) => expiresAt ?? '9999',
      render: ({ expiresAt }) => (expiresAt ? <Expiry at={expiresAt} /> : 'Never'),
    },
    {
      key: 'lastUsedAt',
      label: 'Last used',
      sortValue: ({ lastUsedAt }) => lastUsedAt ?? '',
      render: ({ lastUsedAt }) => (lastUsedAt ? <RelativeTime value={lastUsedAt} /> : 'Never'),
    },
  ];
  if (mayWrite) {
    columns.push({
      key: 'actions',
      label: '',
      render: (apiKey) => (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          aria-label={`Revoke ${apiKey.name}`}
          onClick={() => setRevoked(apiKey)}
        >
          Revoke
        </Button>
      ),
    });
  }
  return (
    <>
      <DataTable
        label="API keys"
        rows={apiKeys}
        rowKey={({ id }) => id}
        columns={columns}
        filterText={({ name, prefix }) => `${name} ${prefix}`}
        filterLabel="Filter by name"
      />
      <RevokeDialog apiKey={revoked} onClose={() => setRevoked(null)} />
    </>
  );
}

function Expiry({ at }: { at: string }) {
  const [now] = useState(Date.now);
  if (Date.parse(at) > now) return <RelativeTime value={at} />;
  return (
    <span>
      Expired <RelativeTime value={at} />
    </span>
  );
}

function RevokeDialog({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  const [revoke, { loading }] = useMutation(revokeApiKeyMutation, { refetchQueries: [apiKeysQuery] });
  const [problem, setProblem] = useState<string | null>(null);

  async function confirm(id: string) {
    const refusal = await revoke({ variables: { id } }).then(
      ({ data }) => data?.revokeApiKey.userErrors[0]?.message ?? null,
      (error: unknown) => describeError(error).text,
    );
    setProblem(refusal);
    if (refusal === null) onClose();
  }

  return (
    <ConfirmByName
      opened={apiKey !== null}
      title={`Revoke ${apiKey?.name ?? ''}`}
      action="Revoke API key"
      isBusy={loading}
      error={problem}
      onConfirm={() => apiKey && void confirm(apiKey.id)}
      onClose={() => {
        setProblem(null);
        onClose();
      }}
    >
      <Text>Every tool that uses this key is refused from now on. A revoked key cannot be brought back.</Text>
    </ConfirmByName>
  );
}
