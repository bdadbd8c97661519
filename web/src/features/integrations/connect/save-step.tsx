import '../../../components/form.css';
import { Anchor, Stack, Text, TextInput, Title } from '@mantine/core';
import { packageTypeDefinition } from '@backline/shared';
import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { Identifier } from '../../../components/identifier.tsx';
import { CheckStatusBadge, IntegrationStatusBadge } from '../../../components/status-badge.tsx';
import type { ReportFieldsFragment } from '../../../graphql/generated/graphql.ts';
import { enteredRows, fieldIds } from '../details/draft.ts';
import { errorText } from '../details/field-problems.tsx';
import { ErrorSummary } from '../../../components/error-summary.tsx';
import { outcomeText } from '../report/connection-test-panel.tsx';
import { stepOf, type StepId } from './steps.ts';
import type { StepProps } from './step-props.ts';
import styles from './connect.module.css';

/** Step 5: a name, and what will be saved. */
export function SaveStep({
  draft,
  errors,
  attempt,
  report,
  onChange,
}: StepProps & { report: ReportFieldsFragment | null }) {
  const { name, accountId } = draft;
  useEffect(() => {
    if (name === '' && accountId !== '') onChange({ name: `AWS CodeArtifact ${accountId}` });
    // Offered once on entering the step; an emptied field stays empty.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  const elsewhere = errors.filter((error) => stepOf(error) !== 'save');

  return (
    <Stack gap="lg">
      <Title order={2}>Save</Title>
      <ErrorSummary errors={errors.filter((error) => stepOf(error) === 'save')} attempt={attempt} />
      {elsewhere.length > 0 && (
        <div className={styles.missing} role="status">
          <Text fw={600}>Before it can be saved</Text>
          <ul>
            {elsewhere.map((error) => (
              <li key={`${error.fieldId}:${error.message}`}>
                {error.message} <EditLink step={stepOf(error)}>Fix it</EditLink>
              </li>
            ))}
          </ul>
        </div>
      )}
      <TextInput
        id={fieldIds.name}
        label="Name"
        description="How the integration is listed"
        maw={420}
        autoComplete="off"
        value={name}
        error={errorText(errors, fieldIds.name)}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <dl className={styles.summary}>
        <dt>Account ID</dt>
        <dd>
          {accountId ? <Identifier value={accountId} label="account ID" /> : 'None yet'}{' '}
          <EditLink step="details">Edit</EditLink>
        </dd>
        <dt>Role ARN</dt>
        <dd>
          {draft.roleArn ? <Identifier value={draft.roleArn} label="role ARN" /> : 'None yet'}{' '}
          <EditLink step="details">Edit</EditLink>
        </dd>
        <dt>External ID</dt>
        <dd>
          {draft.externalId ? <Identifier value={draft.externalId} label="External ID" /> : 'None yet'}{' '}
          <EditLink step="role">Edit</EditLink>
        </dd>
        <dt>Repositories</dt>
        <dd>
          <ul className={styles.urls}>
            {enteredRows(draft).map(({ key, packageType, url }) => (
              <li key={key}>
                <span className={styles.type}>{packageTypeDefinition(packageType).label}</span>
                <Identifier value={url} label="repository URL" />
              </li>
            ))}
          </ul>
          <EditLink step="repositories">Edit</EditLink>
        </dd>
        <dt>Test</dt>
        <dd>
          {report ? (
            <>
              <CheckStatusBadge status={report.status} /> {outcomeText(report.checks)}. The test runs once more after
              saving, on what was saved.
            </>
          ) : (
            <>
              <IntegrationStatusBadge status="UNTESTED" /> It is saved without a test.{' '}
              <EditLink step="test">Test first</EditLink>
            </>
          )}
        </dd>
      </dl>
    </Stack>
  );
}

function EditLink({ step, children }: { step: StepId; children: ReactNode }) {
  return (
    <Anchor component={Link} to={`?step=${step}`} size="sm">
      {children}
    </Anchor>
  );
}
