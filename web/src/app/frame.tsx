import { ActionIcon } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconMenu2 } from '@tabler/icons-react';
import { useQuery } from '@apollo/client/react';
import { Suspense, lazy, useEffect, useState, type ReactNode } from 'react';
import { Link, Navigate, Outlet, useLocation } from 'react-router';
import { ErrorState } from '../components/error-state.tsx';
import { viewerQuery } from '../features/identity/queries.ts';
import { ViewerProvider, type Viewer } from '../features/identity/viewer.tsx';
import { refusalCode } from '../graphql/client.ts';
import { readStored, writeStored } from '../lib/stored.ts';
import { AccountButton } from './account-button.tsx';
import { ColorSchemeButton } from './color-scheme-button.tsx';
import { CommandButton } from './command-button.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { Navigation } from './navigation.tsx';
import { OrganizationButton } from './organization-button.tsx';
import { PageSkeleton } from './page-skeleton.tsx';
import styles from './frame.module.css';

const NewOrganization = lazy(() =>
  import('../features/identity/new-organization.tsx').then((m) => ({ default: m.NewOrganization })),
);
const CommandPalette = lazy(() => import('./command-palette.tsx').then((m) => ({ default: m.CommandPalette })));
const NavigationDrawer = lazy(() => import('./navigation-drawer.tsx').then((m) => ({ default: m.NavigationDrawer })));

const COLLAPSED_KEY = 'backline.navigation.collapsed';

/** Navigation, top bar and the page between them; shows pages only to somebody who is signed in. */
export function Frame() {
  const { data, error, refetch } = useQuery(viewerQuery);
  const { pathname } = useLocation();
  const [isPaletteOpen, palette] = useDisclosure(false);
  const [isDrawerOpen, drawer] = useDisclosure(false);
  const [isCollapsed, setIsCollapsed] = useState(() => readStored(COLLAPSED_KEY, (value) => value === true) ?? false);
  useHotkeys([['mod+K', palette.open]], []);
  const closeDrawer = drawer.close;
  useEffect(closeDrawer, [pathname, closeDrawer]);

  if (!data) {
    // Somebody who is not signed in is on the way to the sign-in page already.
    if (!error || refusalCode(error) === 'UNAUTHENTICATED') return <FramelessPage content={<PageSkeleton />} />;
    return <FramelessPage content={<ErrorState error={error} onRetry={() => void refetch()} />} />;
  }
  const { viewer } = data;
  const CollapseIcon = isCollapsed ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  return (
    <ViewerProvider viewer={viewer}>
      <a className={styles.skip} href="#content">
        Skip to content
      </a>
      <header className={styles.header}>
        <ActionIcon
          className={styles.burger}
          variant="subtle"
          color="gray"
          aria-label="Open navigation"
          onClick={drawer.open}
        >
          <IconMenu2 size={20} aria-hidden />
        </ActionIcon>
        <Link to="/" className={styles.brand} aria-label="Backline, start page">
          <img src="/icon.svg" alt="" width={22} height={22} />
          <span>Backline</span>
        </Link>
        <OrganizationButton />
        <div className={styles.tools}>
          <CommandButton onOpen={palette.open} />
          <ColorSchemeButton />
          <AccountButton />
        </div>
      </header>
      <div className={styles.columns} data-collapsed={isCollapsed || undefined}>
        <aside className={styles.side}>
          <Navigation isCollapsed={isCollapsed} />
          <ActionIcon
            className={styles.collapse}
            variant="subtle"
            color="gray"
            aria-label={isCollapsed ? 'Expand navigation' : 'Collapse navigation'}
            onClick={() => {
              setIsCollapsed(!isCollapsed);
              writeStored(COLLAPSED_KEY, !isCollapsed);
            }}
          >
            <CollapseIcon size={18} aria-hidden />
          </ActionIcon>
        </aside>
        <main id="content" tabIndex={-1} className={styles.main}>
          <ErrorBoundary resetKey={pathname}>
            <Suspense fallback={<PageSkeleton />}>
              <Place viewer={viewer} path={pathname} />
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
      <Suspense fallback={null}>
        {isPaletteOpen && <CommandPalette onClose={palette.close} />}
        {isDrawerOpen && <NavigationDrawer onClose={drawer.close} />}
      </Suspense>
    </ViewerProvider>
  );
}

/** The page, or what has to come before it. */
function Place({ viewer, path }: { viewer: Viewer; path: string }) {
  if (viewer.kind === 'SUPPORT') {
    // The list of causes, and what is made of a pasted text, tell nothing of any organization.
    const isForAll = /^\/(support|troubleshooting|diagnostics\/explain)(\/|$)/.test(path);
    return isForAll || (viewer.organization && path === '/audit') ? <Outlet /> : <Navigate to="/support" replace />;
  }
  return viewer.organization ? <Outlet /> : <NewOrganization />;
}

function FramelessPage({ content }: { content: ReactNode }) {
  return <main className={styles.main}>{content}</main>;
}
