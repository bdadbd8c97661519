import './menu.css';
import '../components/dialog.css';
import { Menu, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCheck, IconPlus } from '@tabler/icons-react';
import { useApolloClient, useMutation } from '@apollo/client/react';
import { useNavigate } from 'react-router';
import { NewOrganizationForm } from '../features/identity/new-organization.tsx';
import { switchOrganizationMutation } from '../features/identity/queries.ts';
import { useViewer } from '../features/identity/viewer.tsx';
import { describeError } from '../graphql/client.ts';
import { notify } from '../lib/notify.ts';
import type { OpenMenuProps } from './menu-on-demand.tsx';

export function OrganizationMenu({ target, onClose }: OpenMenuProps) {
  const { kind, organization, organizations } = useViewer();
  const isSupport = kind === 'SUPPORT';
  const [isCreating, creating] = useDisclosure(false);
  const [switchOrganization] = useMutation(switchOrganizationMutation);
  const client = useApolloClient();
  const navigate = useNavigate();

  async function go(id: string) {
    if (id === organization?.id) return;
    try {
      await switchOrganization({ variables: { id } });
      await navigate(isSupport ? '/support/integrations' : '/integrations');
      // What a page could not load again, it says itself.
      await client.resetStore().catch(() => undefined);
    } catch (error) {
      const { title, text } = describeError(error);
      notify({ tone: 'bad', title, message: text });
    }
  }

  return (
    <>
      <Menu position="bottom-start" width={260} defaultOpened onClose={onClose}>
        <Menu.Target>{target}</Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Organizations</Menu.Label>
          {organizations.map(({ id, name }) => (
            <Menu.Item
              key={id}
              onClick={() => void go(id)}
              rightSection={id === organization?.id && <IconCheck size={16} aria-label="(current)" />}
            >
              {name}
            </Menu.Item>
          ))}
          {isSupport && organizations.length === 0 && <Menu.Label>None lets you in just now</Menu.Label>}
          {!isSupport && (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<IconPlus size={16} aria-hidden />} onClick={creating.open}>
                New organization
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <Modal opened={isCreating} onClose={creating.close} title="New organization" centered>
        <NewOrganizationForm onCreated={(id) => go(id).then(creating.close)} />
      </Modal>
    </>
  );
}
