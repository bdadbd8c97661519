import './form.css';
import './dialog.css';
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';

export interface ConfirmByNameProps {
  opened: boolean;
  title: string;
  /** What stops working. */
  children: ReactNode;
  /** The name to type; without one the button alone confirms. */
  name?: string;
  /** The verb on the button: `Remove integration`. */
  action: string;
  isBusy: boolean;
  error?: string | null;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before a loss, says what stops working, and has the name typed where something depends on it. */
export function ConfirmByName(props: ConfirmByNameProps) {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={props.title} centered>
      <Confirmation {...props} />
    </Modal>
  );
}

function Confirmation({ children, name, action, isBusy, error, onConfirm, onClose }: ConfirmByNameProps) {
  const [typed, setTyped] = useState('');
  const isConfirmed = name === undefined || typed.trim() === name;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isConfirmed) onConfirm();
      }}
    >
      <Stack>
        {children}
        {name !== undefined && (
          <TextInput
            label={`Type "${name}" to confirm`}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
        )}
        {error && (
          <Text c="var(--mantine-color-error)" role="alert">
            {error}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" color="red.9" disabled={!isConfirmed} loading={isBusy}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
