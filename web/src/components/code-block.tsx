import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { download } from '../lib/download.ts';
import { CopyButton } from './copy-button.tsx';
import styles from './code-block.module.css';

export interface CodeBlockProps {
  /** json, yaml, bash, ini or diff are coloured; anything else stays plain. */
  language: string;
  code: string;
  /** What it is, as it continues "Copy": `trust policy`. */
  label: string;
  /** With a name it can be downloaded too. */
  fileName?: string;
}

/** Something to paste elsewhere: coloured once the highlighter has arrived, copied with one click. */
export function CodeBlock({ language, code, label, fileName }: CodeBlockProps) {
  const html = useHighlighted(language, code);
  return (
    <figure className={styles.block}>
      <figcaption className={styles.bar}>
        <span className={styles.name}>{fileName ?? label}</span>
        <span className={styles.actions}>
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
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard */}
      <pre className={styles.code} tabIndex={0} aria-label={label}>
        {/* oxlint-disable-next-line react/no-danger -- the highlighter escapes what it is given */}
        {html === null ? <code>{code}</code> : <code dangerouslySetInnerHTML={{ __html: html }} />}
      </pre>
    </figure>
  );
}

function useHighlighted(language: string, code: string): string | null {
  const [html, setHtml] = useState<string | null>(null);
  useEffect(() => {
    let isCurrent = true;
    setHtml(null);
    void import('../lib/highlight.ts').then(({ highlight }) => {
      if (isCurrent) setHtml(highlight(language, code));
    });
    return () => {
      isCurrent = false;
    };
  }, [language, code]);
  return html;
}
