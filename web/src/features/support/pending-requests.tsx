import { VisuallyHidden } from '@mantine/core';
import { useQuery } from '@apollo/client/react';
import { useMay } from '../identity/viewer.tsx';
import { supportRequestsQuery } from './queries.ts';
import styles from './support.module.css';

const INTERVAL_MS = 60_000;

/** A badge with the number of requests by support that wait for an answer, for those who may answer; nothing while none does. */
export function PendingRequests() {
  const mayAnswer = useMay('support:write');
  const { data } = useQuery(supportRequestsQuery, { pollInterval: INTERVAL_MS, skip: !mayAnswer });
  const waiting = data?.supportRequests.length ?? 0;
  if (waiting === 0) return null;
  return (
    <span className={styles.badge}>
      {waiting}
      <VisuallyHidden>{waiting === 1 ? ' request waits' : ' requests wait'}</VisuallyHidden>
    </span>
  );
}
