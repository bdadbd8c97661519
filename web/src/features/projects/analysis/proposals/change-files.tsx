import { Button, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { CodeBlock } from '../../../../components/code-block.tsx';
import { DiffViewer } from '../../../../components/diff-viewer.tsx';
import { joinDiffs } from '../../../../components/unified-diff.ts';
import { download } from '../../../../lib/download.ts';
import type { Patch, RemainingCommand } from './queries.ts';
import styles from './proposals.module.css';

interface ChangeFilesProps {
  patches: readonly Patch[];
  commands: readonly RemainingCommand[];
  fileName: string;
  /** What the patch is for, as it continues "Download the patch for". */
  label: string;
}

/** The change as a patch, and what is left for the package manager after it. */
export function ChangeFiles({ patches, commands, fileName, label }: ChangeFilesProps) {
  const apply = `git apply ${fileName}`;
  return (
    <>
      {patches.length > 0 && (
        <section className={styles.part}>
          <div className={styles.patchHead}>
            <h3 className={styles.heading}>Changes</h3>
            <Button
              size="compact-md"
              aria-label={`Download patch for ${label}`}
              leftSection={<IconDownload size={14} aria-hidden />}
              onClick={() => download(fileName, joinDiffs(patches.map(({ diff }) => diff)))}
            >
              Download patch
            </Button>
          </div>
          <Text size="sm" c="dimmed">
            Apply it at the root of the project with <code>{apply}</code>.
          </Text>
          <DiffViewer patches={patches} />
        </section>
      )}
      {commands.length > 0 && (
        <section className={styles.part}>
          <h3 className={styles.heading}>Left to run</h3>
          <ol className={styles.commands}>
            {commands.map(({ command, reason }) => (
              <li key={`${command} ${reason}`}>
                <Text>{reason}</Text>
                <CodeBlock language="bash" code={command} label="command" />
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  );
}
