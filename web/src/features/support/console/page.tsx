import '@mantine/core/styles/Tabs.layer.css';
import { Tabs } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Navigate, Route, Routes, useLocation, useNavigate } from 'react-router';
import { EmptyState } from '../../../components/empty-state.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { useViewer } from '../../identity/viewer.tsx';
import { AccessBanner } from '../access-banner.tsx';
import { Access } from './access.tsx';
import { OrganizationIntegrations } from './organization-integrations.tsx';

const BundleReader = lazy(() => import('./bundle-reader.tsx').then((m) => ({ default: m.BundleReader })));
const IntegrationConsole = lazy(() =>
  import('./integration-console.tsx').then((m) => ({ default: m.IntegrationConsole })),
);

const tabs = [
  { value: '/support', label: 'Access' },
  { value: '/support/integrations', label: 'Integrations' },
  { value: '/support/bundle', label: 'Support bundle' },
];

/** The console of Backline support. */
export function SupportConsole() {
  const { kind } = useViewer();
  if (kind !== 'SUPPORT') {
    return (
      <>
        <PageHeader title="Support" />
        <EmptyState>
          This is the console of Backline support. To let support look into your organization, go to Settings, Support
          access.
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <AccessBanner />
      <Suspense fallback={null}>
        <Routes>
          <Route path="integrations/:id/:part?" element={<IntegrationConsole />} />
          <Route index element={<Parts />} />
          <Route path="integrations" element={<Parts />} />
          <Route path="bundle" element={<Parts />} />
          <Route path="*" element={<Navigate to="/support" replace />} />
        </Routes>
      </Suspense>
    </>
  );
}

function Parts() {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  return (
    <>
      <PageHeader title="Support" />
      <Tabs
        value={pathname}
        keepMounted={false}
        activateTabWithKeyboard={false}
        onChange={(value) => void navigate(value ?? '/support')}
      >
        <Tabs.List aria-label="Parts of the console" mb="lg">
          {tabs.map(({ value, label }) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="/support">
          <Access />
        </Tabs.Panel>
        <Tabs.Panel value="/support/integrations">
          <OrganizationIntegrations />
        </Tabs.Panel>
        <Tabs.Panel value="/support/bundle">
          <BundleReader />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
