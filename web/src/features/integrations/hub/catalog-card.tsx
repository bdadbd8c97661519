import { Button, Text } from '@mantine/core';
import { IconPackages, IconPlus } from '@tabler/icons-react';
import { packageTypes } from '@backline/shared';
import { Link } from 'react-router';
import type { IntegrationCatalogQuery } from '../../../graphql/generated/graphql.ts';
import styles from './hub.module.css';

export interface CatalogCardProps {
  type: IntegrationCatalogQuery['integrationCatalog'][number];
  mayConnect: boolean;
}

/** One thing that can be connected. */
export function CatalogCard({ type, mayConnect }: CatalogCardProps) {
  const labels = type.packageTypes.map((id) => packageTypes.find((definition) => definition.id === id)?.label ?? id);
  return (
    <article className={styles.card}>
      <IconPackages size={32} stroke={1.5} className={styles.icon} aria-hidden />
      <div className={styles.words}>
        <h3 className={styles.name}>{type.name}</h3>
        <Text c="dimmed">{type.description}</Text>
        <ul className={styles.types} aria-label="Package types">
          {labels.map((label) => (
            <li key={label} className={styles.type}>
              {label}
            </li>
          ))}
        </ul>
      </div>
      <div className={styles.action}>
        {mayConnect && (
          <Button component={Link} to="/integrations/new" leftSection={<IconPlus size={16} aria-hidden />}>
            Connect
          </Button>
        )}
        {type.connected > 0 && (
          <Text size="sm" c="dimmed">
            {type.connected} connected
          </Text>
        )}
      </div>
    </article>
  );
}
