import { ActionIcon } from '@mantine/core';
import { IconUserCircle } from '@tabler/icons-react';
import { lazy } from 'react';
import { useViewer } from '../features/identity/viewer.tsx';
import { MenuOnDemand } from './menu-on-demand.tsx';

const AccountMenu = lazy(() => import('./account-menu.tsx').then((m) => ({ default: m.AccountMenu })));

export function AccountButton() {
  const { name } = useViewer();
  return (
    <MenuOnDemand
      menu={AccountMenu}
      target={
        <ActionIcon variant="subtle" color="gray" size={34} aria-label={`Account: ${name}`}>
          <IconUserCircle size={20} aria-hidden />
        </ActionIcon>
      }
    />
  );
}
