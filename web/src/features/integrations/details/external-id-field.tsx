import '../../../components/form.css';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { fieldIds } from './draft.ts';
import { errorText, FieldNotes } from './field-problems.tsx';
import type { DetailsFieldsProps } from './role-fields.tsx';
import styles from './details.module.css';

/** An External ID of the customer's own choice. */
export function ExternalIdField({ draft, check, wasSubmitted, onChange }: DetailsFieldsProps) {
  const [wasLeft, setWasLeft] = useState(false);
  const errors = wasSubmitted || (wasLeft && draft.externalId !== '') ? check.errors : [];
  const hasMalformed = check.errors.some(({ fieldId }) => fieldId === fieldIds.externalId);
  return (
    <div>
      <TextInput
        id={fieldIds.externalId}
        label="External ID"
        description="At least 8 characters: letters, digits and _ + = , . @ : / -"
        className={styles.mono}
        spellCheck={false}
        autoComplete="off"
        value={draft.externalId}
        error={errorText(errors, fieldIds.externalId)}
        onChange={(event) => onChange({ externalId: event.currentTarget.value })}
        onBlur={() => setWasLeft(true)}
      />
      <FieldNotes
        fieldId={fieldIds.externalId}
        value={draft.externalId}
        errors={errors}
        warnings={hasMalformed ? [] : check.warnings}
        onCorrect={(externalId) => onChange({ externalId })}
      />
    </div>
  );
}
