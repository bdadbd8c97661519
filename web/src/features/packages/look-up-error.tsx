import { Button, Text } from '@mantine/core';
import type { PackageTypeDefinition } from '@backline/shared';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { ErrorState } from '../../components/error-state.tsx';
import { describeError, refusalCode } from '../../graphql/client.ts';
import { useMay } from '../identity/viewer.tsx';
import type { PackageIntegration } from './queries.ts';
import styles from './packages.module.css';

interface LookUpErrorProps {
  error: unknown;
  name: string;
  definition: PackageTypeDefinition;
  integration: PackageIntegration;
  onRetry: () => void;
}

/** Why a look-up has no answer, and what to do about it. */
export function LookUpError({ error, name, definition, integration, onRetry }: LookUpErrorProps) {
  const { text } = describeError(error);
  const { label } = definition;
  switch (refusalCode(error)) {
    case 'NOT_FOUND':
      return (
        <Refusal title={`No repository offers ${name}`} text={text}>
          <ul className={styles.steps}>
            <li>Compare the name with the one in your manifest, letter by letter.</li>
            <li>
              A package of your own: see in the AWS console whether it was published to one of the repositories asked.
            </li>
            <li>
              A public package: see whether the repository, or one of its upstreams, has an external connection to the
              public {label} registry.
            </li>
          </ul>
          <RepositoriesLink integration={integration}>See the repositories</RepositoriesLink>
        </Refusal>
      );
    case 'INVALID_INPUT':
      return (
        <Refusal title={`This is no name of a package for ${label}`} text={text}>
          <Text c="dimmed">Nothing was asked. Correct the name above and press Enter.</Text>
        </Refusal>
      );
    case 'UPSTREAM':
      return (
        <Refusal title="No repository gave an answer" text={text}>
          <div className={styles.actions}>
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
