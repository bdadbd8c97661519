import { Button, Text } from '@mantine/core';
import type { PackageTypeDefinition } from '@backline/shared';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { ErrorState } from '../../components/error-state.tsx';
import { describeError, refusalCode } from '../../graphql/client.ts';
import { useMay } from '../identity/viewer.tsx';
import { addressOf, type LookUp } from './address.ts';
import { PackageDiagnosisPanel } from './diagnosis/panel.tsx';
import type { PackageIntegration } from './queries.ts';
import styles from './packages.module.css';

interface LookUpErrorProps {
  error: unknown;
  lookUp: LookUp;
  definition: PackageTypeDefinition;
  integration: PackageIntegration;
  onRetry: () => void;
}

/** Why a look-up has no answer, and what to do about it. */
export function LookUpError(props: LookUpErrorProps) {
  const { lookUp, error } = props;
  // The diagnosis says it all and better.
  const isSaidBelow = lookUp.why !== null && refusalCode(error) === 'NOT_FOUND';
  return (
    <>
      {!isSaidBelow && <Reason {...props} />}
      {lookUp.why && <PackageDiagnosisPanel key={addressOf(lookUp)} lookUp={lookUp} />}
    </>
  );
}

function Reason({ error, lookUp, definition, integration, onRetry }: LookUpErrorProps) {
  const { text } = describeError(error);
  const { label } = definition;
  const { name } = lookUp;
  switch (refusalCode(error)) {
    case 'NOT_FOUND':
      return (
        <Refusal title={`No repository offers ${name}`} text={text}>
          <div className={styles.actions}>
            <FindOutWhy lookUp={lookUp} />
            <RepositoriesLink integration={integration}>See the repositories</RepositoriesLink>
          </div>
        </Refusal>
      );
    case 'INVALID_INPUT':
      return (
        <Refusal title={`This is no name of a package for ${label}`} text={text}>
          <Text c="dimmed">Nothing was asked. Correct the name above and press Enter.</Text>
          <FindOutWhy lookUp={lookUp} />
        </Refusal>
      );
    case 'UPSTREAM':
      return (
        <Refusal title="No repository gave an answer" text={text}>
          <div className={styles.actions}>
            <FindOutWhy lookUp={lookUp} />
            <Button component={Link} to={`/integrations/${integration.id}`} variant="default">
              Open {integration.name}
            </Button>
            <Button variant="default" onClick={onRetry}>
              Try again
            </Button>
          </div>
          <Text c="dimmed" size="sm">
            The connection test of the integration says which step fails and how to mend it.
          </Text>
        </Refusal>
      );
    default:
      return <ErrorState error={error} onRetry={onRetry} />;
  }
}

export function NoRepositoryOfType({
  integration,
  definition: { label },
}: {
  integration: PackageIntegration;
  definition: PackageTypeDefinition;
}) {
  const mayWrite = useMay('integrations:write');
  return (
    <Refusal
      title={`${integration.name} has no ${label} repository`}
      text={
        mayWrite
          ? `Add the URL of one that serves ${label}, or choose another package type or integration.`
          : `Choose another package type or integration, or ask an admin to add a repository for ${label}.`
      }
    >
      {mayWrite && (
        <Button component={Link} to={`/integrations/${integration.id}/settings#repositories`} variant="default">
          Add a {label} repository
        </Button>
      )}
    </Refusal>
  );
}

export function UnknownIntegration() {
  return (
    <Refusal
      title="This integration does not exist"
      text="It was removed, or belongs to another organization. Choose one above."
    />
  );
}

/** Asks why; the question is part of the address, so that it can be sent to somebody. */
function FindOutWhy({ lookUp }: { lookUp: LookUp }) {
  const mayDiagnose = useMay('diagnostics:run');
  if (!mayDiagnose || lookUp.why) return null;
  return (
    <Button component={Link} to={addressOf({ ...lookUp, why: { version: '' } })} state={{ isJustAsked: true }}>
      Find out why
    </Button>
  );
}

function RepositoriesLink({ integration, children }: { integration: PackageIntegration; children: string }) {
  return (
    <Button component={Link} to={`/integrations/${integration.id}/repositories`} variant="default">
      {children}
    </Button>
  );
}

function Refusal({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <div className={styles.refusal} role="alert">
      <Text fw={600}>{title}</Text>
      <Text>{text}</Text>
      {children}
    </div>
  );
}
