import { Alert, Button, Stack, Text, Title } from '@mantine/core';
import '../../../components/form.css';
import { IconKey } from '@tabler/icons-react';
import { useMutation } from '@apollo/client/react';
import { packageTypes } from '@backline/shared';
import { Link, useSearchParams } from 'react-router';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { RadioList } from '../../../components/radio-list.tsx';
import { UnlistedFormat } from '../../../components/unlisted-format.tsx';
import type { IntegrationPartProps } from '../integration/part-props.ts';
import { IssuedCredentials } from './issued-credentials.tsx';
import { issueBuildCredentialsMutation } from './queries.ts';
import styles from './build.module.css';

/** Files and environment for the package managers of one type. What is issued lives in this component alone. */
export function BuildPanel({ integration }: IntegrationPartProps) {
  const [search, setSearch] = useSearchParams();
  const [issue, { data, error, loading, reset }] = useMutation(issueBuildCredentialsMutation, {
    fetchPolicy: 'no-cache',
  });
  const owned = packageTypes.filter(({ id }) => integration.repositories.some(({ packageType }) => packageType === id));
  const chosen = owned.find(({ id }) => id === search.get('type')) ?? owned[0];
  if (!chosen) return <EmptyState>Files for a build will stand here once the integration has a repository.</EmptyState>;
  const answer = data?.issueBuildCredentials;
  const credentials = answer?.credentials;

  function run() {
    if (!chosen) return;
    const input = { integrationId: integration.id, packageType: chosen.id };
    // A refusal is in the state that the hook returns.
    issue({ variables: { input } }).catch(() => undefined);
  }

  return (
    <Stack gap="lg">
      <section aria-labelledby="build" className={styles.intro}>
        <Title order={2} id="build">
          Use in a build
        </Title>
        <Text>
          Ready files with which npm, pip, dotnet, go and their kin read from the repositories of this integration.
        </Text>
        <RadioList
          label="Package type"
          name="package-type"
          value={chosen.id}
          options={owned.map(({ id, label }) => ({ value: id, label }))}
          onChange={(type) => {
            reset();
            setSearch({ type }, { replace: true });
          }}
        />
        <UnlistedFormat definition={chosen} />
        <ul className={styles.terms}>
          <li>
            A token is made for this request alone. It reads from these repositories; the session policy allows nothing
            else.
          </li>
          <li>It ends with the role session, within 1 hour, and cannot be prolonged or taken back before.</li>
          <li>It is shown once and kept nowhere: leaving this page forgets it.</li>
          <li>That it was issued, by whom and for what, is in the audit log.</li>
        </ul>
        <Button leftSection={<IconKey size={16} aria-hidden />} loading={loading} onClick={run}>
          {credentials ? 'Issue again' : 'Issue credentials'}
        </Button>
      </section>
      {error && <ErrorState error={error} onRetry={run} />}
      {answer?.userErrors.map(({ message }) => (
        <Alert key={message} color="red" title="Nothing was issued" className={styles.refusal} role="alert">
          <Text>{message}</Text>
          <Button component={Link} to={`/integrations/${integration.id}?test=run`} variant="default" mt="sm">
            Test connection
          </Button>
        </Alert>
      ))}
      {credentials && !loading && <IssuedCredentials key={credentials.expiresAt} credentials={credentials} />}
    </Stack>
  );
}
