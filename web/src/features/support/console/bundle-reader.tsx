import { Button, Group, Text } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { LARGEST_SUPPORT_BUNDLE, readSupportBundle, type SupportBundle } from '@backline/shared';
import { useRef, useState, type DragEvent } from 'react';
import { FormProblem } from '../../identity/form-problem.tsx';
import { BundleView } from './bundle-view.tsx';
import styles from '../support.module.css';

/** Opens a bundle that a customer sent. The file is read here and goes nowhere. */
export function BundleReader() {
  const [read, setRead] = useState<{ name: string; bundle: SupportBundle | null; problem: string | null } | null>(null);
  const [isOver, setIsOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  async function open(files: FileList | null) {
    const file = files?.[0];
    if (!file) return;
    const name = file.name;
    if (files.length > 1) setRead({ name, bundle: null, problem: 'These are several files. Open one at a time.' });
    else if (file.size > LARGEST_SUPPORT_BUNDLE * 2) {
      setRead({ name, bundle: null, problem: 'The file is larger than any support bundle.' });
    } else {
      const text = await file.text().catch(() => null);
      const reading = text === null ? UNREADABLE : readSupportBundle(text);
      setRead({ name, ...reading });
    }
  }

  function onDrop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    void open(event.dataTransfer.files);
  }

  const picker = (
    <>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label="Support bundle"
        onChange={(event) => {
          void open(event.currentTarget.files);
          // The same file can be chosen again.
          event.currentTarget.value = '';
        }}
      />
      <Button
        variant="default"
        leftSection={<IconFileUpload size={16} aria-hidden />}
        onClick={() => input.current?.click()}
      >
        {read?.bundle ? 'Open another bundle' : 'Choose a file'}
      </Button>
    </>
  );
  const isDropTarget = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setIsOver(true);
    },
    onDragLeave: () => setIsOver(false),
    onDrop,
  };

  if (read?.bundle) {
    return (
      // Dropping is a convenience; the button does the same.
      // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
      <div {...isDropTarget}>
        <Group justify="space-between" mb="md">
          <Text c="dimmed">{read.name}</Text>
          {picker}
        </Group>
        <BundleView bundle={read.bundle} />
      </div>
    );
  }
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- as above */}
      <div className={styles.drop} data-over={isOver || undefined} {...isDropTarget}>
        <Text>
          Drop a support bundle here. An admin exports one on the page of an integration; reading it needs no access to
          the organization.
        </Text>
        {picker}
      </div>
      {read?.problem && (
        <div className={styles.problem}>
          <FormProblem>{`${read.name} was not opened. ${read.problem}`}</FormProblem>
        </div>
      )}
    </>
  );
}

const UNREADABLE = {
  bundle: null,
  problem: 'The browser could not read the file. Save it on this machine and try again.',
};
