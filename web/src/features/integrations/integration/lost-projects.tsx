import { Text } from '@mantine/core';
import { useQuery } from '@apollo/client/react';
import { count } from '../../../lib/time.ts';
import { useMay } from '../../identity/viewer.tsx';
import { dependentProjectsQuery } from './queries.ts';
import styles from './integration.module.css';

const MOST_NAMED = 20;

/** The projects that are deleted together with an integration, by name. */
export function LostProjects({ integrationId }: { integrationId: string }) {
  const skip = !useMay('projects:read');
  const { data, error } = useQuery(dependentProjectsQuery, {
    variables: { integrationId, first: MOST_NAMED },
    fetchPolicy: 'no-cache',
    skip,
  });
  if (!data) {
    const isUnknown = skip || error !== undefined;
    return isUnknown && <Text>Projects that depend on it are deleted too, with all their analyses.</Text>;
  }
  const { edges, totalCount } = data.projects;
  if (totalCount === 0) return <Text>No project depends on it.</Text>;
  return (
    <div>
      <Text fw={600}>
        {count(totalCount, 'project')} {totalCount === 1 ? 'is' : 'are'} deleted with all{' '}
        {totalCount === 1 ? 'its' : 'their'} analyses:
      </Text>
      <ul className={styles.lost}>
        {edges.map(({ node: { id, name } }) => (
          <li key={id}>{name}</li>
        ))}
        {totalCount > edges.length && <li>and {(totalCount - edges.length).toLocaleString('en')} more</li>}
      </ul>
    </div>
  );
}
