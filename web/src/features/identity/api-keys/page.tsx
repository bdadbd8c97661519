import { Button, Skeleton, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@apollo/client/react';
import { Delayed } from '../../../components/delayed.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { useMay } from '../viewer.tsx';
import { ApiKeyTable } from './api-key-table.tsx';
import { CreateDialog } from './create-dialog.tsx';
import { apiKeysQuery } from './queries.ts';

export function ApiKeysPage() {
  const mayWrite = useMay('api-keys:write');
  const { data, error, refetch } = useQuery(apiKeysQuery);
  const [isCreating, creating] = useDisclosure(false);
  const createButton = mayWrite && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={creating.open}>
      Create API key
    </Button>
  );

  return (
    <>
      <PageHeader title="API keys" action={createButton}>
        <Text c="dimmed" maw={720} mt={4}>
          Partner tools send a key with each request to /graphql. It acts for this organization, within its scopes.
        </Text>
      </PageHeader>
      {data && data.apiKeys.length > 0 && <ApiKeyTable apiKeys={data.apiKeys} />}
      {data && data.apiKeys.length === 0 && (
        <EmptyState action={createButton}>The keys of this organization's tools will stand here.</EmptyState>
      )}
      {!data && error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && (
        <Delayed>
          <Skeleton height={160} />
        </Delayed>
      )}
      <CreateDialog opened={isCreating} onClose={creating.close} />
    </>
  );
}
