import '../../../components/form.css';
import { Button, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { ErrorState } from '../../../components/error-state.tsx';
import { ErrorSummary } from '../../../components/error-summary.tsx';
import { keepFocus } from '../../../components/keep-focus.ts';
import type { ProjectIntegration } from '../queries.ts';
import { DropArea } from './drop-area.tsx';
import { FileList } from './file-list.tsx';
import { fieldOf, problemsOf, type Draft, type FieldName } from './problems.ts';
import { merged, NOTHING_GIVEN, without, type Selection } from './project-files.ts';
import { nameOfProject } from './project-name.ts';
import type { Given } from './read-drop.ts';
import { SendingBar } from './sending-bar.tsx';
import { useUpload } from './use-upload.ts';
import styles from './new.module.css';

export interface AnalysisFormProps {
  integrations: readonly ProjectIntegration[];
  /** Those of an earlier analysis; empty where there is none. */
  givenIntegrationId: string;
  givenName: string;
}

/** Files, integration and name; what was entered stays, whatever goes wrong. */
export function AnalysisForm({ integrations, givenIntegrationId, givenName }: AnalysisFormProps) {
  const id = useId();
  const [draft, setDraft] = useState<Draft & Selection>({
    ...NOTHING_GIVEN,
    integrationId: firstIntegration(integrations, givenIntegrationId),
    name: givenName,
  });
  const [isNameOwn, setIsNameOwn] = useState(givenName !== '');
  // What is dropped while something is still read is read beside it.
  const [readings, setReadings] = useState(0);
  const isReading = readings > 0;
  const [attempt, setAttempt] = useState(0);
  const { share, userErrors, problem, send, stop } = useUpload();
  const isSending = share !== null;
  const change = (part: Partial<Draft & Selection>) => setDraft((current) => ({ ...current, ...part }));

  const problems = problemsOf(draft);
  const errorOf = (field: FieldName) => {
    if (attempt === 0) return null;
    return problems[field] ?? userErrors.find((error) => fieldOf(error.field) === field)?.message ?? null;
  };
  const fieldId = (field: FieldName) => `${id}-${field}`;
  const fields = ['files', 'integrationId', 'name'] as const;
  const summary = [
    ...fields.flatMap((field) => ({ fieldId: fieldId(field), message: errorOf(field) ?? '' })),
    ...userErrors.filter(({ field }) => fieldOf(field) === null).map(({ message }) => ({ fieldId: null, message })),
  ].filter(({ message }) => message !== '');

  async function take(giving: Promise<Given>) {
    setReadings((count) => count + 1);
    const { files: given, folderName } = await giving;
    const added = await given.choose();
    setReadings((count) => count - 1);
    setDraft((current) => {
      const all = merged(current, added);
      const isKept = isNameOwn || (folderName === null && current.name !== '');
      return { ...current, ...all, name: isKept ? current.name : nameOfProject(folderName, all.files) };
    });
  }

  function keep(selection: Selection) {
    // A name that was taken from the files goes with them.
    const name = selection.files.length === 0 && !isNameOwn ? '' : draft.name;
    change({ ...selection, name });
  }

  function submit() {
    setAttempt(attempt + 1);
    if (Object.keys(problems).length > 0) return;
    const { files, integrationId, name } = draft;
    send({ integrationId, name: name.trim(), files: files.map(({ path, text }) => ({ path, content: text })) });
  }

  return (
    <form
      className={styles.form}
      aria-label="Project"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isSending) submit();
      }}
    >
      <Stack gap="lg">
        <ErrorSummary errors={summary} attempt={attempt + userErrors.length} />
        <div>
          <p className={styles.label}>Files</p>
          <DropArea
            id={fieldId('files')}
            error={errorOf('files')}
            isReading={isReading}
            onGiven={(given) => void take(given)}
          />
        </div>
        <FileList
          files={draft.files}
          leftOut={draft.leftOut}
          onRemove={(path) => keep(without(draft, path))}
          onRemoveAll={() => keep(NOTHING_GIVEN)}
        />
        <NativeSelect
          id={fieldId('integrationId')}
          label="Integration"
          description="Its repositories are asked for every dependency, and for every version that is proposed."
          value={draft.integrationId}
          error={errorOf('integrationId')}
          data={[
            ...(draft.integrationId === '' ? [{ value: '', label: 'Choose one' }] : []),
            ...integrations.map(({ id: value, name }) => ({ value, label: name })),
          ]}
          onChange={(event) => change({ integrationId: event.currentTarget.value })}
        />
        <TextInput
          id={fieldId('name')}
          label="Project name"
          description="Analyses of the same name and integration belong together."
          value={draft.name}
          error={errorOf('name')}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            change({ name: event.currentTarget.value });
            setIsNameOwn(event.currentTarget.value !== '');
          }}
        />
        {problem !== null && <ErrorState error={problem} />}
        {share === null ? (
          <div>
            <Button
              type="submit"
              disabled={isReading}
              leftSection={<IconPlayerPlay size={16} aria-hidden />}
              onMouseDown={keepFocus}
            >
              Analyse
            </Button>
            <Text size="sm" c="dimmed" mt={6}>
              It takes seconds to minutes, and goes on when you leave.
            </Text>
          </div>
        ) : (
          <SendingBar share={share} onStop={stop} />
        )}
      </Stack>
    </form>
  );
}

/** The one that is asked for, else the only one; where there are several, somebody has to choose. */
function firstIntegration(integrations: readonly ProjectIntegration[], asked: string): string {
  if (integrations.some(({ id }) => id === asked)) return asked;
  return integrations.length === 1 ? (integrations[0]?.id ?? '') : '';
}
