import { IconCircleCheck, IconCircleMinus, IconCircleX } from '@tabler/icons-react';
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { CodeBlock } from '../../../../../components/code-block.tsx';
import { Diagnosis } from '../../../../../components/diagnosis.tsx';
import { Fact, Facts } from '../../../../../components/facts.tsx';
import { StatusBadge, type Tone } from '../../../../../components/status-badge.tsx';
import type { BuildCheckStatus } from '../../../../../graphql/generated/graphql.ts';
import { count, duration } from '../../../../../lib/time.ts';
import type { BuildCheck, BuildRestore } from './queries.ts';
import styles from '../proposals.module.css';

/** Lines of the end; what went wrong stands there. */
const LINES = 40;

const looks: Record<BuildCheckStatus, { tone: Tone; label: string; icon: ReactNode }> = {
  PASSED: { tone: 'good', label: 'Restored', icon: <IconCircleCheck size={16} aria-hidden /> },
  FAILED: { tone: 'bad', label: 'Not restored', icon: <IconCircleX size={16} aria-hidden /> },
  REFUSED: { tone: 'neutral', label: 'Not checked', icon: <IconCircleMinus size={16} aria-hidden /> },
};

/** What came of it, for whoever hears the page: the result itself is too long to be read out. */
export function resultOf({ status, restores }: BuildCheck): string {
  const clients = restores.map(({ client, status: own }) => `${client}: ${looks[own].label}`);
  return `Build check done. ${clients.length > 0 ? clients.join(', ') : looks[status].label}.`;
}

/** Whether the project could be restored, by what, and how well that was kept apart. */
export function BuildCheckResult({ check, anchor }: { check: BuildCheck; anchor: string }) {
  const { status, reason, restores, isolation } = check;
  return (
    <>
      {restores.length !== 1 && <StatusBadge {...looks[status]} />}
      {reason !== null && <Text>{reason}</Text>}
      {restores.map((restore, index) => (
        <Restore
          key={`${restore.packageType} ${restore.folder} ${restore.client}`}
          restore={restore}
          anchor={`${anchor}-${index + 1}`}
        />
      ))}
      {isolation.length > 0 && (
        <details className={styles.asked}>
          <summary>How it was kept apart</summary>
          <ul className={styles.sentences}>
            {isolation.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Restore({ restore, anchor }: { restore: BuildRestore; anchor: string }) {
  const { folder, client, clientVersion, status, reason, commands, output, diagnosis, evidence } = restore;
  const lines = output.trimEnd().split('\n');
  return (
    <div className={styles.part}>
      <StatusBadge {...looks[status]} />
      {reason !== null && <Text>{reason}</Text>}
      <Facts isRow>
        <Fact term="Package manager">
          {client} {clientVersion}
        </Fact>
        {folder !== '' && (
          <Fact term="Folder">
            <code>{folder}</code>
          </Fact>
        )}
        {status !== 'REFUSED' && (
          <>
            <Fact term="Took">{duration(restore.durationMs)}</Fact>
            <Fact term="Asked of your repositories">{count(restore.requestCount, 'request')}</Fact>
          </>
        )}
      </Facts>
      {diagnosis && <Diagnosis diagnosis={diagnosis} evidence={evidence} anchor={anchor} />}
      {output.trim() !== '' && (
        <CodeBlock
          language="text"
          label={lines.length > LINES ? `last ${LINES} lines of output` : 'output'}
          code={[...commands.map((command) => `$ ${command}`), ...lines.slice(-LINES)].join('\n')}
        />
      )}
    </div>
  );
}
