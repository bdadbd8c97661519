import './menu.css';
import { Menu, Text } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useApolloClient } from '@apollo/client/react';
import { useNavigate } from 'react-router';
import { roleLabel } from '../features/identity/roles.ts';
import { signOut } from '../features/identity/session.ts';
import { useViewer } from '../features/identity/viewer.tsx';
import { notify } from '../lib/notify.ts';
import { forgetStored } from '../lib/stored.ts';
import type { OpenMenuProps } from './menu-on-demand.tsx';

export function AccountMenu({ target, onClose }: OpenMenuProps) {
  const viewer = useViewer();
  const client = useApolloClient();
  const navigate = useNavigate();

  async function leave() {
    const outcome = await signOut();
    if (!outcome.ok) {
      notify({ tone: 'bad', title: 'Still signed in', message: outcome.message });
      return;
    }
    forgetStored('backline.draft.');
    await navigate('/sign-in');
    await client.clearStore();
  }

  return (
    <Menu position="bottom-end" width={240} defaultOpened onClose={onClose}>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" c="var(--mantine-color-text)" style={{ overflowWrap: 'anywhere' }}>
            {viewer.name}
          </Text>
          {viewer.kind === 'SUPPORT' && 'Backline support'}
          {viewer.role && `${roleLabel(viewer.role)} of ${viewer.organization?.name ?? ''}`}
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void leave()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
