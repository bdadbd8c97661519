import '../../components/form.css';
import { Autocomplete, Button, NativeSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@apollo/client/react';
import { packageTypes, type PackageType } from '@backline/shared';
import { useRef, useState } from 'react';
import type { LookUp } from './address.ts';
import type { PackageIntegration } from './queries.ts';
import { recentPackagesQuery } from './queries.ts';
import styles from './packages.module.css';

const PAUSE_MS = 200;

const examples: Record<PackageType, string> = {
  NPM: '@acme/strings or semver',
  PYPI: 'acme-strings',
  GO: 'go.acme.example/strings',
  NUGET: 'Acme.Strings',
};

export interface LookUpFormProps {
  integrations: readonly PackageIntegration[];
  lookUp: LookUp;
  onLookUp: (lookUp: LookUp) => void;
}

/** Integration, package type and name; Enter looks up. */
export function LookUpForm({ integrations, lookUp, onLookUp }: LookUpFormProps) {
  const [shown, setShown] = useState(lookUp);
  const [draft, setDraft] = useState(lookUp);
  const [isNameMissing, setIsNameMissing] = useState(false);
  const nameInput = useRef<HTMLInputElement>(null);
  // Another address, by a link or the browser's own buttons, takes the place of what was entered.
  if (JSON.stringify(shown) !== JSON.stringify(lookUp)) {
    setShown(lookUp);
    setDraft(lookUp);
    setIsNameMissing(false);
  }
  const integration = integrations.find(({ id }) => id === draft.integrationId);
  const suggestions = useSuggestions(draft, integration !== undefined);

  function submit(next: LookUp) {
    const name = next.name.trim();
    setIsNameMissing(name === '');
    if (name === '') nameInput.current?.focus();
    else onLookUp({ ...next, name, why: null });
  }

  return (
    <form
      role="search"
      aria-label="Packages"
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit(draft);
      }}
    >
      <NativeSelect
        label="Integration"
        value={draft.integrationId}
        data={[
          ...integrations.map(({ id, name }) => ({ value: id, label: name })),
          ...(integration ? [] : [{ value: draft.integrationId, label: 'Unknown integration', disabled: true }]),
        ]}
        onChange={(event) => setDraft({ ...draft, integrationId: event.currentTarget.value })}
      />
      <NativeSelect
        label="Package type"
        value={draft.packageType}
        data={packageTypes.map(({ id, label }) => ({
          value: id,
          label: integration?.repositories.every(({ packageType }) => packageType !== id)
            ? `${label} (no repository)`
            : label,
        }))}
        onChange={(event) => setDraft({ ...draft, packageType: event.currentTarget.value as PackageType })}
      />
      <Autocomplete
        ref={nameInput}
        label="Package name"
        placeholder={examples[draft.packageType]}
        className={styles.name}
        spellCheck={false}
        autoCapitalize="none"
        autoComplete="off"
        maxLength={2000}
        data={suggestions}
        // The server has filtered them already.
        filter={({ options }) => options}
        value={draft.name}
        error={isNameMissing ? 'Enter the name of a package.' : null}
        onChange={(name) => setDraft((current) => ({ ...current, name }))}
        onOptionSubmit={(name) => submit({ ...draft, name })}
      />
      <Button type="submit" className={styles.submit} leftSection={<IconSearch size={16} aria-hidden />}>
        Look up
      </Button>
    </form>
  );
}

/** Names that were found before and begin with what is entered. */
function useSuggestions({ integrationId, packageType, name }: LookUp, isKnown: boolean): string[] {
  const [prefix] = useDebouncedValue(name.trim(), PAUSE_MS);
  const { data, previousData } = useQuery(recentPackagesQuery, {
    variables: { integrationId, packageType, prefix },
    fetchPolicy: 'no-cache',
    skip: !isKnown,
  });
  return ((data ?? previousData)?.recentPackages ?? []).filter((known) => known !== name);
}
