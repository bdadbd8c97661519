import { Button, Group, Loader, Stack, Title } from '@mantine/core';
import { IconStethoscope } from '@tabler/icons-react';
import { useLazyQuery } from '@apollo/client/react';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { ReportView } from '../../integrations/report/report-view.tsx';
import { diagnoseIntegrationQuery } from '../queries.ts';

/** Runs the whole chain now, which changes nothing, and shows what came of it. */
export function DiagnosePanel({ integrationId }: { integrationId: string }) {
  const [diagnose, { data, error, loading, called }] = useLazyQuery(diagnoseIntegrationQuery, {
    fetchPolicy: 'no-cache',
    notifyOnNetworkStatusChange: true,
  });
  const run = () => void diagnose({ variables: { id: integrationId } });
  return (
    <section aria-labelledby="diagnosis">
      <Group justify="space-between" mb="sm">
        <Title order={2} id="diagnosis">
          Diagnosis
        </Title>
        <Button leftSection={<IconStethoscope size={16} aria-hidden />} disabled={loading} onClick={run}>
          Diagnose
        </Button>
      </Group>
      <Stack>
        {loading && (
          <Group role="status" gap="sm">
            <Loader size={18} aria-hidden />
            The checks run; that takes at most 30 s.
          </Group>
        )}
        {!loading && error && <ErrorState error={error} onRetry={run} />}
        {!loading && data && <ReportView report={data.diagnoseIntegration} />}
        {!called && (
          <EmptyState>
            All checks from our own identity to each repository run now. Nothing is changed or saved.
          </EmptyState>
        )}
      </Stack>
    </section>
  );
}
