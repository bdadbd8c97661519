import { Skeleton, Stack } from '@mantine/core';
import { Delayed } from '../components/delayed.tsx';

/** A title and rows, where a page's code is still on its way. */
export function PageSkeleton() {
  return (
    <Delayed>
      <Stack aria-label="Loading" role="status">
        <Skeleton height={28} width={220} />
        <Skeleton height={120} />
        <Skeleton height={40} />
        <Skeleton height={40} />
      </Stack>
    </Delayed>
  );
}
