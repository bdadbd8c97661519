import {
  IconApi,
  IconFolders,
  IconHeadset,
  IconHistory,
  IconKey,
  IconLifebuoy,
  IconMessageSearch,
  IconPackage,
  IconPlugConnected,
  IconShieldSearch,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import { NavLink } from 'react-router';
import { Hint } from '../components/hint.tsx';
import { useViewer } from '../features/identity/viewer.tsx';
import { PendingRequests } from '../features/support/pending-requests.tsx';
import styles from './navigation.module.css';

export interface Destination {
  label: string;
  address: string;
  icon: Icon;
  group: string | null;
}

const SUPPORT_ACCESS = '/settings/support';
const AUDIT = '/audit';

const destinations: readonly (Destination & { scope: string })[] = [
  { label: 'Integrations', address: '/integrations', icon: IconPlugConnected, group: null, scope: 'integrations:read' },
  { label: 'Packages', address: '/packages', icon: IconPackage, group: null, scope: 'packages:read' },
  { label: 'Projects', address: '/projects', icon: IconFolders, group: null, scope: 'projects:read' },
  {
    label: 'Explain an error',
    address: '/diagnostics/explain',
    icon: IconMessageSearch,
    group: 'Diagnostics',
    scope: 'diagnostics:run',
  },
  {
    label: 'Check my policies',
    address: '/diagnostics/policies',
    icon: IconShieldSearch,
    group: 'Diagnostics',
    scope: 'diagnostics:run',
  },
  {
    label: 'Troubleshooting',
    address: '/troubleshooting',
    icon: IconLifebuoy,
    group: 'Diagnostics',
    scope: 'diagnostics:run',
  },
  { label: 'Audit', address: AUDIT, icon: IconHistory, group: null, scope: 'audit:read' },
  { label: 'Members', address: '/settings/members', icon: IconUsers, group: 'Settings', scope: 'members:read' },
  { label: 'API keys', address: '/settings/api-keys', icon: IconKey, group: 'Settings', scope: 'api-keys:read' },
  { label: 'API', address: '/settings/api', icon: IconApi, group: 'Settings', scope: 'integrations:read' },
  { label: 'Support access', address: SUPPORT_ACCESS, icon: IconHeadset, group: 'Settings', scope: 'support:read' },
];

/** Support people work in their console; of an organization's own pages they have the log, where one lets them in. */
const supportDestinations: readonly Destination[] = [
  { label: 'Support', address: '/support', icon: IconHeadset, group: null },
  { label: 'Explain an error', address: '/diagnostics/explain', icon: IconMessageSearch, group: null },
  { label: 'Troubleshooting', address: '/troubleshooting', icon: IconLifebuoy, group: null },
];

/** The pages that the viewer may open. */
export function useDestinations(): Destination[] {
  const { kind, scopes } = useViewer();
  const allowed = destinations.filter(({ scope }) => scopes.includes(scope));
  if (kind !== 'SUPPORT') return allowed;
  return [...supportDestinations, ...allowed.filter(({ address }) => address === AUDIT)];
}

export function Navigation({ isCollapsed }: { isCollapsed: boolean }) {
  const shown = useDestinations();
  const groups = [...new Set(shown.map(({ group }) => group))];
  return (
    <nav aria-label="Main">
      {groups.map((group) => (
        <div key={group} className={styles.group}>
          {group && !isCollapsed && <p className={styles.groupName}>{group}</p>}
          <ul className={styles.list}>
            {shown
              .filter((destination) => destination.group === group)
              .map(({ label, address, icon: DestinationIcon }) => (
                <li key={address}>
                  {isCollapsed ? (
                    <Hint label={label} isDecorative>
                      <NavLink to={address} className={styles.link ?? ''} aria-label={label}>
                        <DestinationIcon size={18} stroke={1.75} aria-hidden />
                        {address === SUPPORT_ACCESS && <PendingRequests />}
                      </NavLink>
                    </Hint>
                  ) : (
                    <NavLink to={address} className={styles.link ?? ''}>
                      <DestinationIcon size={18} stroke={1.75} aria-hidden />
                      {label}
                      {address === SUPPORT_ACCESS && <PendingRequests />}
                    </NavLink>
                  )}
                </li>
              ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
