import '../../../components/form.css';
import { Button, NativeSelect, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@apollo/client/react';
import { CODEARTIFACT_REGIONS, checkAccountId, checkExternalId } from '@backline/shared';
import { useEffect } from 'react';
import { Delayed } from '../../../components/delayed.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { ErrorSummary } from '../../../components/error-summary.tsx';
import { Identifier } from '../../../components/identifier.tsx';
import { ExternalIdField } from '../details/external-id-field.tsx';
import { setupQuery } from '../details/queries.ts';
import { SetupArtefacts } from '../details/setup-artefacts.tsx';
import type { StepProps } from './step-props.ts';
import styles from './connect.module.css';

/** Step 1: the External ID, and the role that trusts it. */
export function RoleStep({ draft, check, errors, attempt, onChange }: StepProps) {
  const hasUsableId = checkExternalId(draft.externalId).valid;
  const needsNewId = !draft.hasOwnExternalId && !hasUsableId;
  const { data, previousData, error, refetch } = useQuery(setupQuery, {
    skip: !hasUsableId && !needsNewId,
    variables: {
      input: {
        region: draft.region,
        ...(hasUsableId && { externalId: draft.externalId }),
        ...(checkAccountId(draft.accountId).valid && { accountId: draft.accountId }),
      },
    },
    // A made External ID must never come from the cache: each draft gets one of its own.
    fetchPolicy: needsNewId ? 'network-only' : 'cache-first',
  });
  const setup = (data ?? previousData)?.codeArtifactSetup;
  const madeId = data?.codeArtifactSetup.externalId;
  useEffect(() => {
    if (needsNewId && madeId) onChange({ externalId: madeId });
  }, [needsNewId, madeId, onChange]);

  return (
    <Stack gap="lg">
      <div>
        <Title order={2}>Deploy the role</Title>
        <Text c="dimmed">
          Backline reads your packages through a read-only role in your AWS account. The External ID keeps everybody
          else from using that role.
        </Text>
      </div>
      <ErrorSummary errors={errors} attempt={attempt} />
      {draft.hasOwnExternalId ? (
        <div>
          <ExternalIdField draft={draft} check={check} wasSubmitted={attempt > 0} onChange={onChange} />
          <Button
            variant="subtle"
            size="compact-sm"
            mt={6}
            onClick={() => onChange({ hasOwnExternalId: false, externalId: '' })}
          >
            Use one made by Backline
          </Button>
        </div>
      ) : (
        <div className={styles.externalId}>
          <div className={styles.labelled}>
            <span className={styles.label}>External ID</span>
            {draft.externalId ? (
              <Identifier value={draft.externalId} label="External ID" />
            ) : (
              <Skeleton height={22} width={320} maw="100%" />
            )}
            <Text size="sm" c="dimmed">
              Made for this integration alone, and filled in everywhere below.
            </Text>
          </div>
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => onChange({ hasOwnExternalId: true, externalId: '' })}
          >
            Use my own External ID
          </Button>
        </div>
      )}
      <NativeSelect
        label="AWS Region of the stack"
        description="IAM roles are global; any Region works"
        maw={280}
        data={[...CODEARTIFACT_REGIONS]}
        value={draft.region}
        onChange={(event) => onChange({ region: event.currentTarget.value })}
      />
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && setup && (hasUsableId || needsNewId) && <SetupArtefacts setup={setup} />}
      {!error && !setup && needsNewId && (
        <Delayed>
          <Skeleton height={220} />
        </Delayed>
      )}
      {draft.hasOwnExternalId && !hasUsableId && (
        <Text c="dimmed">The template and the policies appear here once the External ID is complete.</Text>
      )}
    </Stack>
  );
}
