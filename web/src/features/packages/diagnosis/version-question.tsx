import { Button, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useMay } from '../../identity/viewer.tsx';
import { addressOf, type LookUp } from '../address.ts';
import styles from './diagnosis.module.css';

/** Asks for a version that is missing. The address then holds the question. */
export function VersionQuestion({ lookUp }: { lookUp: LookUp }) {
  const mayDiagnose = useMay('diagnostics:run');
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [version, setVersion] = useState(lookUp.why?.version ?? '');
  const [isMissing, setIsMissing] = useState(false);
  if (!mayDiagnose) return null;

  function ask() {
    const wanted = version.trim();
    setIsMissing(wanted === '');
    if (wanted === '') {
      input.current?.focus();
      return;
    }
    const next = addressOf({ ...lookUp, why: { version: wanted } });
    void navigate(next, { replace: next === addressOf(lookUp) });
  }

  return (
    <form
      className={styles.question}
      aria-label="Missing version"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      <TextInput
        ref={input}
        label="Why can I not have version"
        placeholder="1.4.2"
        className={styles.version}
        spellCheck={false}
        autoCapitalize="none"
        autoComplete="off"
        maxLength={300}
        value={version}
        error={isMissing ? 'Enter the version that is missing.' : null}
        onChange={(event) => setVersion(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" className={styles.ask}>
        Find out why
      </Button>
    </form>
  );
}
