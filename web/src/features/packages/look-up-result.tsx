import { Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@apollo/client/react';
import { packageTypeDefinition } from '@backline/shared';
import { Delayed } from '../../components/delayed.tsx';
import { Diagnosis } from '../../components/diagnosis.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Fact, Facts } from '../../components/facts.tsx';
import { Identifier } from '../../components/identifier.tsx';
import { count } from '../../lib/time.ts';
import { addressOf, type LookUp } from './address.ts';
import { PackageDiagnosisPanel } from './diagnosis/panel.tsx';
import { VersionQuestion } from './diagnosis/version-question.tsx';
import { LookUpError } from './look-up-error.tsx';
import { packageQuery, type FoundPackage, type PackageIntegration } from './queries.ts';
import { VersionTable } from './version-table.tsx';
import styles from './packages.module.css';

/** Asks the repositories, and shows what they say. */
export function LookUpResult({ lookUp, integration }: { lookUp: LookUp; integration: PackageIntegration }) {
  const { integrationId, packageType, name } = lookUp;
  const { data, error, loading, refetch } = useQuery(packageQuery, {
    variables: { integrationId, packageType, name },
    fetchPolicy: 'no-cache',
    notifyOnNetworkStatusChange: true,
  });
  const found = data?.package;
  if (found && !loading) return <Found found={found} lookUp={lookUp} />;
  if (error && !loading) {
    return (
      <LookUpError
        error={error}
        lookUp={lookUp}
        definition={packageTypeDefinition(packageType)}
        integration={integration}
        onRetry={() => void refetch()}
      />
    );
  }
  return (
    <Delayed>
      <Stack role="status" aria-label={`Asking the repositories for ${name}`}>
        <Skeleton height={26} width={240} />
        <Skeleton height={52} />
        <Skeleton height={36} />
        <Skeleton height={240} />
      </Stack>
    </Delayed>
  );
}

function Found({ found, lookUp }: { found: FoundPackage; lookUp: LookUp }) {
  const { name, latest, versions, repositories, problems, requestCount } = found;
  return (
    <div className={styles.result}>
      <section aria-labelledby="package">
        <Title order={2} id="package" className={styles.packageName}>
          {name}
        </Title>
        <div className={styles.facts}>
          <Facts isRow>
            <Fact term="Latest">{latest ? <Identifier value={latest} label="latest version" /> : 'None'}</Fact>
            <Fact term="Versions">
              <span role="status" aria-label={`${count(versions.length, 'version')} of ${name}`}>
                {versions.length.toLocaleString('en')}
              </span>
            </Fact>
            <Fact term="Offered by">
              {repositories.map(({ domain, repository }) => `${domain}/${repository}`).join(', ') ||
                'No repository that answered'}
            </Fact>
            <Fact term="Cost">
              {requestCount === 0 ? 'No request, answered from memory' : count(requestCount, 'request')}
            </Fact>
          </Facts>
        </div>
        <Text size="sm" c="dimmed" maw={720}>
          Only metadata is read. CodeArtifact imports a package into your repository when a file of it is fetched, and
          none was.
        </Text>
      </section>
      <VersionQuestion key={lookUp.why?.version} lookUp={lookUp} />
      {lookUp.why && <PackageDiagnosisPanel key={addressOf(lookUp)} lookUp={lookUp} />}
      {problems.length > 0 && <Problems problems={problems} />}
      {versions.length > 0 ? (
        <VersionTable key={name} found={found} />
      ) : (
        <EmptyState>
          {problems.length > 0
            ? `The repositories that answered do not offer ${name}. Those above gave no answer and may have it.`
            : `${name} is known, but no version of it is listed.`}
        </EmptyState>
      )}
    </div>
  );
}

function Problems({ problems }: { problems: FoundPackage['problems'] }) {
  return (
    <section aria-labelledby="problems" className={styles.problems}>
      <Title order={2} id="problems" className={styles.problemsTitle}>
        <IconAlertTriangle size={18} aria-hidden />
        {problems.length === 1
          ? '1 repository gave no answer'
          : `${problems.length.toLocaleString('en')} repositories gave no answer`}
      </Title>
      <Text c="dimmed" size="sm">
        Versions that only they offer are missing below.
      </Text>
      {problems.map(({ repository, diagnosis, evidence }, index) => (
        <div key={repository.id} className={styles.problem}>
          <p className={styles.problemName}>
            <strong>
              {repository.domain}/{repository.repository}
            </strong>
            <Identifier value={repository.url} label="repository URL" />
          </p>
          <Diagnosis diagnosis={diagnosis} evidence={evidence} anchor={`repository-${index + 1}`} />
        </div>
      ))}
    </section>
  );
}
