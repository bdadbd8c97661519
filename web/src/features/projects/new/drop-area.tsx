import { Button, Text } from '@mantine/core';
import { IconFolderUp, IconFiles } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState } from 'react';
import { readDrop, readFiles, type Given } from './read-drop.ts';
import styles from './new.module.css';

export interface DropAreaProps {
  id: string;
  error: string | null;
  isReading: boolean;
  onGiven: (given: Promise<Given>) => void;
}

/** Takes files and whole folders, dropped or chosen. */
export function DropArea({ id, error, isReading, onGiven }: DropAreaProps) {
  const ids = { text: useId(), error: useId() };
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  useNothingOpened();

  function onChosen(input: HTMLInputElement) {
    const chosen = [...(input.files ?? [])];
    // The same files can be chosen again after a change.
    input.value = '';
    if (chosen.length > 0) onGiven(Promise.resolve(readFiles(chosen)));
  }

  return (
    <div>
      {/* What a pointer drops, the buttons in it choose. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        className={styles.drop}
        data-over={isOver || undefined}
        data-invalid={error !== null || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          event.dataTransfer.dropEffect = 'copy';
          setIsOver(true);
        }}
        onDragLeave={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setIsOver(false);
        }}
        onDrop={(event) => {
          event.preventDefault();
          setIsOver(false);
          onGiven(readDrop(event.dataTransfer));
        }}
      >
        <Text fw={600}>Drop the project's folder here</Text>
        <Text size="sm" c="dimmed" id={ids.text}>
          Or single files of it. Only manifests and lockfiles of npm, PyPI, Go and NuGet are sent; everything else stays
          on this computer.
        </Text>
        <div className={styles.choose}>
          <Button
            id={id}
            variant="default"
            loading={isReading}
            leftSection={<IconFolderUp size={16} aria-hidden />}
            aria-describedby={error === null ? ids.text : `${ids.text} ${ids.error}`}
            onClick={() => folder.current?.click()}
          >
            Choose a folder
          </Button>
          <Button
            variant="default"
            disabled={isReading}
            leftSection={<IconFiles size={16} aria-hidden />}
            onClick={() => files.current?.click()}
          >
            Choose files
          </Button>
        </div>
        <input
          ref={(input) => {
            folder.current = input;
            // React's types do not know the attribute.
            input?.toggleAttribute('webkitdirectory', true);
          }}
          type="file"
          hidden
          multiple
          aria-label="Folder of the project"
          onChange={(event) => onChosen(event.currentTarget)}
        />
        <input
          ref={files}
          type="file"
          hidden
          multiple
          aria-label="Files of the project"
          onChange={(event) => onChosen(event.currentTarget)}
        />
      </div>
      {error !== null && (
        <p className={styles.error} id={ids.error}>
          {error}
        </p>
      )}
    </div>
  );
}

/** A file that is dropped beside the area would be opened by the browser in place of the page, and the form be lost. */
function useNothingOpened() {
  useEffect(() => {
    const prevent = (event: DragEvent) => event.preventDefault();
    window.addEventListener('dragover', prevent);
    window.addEventListener('drop', prevent);
    return () => {
      window.removeEventListener('dragover', prevent);
      window.removeEventListener('drop', prevent);
    };
  }, []);
}
