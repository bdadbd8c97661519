import '../../../components/form.css';
import { Stack, TextInput } from '@mantine/core';
import { checkRoleArn } from '@backline/shared';
import { useState } from 'react';
import { fieldIds, type DetailsDraft, type DraftCheck } from './draft.ts';
import { errorText, FieldNotes } from './field-problems.tsx';
import styles from './details.module.css';

export interface DetailsFieldsProps {
  draft: DetailsDraft;
  check: DraftCheck;
  /** Whether empty fields count as wrong too. */
  wasSubmitted: boolean;
  onChange: (change: Partial<DetailsDraft>) => void;
}

/** Role ARN and account ID. A pasted ARN fills in the account where none was entered. */
export function RoleFields({ draft, check, wasSubmitted, onChange }: DetailsFieldsProps) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const isJudged = (id: string, value: string) => wasSubmitted || (left.has(id) && value !== '');
  const leave = (id: string) => setLeft(new Set(left).add(id));

  const errors = check.errors.filter(
    ({ fieldId }) =>
      (fieldId === fieldIds.roleArn && isJudged(fieldIds.roleArn, draft.roleArn)) ||
      (fieldId === fieldIds.accountId && isJudged(fieldIds.accountId, draft.accountId)),
  );

  function enterRoleArn(roleArn: string) {
    const { accountId } = checkRoleArn(roleArn.trim());
    onChange({ roleArn, ...(accountId !== null && draft.accountId === '' ? { accountId } : {}) });
    if (accountId !== null && draft.accountId === '') leave(fieldIds.accountId);
  }

  return (
    <Stack>
      <div>
        <TextInput
          id={fieldIds.roleArn}
          label="Role ARN"
          description="From the stack's Outputs tab, or the role's page in the IAM console"
          placeholder="arn:aws:iam::111122223333:role/BacklineCodeArtifactIntegrationRole"
          className={styles.mono}
          spellCheck={false}
          autoComplete="off"
          value={draft.roleArn}
          error={errorText(errors, fieldIds.roleArn)}
          onChange={(event) => enterRoleArn(event.currentTarget.value)}
          onBlur={() => leave(fieldIds.roleArn)}
        />
        <FieldNotes
          fieldId={fieldIds.roleArn}
          value={draft.roleArn}
          errors={errors}
          warnings={check.warnings}
          onCorrect={enterRoleArn}
        />
      </div>
      <div>
        <TextInput
          id={fieldIds.accountId}
          label="Account ID"
          description="The 12 digits of the AWS account that the role is in; read from the role ARN where that comes first"
          placeholder="111122223333"
          className={styles.mono}
          maw={320}
          inputMode="numeric"
          autoComplete="off"
          value={draft.accountId}
          error={errorText(errors, fieldIds.accountId)}
          onChange={(event) => onChange({ accountId: event.currentTarget.value })}
          onBlur={() => leave(fieldIds.accountId)}
        />
        <FieldNotes
          fieldId={fieldIds.accountId}
          value={draft.accountId}
          errors={errors}
          warnings={check.warnings}
          onCorrect={(accountId) => onChange({ accountId })}
        />
      </div>
    </Stack>
  );
}
