import '../components/dialog.css';
import { Modal } from '@mantine/core';
import { IconPackage, IconPlugConnected, IconPlus, IconUpload, type Icon } from '@tabler/icons-react';
import { useQuery } from '@apollo/client/react';
import { useId, useState, type KeyboardEvent } from 'react';
import { useNavigate } from 'react-router';
import { useMay, useViewer } from '../features/identity/viewer.tsx';
import { integrationsQuery } from '../features/integrations/hub/queries.ts';
import { useDestinations } from './navigation.tsx';
import styles from './command-palette.module.css';

interface Command {
  label: string;
  hint: string;
  address: string;
  icon: Icon;
}

const MAXIMUM_SHOWN = 30;

/** Type a few letters, press Enter: goes to a page or an integration, or looks a package up. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const [activeIndex, setActiveIndex] = useState(0);
  const id = useId();
  const navigate = useNavigate();
  const wanted = text.trim().toLowerCase();
  const matching = useCommands()
    .filter(({ label, hint }) => `${label} ${hint}`.toLowerCase().includes(wanted))
    .slice(0, MAXIMUM_SHOWN);
  const shown = [...matching, ...useLookUp(text.trim())];

  function go(command: Command | undefined) {
    if (!command) return;
    onClose();
    void navigate(command.address);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowDown') setActiveIndex(Math.min(activeIndex + 1, shown.length - 1));
    else if (event.key === 'ArrowUp') setActiveIndex(Math.max(activeIndex - 1, 0));
    else if (event.key === 'Enter') go(shown[activeIndex]);
    else return;
    event.preventDefault();
  }

  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      yOffset="12vh"
      attributes={{ content: { 'aria-label': 'Go to' } }}
    >
      <input
        className={styles.input}
        role="combobox"
        aria-label="Go to a page or an integration"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={shown[activeIndex] ? `${id}-${activeIndex}` : undefined}
        placeholder="Go to a page or an integration"
        value={text}
        data-autofocus
        onChange={(event) => {
          setText(event.currentTarget.value);
          setActiveIndex(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={`${id}-list`} role="listbox" aria-label="Places" className={styles.list}>
        {shown.map((command, index) => (
          // The keyboard is served by the input above, which names the active option.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            key={command.address}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === activeIndex}
            className={styles.option}
            onMouseMove={() => setActiveIndex(index)}
            onClick={() => go(command)}
          >
            <command.icon size={16} aria-hidden />
            <span className={styles.label}>{command.label}</span>
            <span className={styles.hint}>{command.hint}</span>
          </div>
        ))}
      </div>
      {shown.length === 0 && <p className={styles.none}>Nothing matches "{text}".</p>}
    </Modal>
  );
}

/** The way to a package of that name; its integration and type are chosen on its page. */
function useLookUp(name: string): Command[] {
  const mayRead = useMay('packages:read');
  if (name === '' || !mayRead) return [];
  const address = `/packages?${new URLSearchParams({ name }).toString()}`;
  return [{ label: `Look up "${name}"`, hint: 'Package', address, icon: IconPackage }];
}

function useCommands(): Command[] {
  const mayWrite = useMay('integrations:write');
  const mayAnalyze = useMay('projects:write');
  const pages = useDestinations().map(({ label, address, icon }): Command => ({ label, address, icon, hint: 'Page' }));
  // A look by support is noted in the organization's log, and opening a menu is none.
  const skip = useViewer().kind === 'SUPPORT';
  const { data } = useQuery(integrationsQuery, { variables: { first: 100 }, fetchPolicy: 'no-cache', skip });
  const integrations = (data?.integrations.edges ?? []).map(({ node }): Command => ({
    label: node.name,
    hint: node.accountId,
    address: `/integrations/${node.id}`,
    icon: IconPlugConnected,
  }));
  const connect: Command = {
    label: 'Connect AWS CodeArtifact',
    hint: 'Page',
    address: '/integrations/new',
    icon: IconPlus,
  };
  const analyze: Command = { label: 'Analyse a project', hint: 'Page', address: '/projects/new', icon: IconUpload };
  return [...pages, ...(mayWrite ? [connect] : []), ...(mayAnalyze ? [analyze] : []), ...integrations];
}
