import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';

const PAUSE_MS = 200;

interface FilterTextProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** A filter that takes effect as soon as somebody pauses. */
export function FilterText({ label, value, onChange }: FilterTextProps) {
  const [shown, setShown] = useState(value);
  const [sent, setSent] = useState(value);
  const [draft, setDraft] = useState(value);
  // Another address, by a link or the browser's own buttons, takes the place of what was entered; our own comes back later.
  if (shown !== value) {
    setShown(value);
    if (value !== sent) {
      setSent(value);
      setDraft(value);
    }
  }
  useEffect(() => {
    if (draft === value) return;
    const timer = setTimeout(() => {
      setSent(draft);
      onChange(draft);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft, value, onChange]);
  return (
    <TextInput
      type="search"
      label={label}
      value={draft}
      maxLength={200}
      spellCheck={false}
      autoCapitalize="none"
      autoComplete="off"
      onChange={(event) => setDraft(event.currentTarget.value)}
    />
  );
}
