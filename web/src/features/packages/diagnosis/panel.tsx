import { Button, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@apollo/client/react';
import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { Delayed } from '../../../components/delayed.tsx';
import { Diagnosis } from '../../../components/diagnosis.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { StatusBadge } from '../../../components/status-badge.tsx';
import { refusalCode } from '../../../graphql/client.ts';
import { count, duration } from '../../../lib/time.ts';
import type { LookUp } from '../address.ts';
import { diagnosePackageQuery, type PackageDiagnosis } from '../queries.ts';
import { AskedList } from './asked-list.tsx';
import { SettledBy } from './settled-by.tsx';
import styles from './diagnosis.module.css';

/** Finds out why a package or a version cannot be had, and shows what was asked and answered. */
export function PackageDiagnosisPanel({ lookUp }: { lookUp: LookUp }) {
  const { integrationId, packageType, name, why } = lookUp;
  const { data, error, loading, refetch } = useQuery(diagnosePackageQuery, {
    variables: { integrationId, packageType, name, version: why?.version || null },
    fetchPolicy: 'no-cache',
    notifyOnNetworkStatusChange: true,
  });
  const diagnosis = data?.diagnosePackage;
  const onAskAgain = () => void refetch();
  if (diagnosis && !loading) return <Answer diagnosis={diagnosis} onAskAgain={onAskAgain} />;
  if (error && !loading && refusalCode(error) === 'INVALID_INPUT') {
    return <Text role="status">No other package type has names of this form either.</Text>;
  }
  if (error && !loading) return <ErrorState error={error} onRetry={onAskAgain} />;
  return (
    <Delayed>
      <Stack role="status" aria-label={`Finding out why ${name} cannot be had`} gap="xs">
        <Skeleton height={26} width={320} />
        <Skeleton height={120} />
        <Skeleton height={90} />
      </Stack>
    </Delayed>
  );
}

function Answer({ diagnosis, onAskAgain }: { diagnosis: PackageDiagnosis; onAskAgain: () => void }) {
  const { available, name, version, askedVersion, requestCount, durationMs, checks, settledBy } = diagnosis;
  const wanted = version ?? askedVersion;
  const title = useRef<HTMLHeadingElement>(null);
  const isJustAsked = (useLocation().state as { isJustAsked?: boolean } | null)?.isJustAsked === true;
  useEffect(() => {
    // What was pressed is gone, and the focus would be lost with it.
    if (isJustAsked && document.activeElement === document.body) title.current?.focus();
  }, [isJustAsked]);
  const doubtful = diagnosis.diagnosis ? 'warning' : 'good';
  const tone = available ? doubtful : 'bad';
  return (
    <section className={styles.panel} aria-labelledby="why" data-tone={tone}>
      <div className={styles.bar}>
        <Title ref={title} tabIndex={-1} order={2} id="why" className={styles.title}>
          {wanted === null ? name : `${wanted} of ${name}`}
        </Title>
        {available ? (
          <StatusBadge tone="good" label="Available" icon={<IconCircleCheck size={16} aria-hidden />} />
        ) : (
          <StatusBadge tone="bad" label="Not available" icon={<IconCircleX size={16} aria-hidden />} />
        )}
        <Button
          className={styles.again}
          size="compact-sm"
          variant="default"
          leftSection={<IconRefresh size={14} aria-hidden />}
          onClick={onAskAgain}
        >
          Ask again
        </Button>
      </div>
      {diagnosis.diagnosis ? (
        <Diagnosis diagnosis={diagnosis.diagnosis} evidence={null} anchor="why" />
      ) : (
        <Text>
          {available
            ? 'A repository that builds ask for this name offers it, and nothing has to be said of it.'
            : 'Nothing was found that explains it. What was asked is below.'}
        </Text>
      )}
      {settledBy.length > 0 && <SettledBy permissions={settledBy} />}
      <AskedList checks={checks} shown={diagnosis.diagnosis?.summary ?? null} />
      <Text size="sm" c="dimmed">
        {count(requestCount, 'request')} in {duration(durationMs)}. Only metadata was read, and no file of a package was
        fetched.
      </Text>
    </section>
  );
}
