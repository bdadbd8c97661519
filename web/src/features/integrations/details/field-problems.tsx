import { IconAlertTriangle } from '@tabler/icons-react';
import { FieldCorrection } from '../../../components/field-correction.tsx';
import type { FieldProblem } from './draft.ts';
import styles from './details.module.css';

export interface FieldNotesProps {
  fieldId: string;
  value: string;
  errors: readonly FieldProblem[];
  warnings: readonly FieldProblem[];
  onCorrect: (value: string) => void;
}

/** The messages of a field's errors, as an input's `error`; null where there are none. */
export function errorText(errors: readonly FieldProblem[], fieldId: string): string | null {
  const messages = new Set(errors.filter((error) => error.fieldId === fieldId).map(({ message }) => message));
  return messages.size > 0 ? [...messages].join(' ') : null;
}

/** Below a field: its correction, where one is known, and its warnings. */
export function FieldNotes({ fieldId, value, errors, warnings, onCorrect }: FieldNotesProps) {
  const suggestion = errors.find((error) => error.fieldId === fieldId && error.suggestion !== null)?.suggestion;
  const own = warnings.filter((warning) => warning.fieldId === fieldId);
  return (
    <>
      {suggestion && suggestion !== value && (
        <FieldCorrection before={value} after={suggestion} onAccept={() => onCorrect(suggestion)} />
      )}
      {own.map(({ code, message }) => (
        <p key={code} className={styles.warning}>
          <IconAlertTriangle size={16} aria-label="Warning:" />
          {message}
        </p>
      ))}
    </>
  );
}
