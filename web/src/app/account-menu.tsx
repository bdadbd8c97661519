import { ActionIcon, Menu, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconLogout, IconUserCircle } from '@tabler/icons-react';
import { useApolloClient } from '@apollo/client/react';
import { useNavigate } from 'react-router';
import { roleLabel } from '../features/identity/roles.ts';
import { signOut } from '../features/identity/session.ts';
import { useViewer } from '../features/identity/viewer.tsx';
import { forgetStored } from '../lib/stored.ts';

export function AccountMenu() {
  const viewer = useViewer();
  const client = useApolloClient();
  const navigate = useNavigate();

  async function leave() {
    const outcome = await signOut();
    if (!outcome.ok) {
      notifications.show({ color: 'red', title: 'Still signed in', message: outcome.message });
      return;
    }
    forgetStored('backline.draft.');
    await navigate('/sign-in');
    await client.clearStore();
  }

  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={34} aria-label={`Account: ${viewer.name}`}>
          <IconUserCircle size={20} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" c="var(--mantine-color-text)" style={{ overflowWrap: 'anywhere' }}>
            {viewer.name}
          </Text>
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
