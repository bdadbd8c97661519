import { Stack } from '@mantine/core';
import { EditForm } from './edit-form.tsx';
import type { IntegrationPartProps } from './part-props.ts';
import { RemoveSection } from './remove-section.tsx';
import styles from './integration.module.css';

/** Change the integration, or remove it. */
export function Settings({ integration, refetch }: IntegrationPartProps & { refetch: () => Promise<unknown> }) {
  return (
    <Stack className={styles.settings} gap={40}>
      <EditForm integration={integration} refetch={refetch} />
      <RemoveSection integration={integration} />
    </Stack>
  );
}
