import { Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleMinus, IconCircleX } from '@tabler/icons-react';
import { packageTypes } from '@backline/shared';
import type { ReactNode } from 'react';
import type { Tone } from '../../../../components/status-badge.tsx';
import { count } from '../../../../lib/time.ts';
import type { AnalyzedFile } from './queries.ts';
import styles from './overview.module.css';

/** What came of each file: those with something to say first, the others folded. */
export function FileReport({ files }: { files: readonly AnalyzedFile[] }) {
  const isQuiet = ({ problem, remarks }: AnalyzedFile) => problem === null && remarks.length === 0;
  const telling = files.filter((file) => !isQuiet(file)).toSorted((a, b) => rankOf(a) - rankOf(b));
  const quiet = files.filter(isQuiet);
  return (
    <section aria-labelledby="files" className={styles.wide}>
      <Title order={2} id="files" mb="sm">
        Files
      </Title>
      {telling.length > 0 && <FileList label="Files with problems or remarks" files={telling} />}
      {quiet.length > 0 && (
        <details className={styles.quiet} open={telling.length === 0 && quiet.length <= 12}>
          <summary>{count(quiet.length, 'file')} read without a remark</summary>
          <FileList label="Files without a remark" files={quiet} />
        </details>
      )}
    </section>
  );
}

function FileList({ label, files }: { label: string; files: readonly AnalyzedFile[] }) {
  return (
    <ul className={styles.files} aria-label={label}>
      {files.map((file) => {
        const { tone, icon, word } = lookOf(file);
        return (
          <li key={file.path} data-tone={tone}>
            <span className={styles.icon}>{icon}</span>
            <div className={styles.file}>
              <span className={styles.path}>{file.path}</span>
              <span className={styles.note}>{[word, formatOf(file)].filter(Boolean).join(' · ')}</span>
              {file.problem !== null && <Remark line={file.problemLine} reason={file.problem} />}
              {file.remarks.map(({ line, reason }) => (
                <Remark key={`${line} ${reason}`} line={line} reason={reason} />
              ))}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function Remark({ line, reason }: { line: number | null; reason: string }) {
  return (
    <span className={styles.remark}>
      {line !== null && <span className={styles.line}>Line {line.toLocaleString('en')}: </span>}
      {reason}
    </span>
  );
}

function formatOf({ packageType, format }: AnalyzedFile): string {
  const label = packageTypes.find(({ id }) => id === packageType)?.label;
  return [label, format].filter(Boolean).join(', ');
}

function lookOf({ problem, packageType, remarks }: AnalyzedFile): { tone: Tone; icon: ReactNode; word: string } {
  if (problem !== null) return { tone: 'bad', icon: <IconCircleX size={16} aria-hidden />, word: 'Problem' };
  if (packageType === null)
    return { tone: 'neutral', icon: <IconCircleMinus size={16} aria-hidden />, word: 'Not read' };
  if (remarks.length > 0)
    return { tone: 'warning', icon: <IconAlertTriangle size={16} aria-hidden />, word: 'Read, with remarks' };
  return { tone: 'good', icon: <IconCircleCheck size={16} aria-hidden />, word: 'Read' };
}

function rankOf({ problem, packageType }: AnalyzedFile): number {
  if (problem !== null) return 0;
  return packageType === null ? 2 : 1;
}
