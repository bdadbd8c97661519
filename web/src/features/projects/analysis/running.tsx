import { Button, Loader, Text } from '@mantine/core';
import { IconCheck, IconCircleDotted, IconPlayerStop } from '@tabler/icons-react';
import { useMutation } from '@apollo/client/react';
import type { AnalysisFieldsFragment } from '../../../graphql/generated/graphql.ts';
import { describeError } from '../../../graphql/client.ts';
import { notify } from '../../../lib/notify.ts';
import { useMay } from '../../identity/viewer.tsx';
import { phases, phaseStates } from './phases.ts';
import { cancelAnalysisMutation } from './queries.ts';
import type { LiveAnalysis } from './use-live-analysis.ts';
import styles from './analysis.module.css';

interface RunningProps {
  analysis: AnalysisFieldsFragment;
  live: LiveAnalysis;
  onCancelled: () => void;
}

/** An analysis that is not done: how far it is, phase by phase, and a way to stop it. */
export function Running({ analysis, live, onCancelled }: RunningProps) {
  const { id, status, progress } = analysis;
  const mayCancel = useMay('projects:write');
  const [cancel, { loading }] = useMutation(cancelAnalysisMutation);
  const states = phaseStates(status, progress.phase);
  const running = phases.find(({ phase }) => phase === progress.phase);
  const percent = progress.total > 0 ? Math.min(100, Math.round((progress.done / progress.total) * 100)) : 0;

  async function stop() {
    const problem = await cancel({ variables: { id } }).then(
      ({ data }) => data?.cancelAnalysis.userErrors[0]?.message ?? null,
      (error: unknown) => describeError(error).text,
    );
    if (problem === null) onCancelled();
    else notify({ tone: 'bad', title: 'Not cancelled', message: problem });
  }

  return (
    <section aria-label="Progress" className={styles.running}>
      <div className={styles.runningHead}>
        <Text fw={600} role="status">
          {status === 'QUEUED' ? 'Waits for a free worker' : (running?.doing ?? 'Starts')}
        </Text>
        {mayCancel && (
          <Button
            variant="default"
            size="compact-md"
            loading={loading}
            leftSection={<IconPlayerStop size={14} aria-hidden />}
            onClick={() => void stop()}
          >
            Cancel
          </Button>
        )}
      </div>
      <div
        className={styles.progress}
        role="progressbar"
        aria-label="Progress of the analysis"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <span style={{ width: `${percent}%` }} />
      </div>
      {progress.total > 0 && (
        <Text size="sm" c="dimmed" className={styles.figures}>
          {progress.done.toLocaleString('en')} of {progress.total.toLocaleString('en')} steps
        </Text>
      )}
      <ol className={styles.phases} aria-label="Phases">
        {phases.map(({ phase, name, text }, index) => {
          const state = states[index] ?? 'waiting';
          return (
            <li key={phase} data-state={state}>
              <span className={styles.phaseIcon}>{icons[state]}</span>
              <span>
                {name}
                <span className={styles.phaseState}> ({stateNames[state]})</span>
                <span className={styles.phaseText}>{text}</span>
              </span>
            </li>
          );
        })}
      </ol>
      {live.isBroken && (
        <div className={styles.broken} role="alert">
          <Text>The connection to the server broke off. The analysis goes on without it.</Text>
          <Button variant="default" size="compact-md" onClick={live.followAgain}>
            Connect again
          </Button>
        </div>
      )}
      <Text size="sm" c="dimmed">
        You can leave this page: the analysis goes on. A cancelled one can be started again with the same files.
      </Text>
    </section>
  );
}

const icons = {
  done: <IconCheck size={16} aria-hidden />,
  running: <Loader size={14} aria-hidden />,
  waiting: <IconCircleDotted size={16} aria-hidden />,
};

const stateNames = { done: 'done', running: 'running', waiting: 'waiting' };
