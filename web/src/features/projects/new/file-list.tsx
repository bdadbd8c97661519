import { Button, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { packageTypeDefinition } from '@backline/shared';
import { count } from '../../../lib/time.ts';
import type { ChosenFile, LeftOut, LeftOutReason } from './project-files.ts';
import styles from './new.module.css';

export interface FileListProps {
  files: readonly ChosenFile[];
  leftOut: readonly LeftOut[];
  onRemove: (path: string) => void;
  onRemoveAll: () => void;
}

const PATHS_SHOWN = 20;

const reasons: Record<LeftOutReason, string> = {
  INSTALLED: 'installed packages and version control',
  CREDENTIALS: 'settings in which tokens can stand',
  TOO_LARGE: 'too large',
  NO_TEXT: 'could not be read as text',
  OTHER: 'no manifest or lockfile',
};

/** What will be sent, and what is left out, before anything is. */
export function FileList({ files, leftOut, onRemove, onRemoveAll }: FileListProps) {
  return (
    <div className={styles.lists}>
      {files.length > 0 && (
        <section aria-label="Files to send">
          <div className={styles.listHead}>
            <Text size="sm" fw={600} role="status">
              {count(files.length, 'file')} to send, {bytes(files.reduce((sum, { size }) => sum + size, 0))}
            </Text>
            {files.length > 1 && (
              <Button variant="subtle" color="gray" size="compact-sm" onClick={onRemoveAll}>
                Remove all
              </Button>
            )}
          </div>
          <ul className={styles.files}>
            {files.map(({ path, packageType, size }) => (
              <li key={path} className={styles.file}>
                <span className={styles.path}>{path}</span>
                <span className={styles.kind}>{packageTypeDefinition(packageType).label}</span>
                <span className={styles.size}>{bytes(size)}</span>
                <button
                  type="button"
                  className={styles.remove}
                  aria-label={`Leave out ${path}`}
                  onClick={() => onRemove(path)}
                >
                  <IconX size={14} aria-hidden />
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {leftOut.map(({ reason, paths }) => (
        <details key={reason} className={styles.leftOut}>
          <summary>
            {count(paths.length, 'entry', 'entries')} left out: {reasons[reason]}
          </summary>
          <ul>
            {paths.slice(0, PATHS_SHOWN).map((path) => (
              <li key={path}>{path}</li>
            ))}
            {paths.length > PATHS_SHOWN && <li>and {(paths.length - PATHS_SHOWN).toLocaleString('en')} more</li>}
          </ul>
        </details>
      ))}
    </div>
  );
}

/** `340 KB`, in powers of 1,000, as file managers count. */
export function bytes(amount: number): string {
  if (amount < 1000) return `${amount} B`;
  if (amount < 1_000_000) return `${Math.round(amount / 1000)} KB`;
  return `${(amount / 1_000_000).toFixed(1)} MB`;
}
