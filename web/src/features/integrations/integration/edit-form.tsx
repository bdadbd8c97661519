import '../../../components/form.css';
import { keepFocus } from '../../../components/keep-focus.ts';
import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { ErrorSummary } from '../../../components/error-summary.tsx';
import { describeError, refusalCode } from '../../../graphql/client.ts';
import { notify } from '../../../lib/notify.ts';
import type { IntegrationFieldsFragment } from '../../../graphql/generated/graphql.ts';
import {
  checkDraft,
  detailsOf,
  fieldIds,
  placeProblems,
  repositoryRows,
  type DetailsDraft,
  type FieldProblem,
} from '../details/draft.ts';
import { errorText } from '../details/field-problems.tsx';
import { RepositoryFields } from '../details/repository-fields.tsx';
import { RepositoryPolicies } from '../details/repository-policies.tsx';
import { RoleFields } from '../details/role-fields.tsx';
import { ConflictNotice } from './conflict-notice.tsx';
import { ExternalIdEditor } from './external-id-editor.tsx';
import type { IntegrationPartProps } from './part-props.ts';
import { updateIntegrationMutation } from './queries.ts';
import styles from './integration.module.css';

export interface EditFormProps extends IntegrationPartProps {
  refetch: () => Promise<unknown>;
}

/** The same fields as in the wizard, for an integration that exists. */
export function EditForm({ integration, refetch }: EditFormProps) {
  const navigate = useNavigate();
  const { hash } = useLocation();
  const [base, setBase] = useState(integration);
  const [draft, setDraft] = useState(() => draftOf(integration));
  const [attempt, setAttempt] = useState(0);
  const [refusals, setRefusals] = useState<FieldProblem[]>([]);
  const [hasConflict, setHasConflict] = useState(false);
  const [update, { loading }] = useMutation(updateIntegrationMutation);
  const own = checkDraft(draft);
  const check = { errors: [...own.errors, ...refusals], warnings: own.warnings };
  const fields = { draft, check, wasSubmitted: attempt > 0, onChange: change };
  const replacesExternalId = draft.externalId !== base.externalId;
  const details = detailsOf(draft);
  const savedDetails = detailsOf(draftOf(base));
  const isChanged = JSON.stringify(details) !== JSON.stringify(savedDetails);
  const isConnectionChanged =
    JSON.stringify({ ...details, name: null }) !== JSON.stringify({ ...savedDetails, name: null });
  useEffect(() => {
    if (hash) document.getElementById(hash.slice(1))?.scrollIntoView();
  }, [hash]);

  function change(part: Partial<DetailsDraft>) {
    setRefusals([]);
    setDraft((current) => ({ ...current, ...part }));
  }

  function refuse(problems: FieldProblem[]) {
    setRefusals(problems);
    setAttempt((current) => current + 1);
  }

  async function save() {
    setAttempt(attempt + 1);
    if (own.errors.length > 0) return;
    try {
      const input = { id: base.id, version: base.version, ...details };
      const { data } = await update({ variables: { input } });
      const answer = data?.updateCodeArtifactIntegration;
      if (!answer?.integration) {
        refuse(placeProblems(draft, answer?.userErrors ?? []));
        return;
      }
      for (const { message } of answer.warnings) notify({ tone: 'warning', title: 'Saved, with a warning', message });
      if (answer.warnings.length === 0) notify({ message: 'The changes are saved.' });
      // The server has tested a replaced External ID before it took it.
      await navigate(`/integrations/${base.id}${isConnectionChanged && !replacesExternalId ? '?test=run' : ''}`);
    } catch (error) {
      if (refusalCode(error) === 'CONFLICT') setHasConflict(true);
      else
        refuse([{ fieldId: null, field: null, code: 'refused', message: describeError(error).text, suggestion: null }]);
    }
  }

  return (
    <form
      noValidate
      aria-label="Edit integration"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack gap="lg">
        {hasConflict && (
          <ConflictNotice
            base={base}
            latest={integration}
            onReload={() => void refetch()}
            onContinue={() => {
              setBase(integration);
              setHasConflict(false);
            }}
          />
        )}
        <ErrorSummary errors={check.errors} attempt={attempt} />
        <TextInput
          id={fieldIds.name}
          label="Name"
          maw={420}
          autoComplete="off"
          value={draft.name}
          error={errorText(check.errors, fieldIds.name)}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <section aria-labelledby="role">
          <Title order={2} id="role" mb="sm">
            Role
          </Title>
          <Stack>
            <RoleFields {...fields} />
            <ExternalIdEditor {...fields} saved={base.externalId} />
          </Stack>
        </section>
        <section aria-labelledby="repositories" className={styles.anchor}>
          <Title order={2} id="repositories" mb="sm">
            Repository URLs
          </Title>
          <Stack gap="lg">
            <RepositoryFields {...fields} />
            <RepositoryPolicies draft={draft} />
          </Stack>
        </section>
        <Group>
          <Button type="submit" loading={loading} disabled={!isChanged} onMouseDown={keepFocus}>
            {isConnectionChanged ? 'Save and test' : 'Save'}
          </Button>
          {isChanged && (
            <Button variant="default" onClick={() => setDraft(draftOf(base))}>
              Undo changes
            </Button>
          )}
          {replacesExternalId && (
            <Text c="dimmed" role="status">
              {loading
                ? 'Testing the new External ID'
                : 'The new External ID is tested first, and saved only if the test passes.'}
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  );
}

function draftOf({ name, accountId, externalId, roleArn, repositories }: IntegrationFieldsFragment): DetailsDraft {
  return { name, accountId, externalId, roleArn, repositories: repositoryRows(repositories) };
}
