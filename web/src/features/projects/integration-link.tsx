import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import type { ProjectIntegration } from './queries.ts';

interface IntegrationLinkProps {
  id: string;
  integrations: readonly ProjectIntegration[] | null;
}

export function IntegrationLink({ id, integrations }: IntegrationLinkProps) {
  const name = integrations?.find((integration) => integration.id === id)?.name;
  return (
    <Anchor component={Link} to={`/integrations/${id}`} underline="hover">
      {name ?? 'Integration'}
    </Anchor>
  );
}
