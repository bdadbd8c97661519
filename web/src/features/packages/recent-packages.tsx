import { Text, Title } from '@mantine/core';
import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { addressOf, type LookUp } from './address.ts';
import { recentPackagesQuery } from './queries.ts';
import styles from './packages.module.css';

/** What stands here before anything is looked up: what was found before, or what will stand here. */
export function RecentPackages({ lookUp }: { lookUp: LookUp }) {
  const { integrationId, packageType } = lookUp;
  const { data } = useQuery(recentPackagesQuery, {
    variables: { integrationId, packageType },
    fetchPolicy: 'no-cache',
  });
  const names = data?.recentPackages ?? [];
  if (names.length === 0) {
    return (
      <EmptyState>
        The versions of a package will stand here, with the repositories that offer them. Enter its name and press
        Enter.
      </EmptyState>
    );
  }
  return (
    <section aria-labelledby="recent">
      <Title order={2} id="recent" mb={4}>
        Found before
      </Title>
      <Text c="dimmed" size="sm">
        The latest look-ups of this organization, newest first.
      </Text>
      <ul className={styles.recent}>
        {names.map((name) => (
          <li key={name}>
            <Link to={addressOf({ ...lookUp, name })}>{name}</Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
