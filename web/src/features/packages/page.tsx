import { Button, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@apollo/client/react';
import { packageTypeDefinition } from '@backline/shared';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { Delayed } from '../../components/delayed.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { UnlistedFormat } from '../../components/unlisted-format.tsx';
import { useMay } from '../identity/viewer.tsx';
import { addressOf, readLookUp, type LookUp } from './address.ts';
import { LookUpForm } from './look-up-form.tsx';
import { NoRepositoryOfType, UnknownIntegration } from './look-up-error.tsx';
import { LookUpResult } from './look-up-result.tsx';
import { packageIntegrationsQuery, type PackageIntegration } from './queries.ts';
import { RecentPackages } from './recent-packages.tsx';

/** Looks a package up in the repositories of an integration. The address holds what is looked up. */
export function PackagesPage() {
  const { data, error, refetch } = useQuery(packageIntegrationsQuery, {
    variables: { first: 100 },
    fetchPolicy: 'no-cache',
  });
  const integrations = data?.integrations.edges.map(({ node }) => node);
  return (
    <>
      <PageHeader title="Packages" />
      {integrations && integrations.length > 0 && <LookUpPlace integrations={integrations} />}
      {integrations?.length === 0 && <NothingConnected />}
      {!data && error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && (
        <Delayed>
          <Stack role="status" aria-label="Loading">
            <Skeleton height={56} />
            <Skeleton height={120} />
          </Stack>
        </Delayed>
      )}
    </>
  );
}

function NothingConnected() {
  const mayWrite = useMay('integrations:write');
  return (
    <EmptyState
      action={
        mayWrite && (
          <Button component={Link} to="/integrations/new" variant="default">
            Connect AWS CodeArtifact
          </Button>
        )
      }
    >
      Packages are looked up in the repositories of a connected AWS account. None is connected yet.
    </EmptyState>
  );
}

function LookUpPlace({ integrations }: { integrations: readonly PackageIntegration[] }) {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const lookUp = readLookUp(search, integrations);
  const integration = integrations.find(({ id }) => id === lookUp.integrationId);
  return (
    <Stack gap="lg">
      <LookUpForm
        integrations={integrations}
        lookUp={lookUp}
        onLookUp={(next) => void navigate(addressOf(next), { replace: addressOf(next) === addressOf(lookUp) })}
      />
      <Outcome lookUp={lookUp} integration={integration} />
    </Stack>
  );
}

function Outcome({ lookUp, integration }: { lookUp: LookUp; integration: PackageIntegration | undefined }) {
  if (!integration) return <UnknownIntegration />;
  const definition = packageTypeDefinition(lookUp.packageType);
  if (integration.repositories.every(({ packageType }) => packageType !== lookUp.packageType)) {
    return <NoRepositoryOfType integration={integration} definition={definition} />;
  }
  return (
    <>
      <UnlistedFormat definition={definition} />
      {lookUp.name === '' ? (
        <RecentPackages lookUp={lookUp} />
      ) : (
        <LookUpResult key={addressOf({ ...lookUp, why: null })} lookUp={lookUp} integration={integration} />
      )}
    </>
  );
}
