import '../../../components/form.css';
import { NativeSelect, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowRight } from '@tabler/icons-react';
import { useQuery } from '@apollo/client/react';
import { packageTypes, parseRepositoryUrl, type PackageType } from '@backline/shared';
import { useState } from 'react';
import { describeError } from '../../../graphql/client.ts';
import { routePackageQuery } from './queries.ts';
import styles from './routes.module.css';

const PAUSE_MS = 300;

export interface PreviewedRepository {
  packageType: PackageType;
  url: string;
  routes: readonly string[];
}

export interface RoutePreviewProps {
  /** Null where the repositories are not saved yet; then they are sent along. */
  integrationId: string | null;
  repositories: readonly PreviewedRepository[];
}

/** Which repository serves a name. Nothing is asked of any repository. */
export function RoutePreview({ integrationId, repositories }: RoutePreviewProps) {
  const owned = packageTypes.filter(({ id }) => repositories.some(({ packageType }) => packageType === id));
  const [chosenType, setChosenType] = useState<PackageType | null>(null);
  const [name, setName] = useState('');
  const packageType = owned.find(({ id }) => id === chosenType)?.id ?? owned[0]?.id ?? 'NPM';
  const [settledName] = useDebouncedValue(name.trim(), PAUSE_MS);
  const { data, error } = useQuery(routePackageQuery, {
    variables: {
      packageType,
      name: settledName,
      ...(integrationId === null
        ? { repositories: repositories.map(({ url, routes, ...rest }) => ({ ...rest, url, routes: [...routes] })) }
        : { integrationId }),
    },
    fetchPolicy: 'no-cache',
    skip: settledName === '',
  });
  const answer = settledName === '' ? undefined : data?.routePackage;

  return (
    <div>
      <div className={styles.fields}>
        <NativeSelect
          label="Type of the name"
          value={packageType}
          data={owned.map(({ id, label }) => ({ value: id, label }))}
          onChange={(event) => setChosenType(event.currentTarget.value as PackageType)}
        />
        <TextInput
          label="Name to try"
          className={styles.name}
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
          maxLength={2000}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          // Within the wizard, Enter would go on to the next step.
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        />
      </div>
      <div role="status" aria-label="Who serves the name" className={styles.answer}>
        {answer?.problems.map(({ message }) => (
          <Text key={message} c="var(--status-bad)">
            {message}
          </Text>
        ))}
        {answer?.problems.length === 0 && (
          <>
            <ol className={styles.repositories}>
              {answer.repositoryUrls.map((url) => (
                <li key={url}>
                  <IconArrowRight size={16} aria-hidden />
                  <strong>{shortName(url)}</strong>
                </li>
              ))}
            </ol>
            <Text size="sm" c="dimmed">
              {answer.reason}
            </Text>
          </>
        )}
        {settledName !== '' && error && <Text c="var(--status-bad)">{describeError(error).text}</Text>}
      </div>
    </div>
  );
}

function shortName(url: string): string {
  const address = parseRepositoryUrl(url);
  return address ? `${address.domain}/${address.repository}` : url;
}
