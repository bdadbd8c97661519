import { Button } from '@mantine/core';
import { IconDownload, IconEye, IconEyeOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { download } from '../lib/download.ts';
import { CopyButton } from './copy-button.tsx';
import styles from './code-block.module.css';

export interface CodeBlockProps {
  /** json, yaml, bash, graphql, ini or diff are coloured; anything else stays plain. */
  language: string;
  code: string;
  /** What it is, as it continues "Copy": `trust policy`. */
  label: string;
  /** With a name it can be downloaded too. */
  fileName?: string;
  /** Holds a secret: covered until somebody asks to see it. Copying and downloading work all the same. */
  isSecret?: boolean;
}

/** Something to paste elsewhere: coloured once the highlighter has arrived, copied with one click. */
export function CodeBlock({ language, code, label, fileName, isSecret = false }: CodeBlockProps) {
  const html = useHighlighted(language, code);
  const [isCovered, setIsCovered] = useState(isSecret);
  return (
    <figure className={styles.block}>
      <figcaption className={styles.bar}>
        <span className={styles.name}>{fileName ?? sentence(label)}</span>
        <span className={styles.actions}>
          {isSecret && (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`${isCovered ? 'Show' : 'Hide'} ${label}`}
              leftSection={isCovered ? <IconEye size={14} aria-hidden /> : <IconEyeOff size={14} aria-hidden />}
              onClick={() => setIsCovered(!isCovered)}
            >
              {isCovered ? 'Show' : 'Hide'}
            </Button>
          )}
          {fileName && (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`Download ${label}`}
              leftSection={<IconDownload size={14} aria-hidden />}
              onClick={() => download(fileName, code)}
            >
              Download
            </Button>
          )}
          <CopyButton value={code} label={label} />
        </span>
      </figcaption>
      {isCovered ? (
        <p className={styles.cover}>Covered, because it can hold a token.</p>
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
        <pre className={styles.code} tabIndex={0} aria-label={label}>
          {/* oxlint-disable-next-line react/no-danger -- the highlighter escapes what it is given */}
          {html === null ? <code>{code}</code> : <code dangerouslySetInnerHTML={{ __html: html }} />}
        </pre>
      )}
    </figure>
  );
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function useHighlighted(language: string, code: string): string | null {
  const [highlighted, setHighlighted] = useState<{ code: string; html: string | null } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    async function run() {
      const { highlight } = await import('../lib/highlight.ts');
      if (isCurrent) setHighlighted({ code, html: highlight(language, code) });
    }
    void run();
    return () => {
      isCurrent = false;
    };
  }, [language, code]);
  return highlighted?.code === code ? highlighted.html : null;
}
