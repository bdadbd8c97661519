import '../../../components/form.css';
import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@apollo/client/react';
import type { PackageType } from '@backline/shared';
import { useState } from 'react';
import { ErrorState } from '../../../components/error-state.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { Explanation } from './explanation.tsx';
import { FailureForm, type PastedFailure } from './failure-form.tsx';
import { READABLE_BYTES, sizeOf } from './pasted-text.ts';
import { explainFailureQuery } from './queries.ts';
import styles from './explain.module.css';

const PAUSE_MS = 300;

/** Paste an error, read its cause. Nothing that is pasted is kept: not in the address, not here, not on the server. */
export function ExplainPage() {
  const [pasted, setPasted] = useState<PastedFailure>({ message: '', packageType: null, httpStatus: null });
  return (
    <>
      <PageHeader title="Explain an error" takesFocus={false} />
      <div className={styles.page}>
        <FailureForm pasted={pasted} onChange={setPasted} />
        <Answer pasted={pasted} />
      </div>
    </>
  );
}

function Answer({ pasted }: { pasted: PastedFailure }) {
  const [settled] = useDebouncedValue(pasted, PAUSE_MS);
  const isReadable = settled.message.trim() !== '' && sizeOf(settled.message) <= READABLE_BYTES;
  const { data, previousData, error, loading, refetch } = useQuery(explainFailureQuery, {
    variables: { input: inputOf(settled) },
    fetchPolicy: 'no-cache',
    skip: !isReadable,
  });
  if (pasted.message.trim() === '') return <NothingPasted />;
  // What cannot be read has its own words beside the field.
  if (sizeOf(pasted.message) > READABLE_BYTES) return null;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const explained = (data ?? previousData)?.explainFailure;
  const isBehind = loading || settled !== pasted;
  return (
    <section
      aria-label="Explanation"
      aria-busy={isBehind}
      className={styles.answer}
      data-behind={isBehind || undefined}
    >
      {explained ? <Explanation explained={explained} /> : <Text c="dimmed">Reading</Text>}
    </section>
  );
}

function inputOf({ message, packageType, httpStatus }: PastedFailure): {
  message: string;
  packageType: PackageType | null;
  httpStatus: number | null;
} {
  return { message, packageType, httpStatus };
}

function NothingPasted() {
  return (
    <div className={styles.nothing}>
      <Text c="dimmed">The cause, whose side it is on, how sure that is, and what to paste will stand here.</Text>
      <Text c="dimmed" size="sm">
        Read are errors of AWS and its tools, and of npm, Yarn, pnpm, pip, uv, Poetry, twine, NuGet and Go. A whole
        build log will do; the lines that matter are picked out.
      </Text>
    </div>
  );
}
