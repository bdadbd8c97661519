import { Button, Skeleton, Stack } from '@mantine/core';
import { Link, useSearchParams } from 'react-router';
import { Delayed } from '../../../components/delayed.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { useMay } from '../../identity/viewer.tsx';
import { useIntegrations } from '../use-integrations.ts';
import { AnalysisForm } from './analysis-form.tsx';

/** Gives the files of a project for an analysis. `?integration=` and `?name=` fill in those of an earlier one. */
export function NewAnalysisPage() {
  const [search] = useSearchParams();
  const mayWrite = useMay('projects:write');
  const mayConnect = useMay('integrations:write');
  const { integrations, error, retry } = useIntegrations();
  return (
    <>
      <PageHeader title="Analyse a project" />
      {!mayWrite && (
        <EmptyState>Only people who may change projects can analyse one. Ask an admin of the organization.</EmptyState>
      )}
      {mayWrite && integrations && integrations.length > 0 && (
        <AnalysisForm
          integrations={integrations}
          givenIntegrationId={search.get('integration') ?? ''}
          givenName={search.get('name') ?? ''}
        />
      )}
      {mayWrite && integrations?.length === 0 && (
        <EmptyState
          action={
            mayConnect && (
              <Button component={Link} to="/integrations/new">
                Connect AWS CodeArtifact
              </Button>
            )
          }
        >
          An analysis asks your repositories for every dependency. Connect the AWS account that has them first.
        </EmptyState>
      )}
      {mayWrite && error !== undefined && <ErrorState error={error} onRetry={retry} />}
      {mayWrite && !integrations && error === undefined && (
        <Delayed>
          <Stack role="status" aria-label="Loading" maw={720}>
            <Skeleton height={160} />
            <Skeleton height={56} />
            <Skeleton height={56} />
          </Stack>
        </Delayed>
      )}
    </>
  );
}
