import { Button } from '@mantine/core';
import { IconSelector } from '@tabler/icons-react';
import { lazy } from 'react';
import { useViewer } from '../features/identity/viewer.tsx';
import { MenuOnDemand } from './menu-on-demand.tsx';
import styles from './organization-button.module.css';

const OrganizationMenu = lazy(() => import('./organization-menu.tsx').then((m) => ({ default: m.OrganizationMenu })));

export function OrganizationButton() {
  const { organization } = useViewer();
  return (
    <MenuOnDemand
      menu={OrganizationMenu}
      target={
        <Button
          variant="subtle"
          color="gray"
          className={styles.button}
          aria-label={organization ? `Organization: ${organization.name}` : 'No organization'}
          rightSection={<IconSelector size={14} aria-hidden />}
        >
          {organization?.name ?? 'No organization'}
        </Button>
      }
    />
  );
}
