import { Skeleton, Stack } from '@mantine/core';
import { Delayed } from './delayed.tsx';
import { ErrorState } from './error-state.tsx';
import { PageHeader } from './page-header.tsx';

interface NotLoadedProps {
  title: string;
  error: Error | undefined;
  onRetry: () => void;
}

/** Stands in place of a page that is on its way, or that could not be had. */
export function NotLoaded({ title, error, onRetry }: NotLoadedProps) {
  if (error) {
    return (
      <>
        <PageHeader title={title} />
        <ErrorState error={error} onRetry={onRetry} />
      </>
    );
  }
  return <Loading />;
}

export function Loading() {
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
