import '../../../components/form.css';
import { Button, NativeSelect, Stack, TextInput, Title } from '@mantine/core';
import { IconStethoscope } from '@tabler/icons-react';
import { packageTypes, type PackageType } from '@backline/shared';
import { useState, type FormEvent } from 'react';
import { useSearchParams } from 'react-router';
import { EmptyState } from '../../../components/empty-state.tsx';
import { PackageDiagnosisPanel } from '../../packages/diagnosis/panel.tsx';
import { firstType } from '../../packages/address.ts';
import styles from '../support.module.css';

export interface PackagePanelProps {
  integrationId: string;
  repositories: readonly { packageType: PackageType }[];
}

interface Question {
  packageType: PackageType;
  name: string;
  version: string;
}

/** Asks why a package, or a version of it, cannot be had. The address holds the question. */
export function PackagePanel({ integrationId, repositories }: PackagePanelProps) {
  const [search, setSearch] = useSearchParams();
  const question: Question = {
    packageType: packageTypes.find(({ id }) => id === search.get('type'))?.id ?? firstType({ id: '', repositories }),
    name: search.get('name') ?? '',
    version: search.get('version') ?? '',
  };
  const { packageType, name, version } = question;
  const key = `${packageType} ${name} ${version}`;
  return (
    <section aria-labelledby="package">
      <Title order={2} id="package" mb="sm">
        Package
      </Title>
      <Stack gap="lg">
        <PackageForm
          key={key}
          question={question}
          repositories={repositories}
          onAsk={(next) => setSearch({ type: next.packageType, name: next.name, version: next.version })}
        />
        {name === '' ? (
          <EmptyState>
            Every repository of the type is asked why it does not give the package, from metadata alone.
          </EmptyState>
        ) : (
          <PackageDiagnosisPanel key={key} lookUp={{ integrationId, packageType, name, why: { version } }} />
        )}
      </Stack>
    </section>
  );
}

interface PackageFormProps {
  question: Question;
  repositories: PackagePanelProps['repositories'];
  onAsk: (question: Question) => void;
}

function PackageForm({ question, repositories, onAsk }: PackageFormProps) {
  const [draft, setDraft] = useState(question);
  const [isNameMissing, setIsNameMissing] = useState(false);

  function submit(event: FormEvent) {
    event.preventDefault();
    const next = { ...draft, name: draft.name.trim(), version: draft.version.trim() };
    setIsNameMissing(next.name === '');
    if (next.name !== '') onAsk(next);
  }

  return (
    <form className={styles.diagnose} noValidate onSubmit={submit}>
      <NativeSelect
        label="Package type"
        value={draft.packageType}
        data={packageTypes.map(({ id, label }) => ({
          value: id,
          label: repositories.some(({ packageType }) => packageType === id) ? label : `${label} (no repository)`,
        }))}
        onChange={(event) => setDraft({ ...draft, packageType: event.currentTarget.value as PackageType })}
      />
      <TextInput
        label="Package name"
        spellCheck={false}
        autoCapitalize="none"
        autoComplete="off"
        maxLength={2000}
        value={draft.name}
        error={isNameMissing ? 'Enter the name of a package.' : null}
        onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
      />
      <TextInput
        label="Version, if one is missing"
        spellCheck={false}
        autoCapitalize="none"
        autoComplete="off"
        maxLength={300}
        value={draft.version}
        onChange={(event) => setDraft({ ...draft, version: event.currentTarget.value })}
      />
      <Button type="submit" className={styles.submit} leftSection={<IconStethoscope size={16} aria-hidden />}>
        Find out why
      </Button>
    </form>
  );
}
