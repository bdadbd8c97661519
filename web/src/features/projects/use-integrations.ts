import { useQuery } from '@apollo/client/react';
import { projectIntegrationsQuery, type ProjectIntegration } from './queries.ts';

/** As many as a page of the API has; a project of one beyond them shows the way to it without its name. */
const MOST = 100;

/** The integrations that a project can depend on; null until they are known. */
export function useIntegrations(): { integrations: ProjectIntegration[] | null; error: unknown; retry: () => void } {
  const { data, error, refetch } = useQuery(projectIntegrationsQuery, {
    variables: { first: MOST },
    fetchPolicy: 'no-cache',
  });
  return {
    integrations: data?.integrations.edges.map(({ node }) => node) ?? null,
    error: data ? undefined : error,
    retry: () => void refetch(),
  };
}
