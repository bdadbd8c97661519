import { useMemo, useState } from 'react';
import { CopyButton } from './copy-button.tsx';
import { readDiff, type DiffLineKind, type FileDiff } from './unified-diff.ts';
import styles from './diff-viewer.module.css';

export interface DiffViewerProps {
  patches: readonly { path: string; diff: string }[];
}

/** Longer diffs wait closed, so that what can be read at a glance is seen first. */
const OPEN_UP_TO = 80;

const signs: Partial<Record<DiffLineKind, string>> = { added: '+', removed: '−' };

/** The changes of several files, each to be folded and copied. */
export function DiffViewer({ patches }: DiffViewerProps) {
  return (
    <div className={styles.files}>
      {patches.map((patch) => (
        <FileChange key={patch.path} {...patch} />
      ))}
    </div>
  );
}

function FileChange({ path, diff }: { path: string; diff: string }) {
  const change = useMemo(() => readDiff(diff), [diff]);
  const [isOpen, setIsOpen] = useState(change.lines.length <= OPEN_UP_TO);
  return (
    <div className={styles.file}>
      <details open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
        <summary className={styles.head}>
          <span className={styles.path}>{path}</span>
          <span className={styles.amount}>
            <span data-kind="added">{change.added.toLocaleString('en')} added</span>
            <span data-kind="removed">{change.removed.toLocaleString('en')} removed</span>
          </span>
        </summary>
        {isOpen && <Lines path={path} change={change} />}
      </details>
      <span className={styles.copy}>
        <CopyButton value={diff} label={`diff of ${path}`} />
      </span>
    </div>
  );
}

function Lines({ path, change }: { path: string; change: FileDiff }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <div className={styles.scroller} role="region" aria-label={`Changes of ${path}`} tabIndex={0}>
      <table className={styles.lines}>
        <thead className={styles.hidden}>
          <tr>
            <th scope="col">Line before</th>
            <th scope="col">Line after</th>
            <th scope="col">Text</th>
          </tr>
        </thead>
        <tbody>
          {change.lines.map(({ kind, before, after, text }, index) => (
            // Lines have nothing but their place, and never change it.
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={index} data-kind={kind}>
              <td className={styles.number}>{before}</td>
              <td className={styles.number}>{after}</td>
              <td className={styles.text}>
                <span className={styles.sign}>{signs[kind] ?? ' '}</span>
                {text}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
