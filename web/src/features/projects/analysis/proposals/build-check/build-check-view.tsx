import { Button, Loader, Text, VisuallyHidden } from '@mantine/core';
import { IconHammer } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { remainingTime } from '../../../../../lib/time.ts';
import { useMay } from '../../../../identity/viewer.tsx';
import { BuildCheckResult, resultOf } from './build-check-result.tsx';
import { useBuildCheck } from './use-build-check.ts';
import styles from '../proposals.module.css';

interface BuildCheckViewProps {
  analysisId: string;
  /** Null for the combined proposal. */
  proposalId: string | null;
  /** What is checked, as it continues "Check the build with". */
  label: string;
  /** Whether the patches are not the whole change. */
  hasCommands: boolean;
}

/** Restores the changed project with its real package manager, when somebody asks for it. */
export function BuildCheckView({ analysisId, proposalId, label, hasCommands }: BuildCheckViewProps) {
  const mayCheck = useMay('projects:write');
  const { state, start } = useBuildCheck(analysisId, proposalId);
  if (!mayCheck && !state) return null;
  const isRunning = state?.kind === 'running';
  const action = state && !isRunning ? 'Check the build again' : 'Check the build';
  return (
    <section className={styles.part}>
      <div className={styles.patchHead}>
        <h3 className={styles.heading}>Build</h3>
        {mayCheck && (
          <Button
            size="compact-md"
            variant="default"
            aria-label={`${action} with ${label}`}
            // Not disabled, which would take the focus away from whoever pressed it.
            aria-disabled={isRunning}
            data-disabled={isRunning || undefined}
            leftSection={<IconHammer size={14} aria-hidden />}
            onClick={() => !isRunning && start()}
          >
            {action}
          </Button>
        )}
      </div>
      <Text size="sm" c="dimmed">
        Restores the changed project with its package manager on the server, scripts off, from your repositories alone.
        {hasCommands && ' The commands left to run are not run for it, so it can fail for want of them.'}
      </Text>
      <div role="status">
        {state?.kind === 'running' && <Running startedAt={state.startedAt} />}
        {state?.kind === 'done' && <VisuallyHidden>{resultOf(state.check)}</VisuallyHidden>}
        {state?.kind === 'problem' && (
          <>
            <Text fw={600}>{state.title}</Text>
            <Text>{state.text}</Text>
          </>
        )}
      </div>
      {state?.kind === 'done' && <BuildCheckResult check={state.check} anchor={`build-${proposalId ?? 'all'}`} />}
    </section>
  );
}

function Running({ startedAt }: { startedAt: number }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <Text>
      <Loader size={14} aria-hidden /> Restoring the project{' '}
      <span aria-hidden>for {remainingTime(now - startedAt)}</span>. It may take some minutes. You can leave this page
      and come back to it; reloading it loses the answer.
    </Text>
  );
}
