import { Skeleton, Stack } from '@mantine/core';
import { Delayed } from '../../../components/delayed.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { PageHeader } from '../../../components/page-header.tsx';

/** Stands in place of an integration that is on its way, or that could not be had. */
export function NotLoaded({ error, onRetry }: { error: Error | undefined; onRetry: () => void }) {
  if (error) {
    return (
      <>
        <PageHeader title="Integration" />
        <ErrorState error={error} onRetry={onRetry} />
      </>
    );
  }
  return (
    <Delayed>
      <Stack role="status" aria-label="Loading">
        <Skeleton height={30} width={300} />
        <Skeleton height={36} />
        <Skeleton height={260} />
      </Stack>
    </Delayed>
  );
}
