import './mantine.css';
import './app.css';
import { MantineProvider } from '@mantine/core';
import { ApolloProvider } from '@apollo/client/react';
import { Suspense, lazy, useEffect } from 'react';
import { BrowserRouter, Navigate, Route, Routes, useNavigate } from 'react-router';
import { createClient } from '../graphql/client.ts';
import { signInAddress } from '../features/identity/session.ts';
import { useViewer } from '../features/identity/viewer.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { Frame } from './frame.tsx';
import { Notices } from './notices.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { PageSkeleton } from './page-skeleton.tsx';
import { cssVariables, theme } from './theme.ts';

const SignInPage = lazy(() => import('../features/identity/sign-in/page.tsx').then((m) => ({ default: m.SignInPage })));
const JoinPage = lazy(() => import('../features/identity/join/page.tsx').then((m) => ({ default: m.JoinPage })));
const MembersPage = lazy(() =>
  import('../features/identity/members/page.tsx').then((m) => ({ default: m.MembersPage })),
);
const ApiKeysPage = lazy(() =>
  import('../features/identity/api-keys/page.tsx').then((m) => ({ default: m.ApiKeysPage })),
);
const HubPage = lazy(() => import('../features/integrations/hub/page.tsx').then((m) => ({ default: m.HubPage })));
const ConnectPage = lazy(() =>
  import('../features/integrations/connect/page.tsx').then((m) => ({ default: m.ConnectPage })),
);
const IntegrationPage = lazy(() =>
  import('../features/integrations/integration/page.tsx').then((m) => ({ default: m.IntegrationPage })),
);
const ApiPage = lazy(() => import('../features/api/page.tsx').then((m) => ({ default: m.ApiPage })));
const PackagesPage = lazy(() => import('../features/packages/page.tsx').then((m) => ({ default: m.PackagesPage })));
const ProjectsPage = lazy(() =>
  import('../features/projects/list/page.tsx').then((m) => ({ default: m.ProjectsPage })),
);
const NewAnalysisPage = lazy(() =>
  import('../features/projects/new/page.tsx').then((m) => ({ default: m.NewAnalysisPage })),
);
const LastAnalysis = lazy(() =>
  import('../features/projects/history/page.tsx').then((m) => ({ default: m.LastAnalysis })),
);
const HistoryPage = lazy(() =>
  import('../features/projects/history/page.tsx').then((m) => ({ default: m.HistoryPage })),
);
const AnalysisPage = lazy(() =>
  import('../features/projects/analysis/page.tsx').then((m) => ({ default: m.AnalysisPage })),
);
const ExplainPage = lazy(() =>
  import('../features/diagnostics/explain/page.tsx').then((m) => ({ default: m.ExplainPage })),
);
const TroubleshootingPage = lazy(() =>
  import('../features/diagnostics/troubleshooting/page.tsx').then((m) => ({ default: m.TroubleshootingPage })),
);
const CausePage = lazy(() =>
  import('../features/diagnostics/troubleshooting/cause-page.tsx').then((m) => ({ default: m.CausePage })),
);
const PoliciesPage = lazy(() =>
  import('../features/diagnostics/policies/page.tsx').then((m) => ({ default: m.PoliciesPage })),
);
const AuditPage = lazy(() => import('../features/audit/page.tsx').then((m) => ({ default: m.AuditPage })));
const SupportAccessPage = lazy(() =>
  import('../features/support/settings/page.tsx').then((m) => ({ default: m.SupportAccessPage })),
);
const SupportConsole = lazy(() =>
  import('../features/support/console/page.tsx').then((m) => ({ default: m.SupportConsole })),
);

const SIGNED_OUT = 'backline:signed-out';
const client = createClient(() => window.dispatchEvent(new Event(SIGNED_OUT)));

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <Notices />
      <ErrorBoundary>
        <BrowserRouter>
          <Pages />
        </BrowserRouter>
      </ErrorBoundary>
    </MantineProvider>
  );
}

function Pages() {
  const navigate = useNavigate();
  useEffect(() => {
    function goToSignIn() {
      if (!/^\/(sign-in|join)$/.test(location.pathname)) void navigate(signInAddress(location), { replace: true });
    }
    window.addEventListener(SIGNED_OUT, goToSignIn);
    return () => window.removeEventListener(SIGNED_OUT, goToSignIn);
  }, [navigate]);
  return (
    <ApolloProvider client={client}>
      <Suspense fallback={<PageSkeleton />}>
        <Routes>
          <Route path="/sign-in" element={<SignInPage />} />
          <Route path="/join" element={<JoinPage />} />
          <Route element={<Frame />}>
            <Route index element={<StartPage />} />
            <Route path="/integrations" element={<HubPage />} />
            <Route path="/integrations/new" element={<ConnectPage />} />
            <Route path="/integrations/:id/:tab?" element={<IntegrationPage />} />
            <Route path="/packages" element={<PackagesPage />} />
            <Route path="/projects" element={<ProjectsPage />} />
            <Route path="/projects/new" element={<NewAnalysisPage />} />
            <Route path="/projects/:id" element={<LastAnalysis />} />
            <Route path="/projects/:id/analyses" element={<HistoryPage />} />
            <Route path="/projects/:id/analyses/:analysisId/:tab?" element={<AnalysisPage />} />
            <Route path="/diagnostics/explain" element={<ExplainPage />} />
            <Route path="/troubleshooting" element={<TroubleshootingPage />} />
            <Route path="/troubleshooting/:code" element={<CausePage />} />
            <Route path="/diagnostics/policies" element={<PoliciesPage />} />
            <Route path="/audit" element={<AuditPage />} />
            <Route path="/support/*" element={<SupportConsole />} />
            <Route path="/settings/members" element={<MembersPage />} />
            <Route path="/settings/api/:tab?" element={<ApiPage />} />
            <Route path="/settings/api-keys" element={<ApiKeysPage />} />
            <Route path="/settings/support" element={<SupportAccessPage />} />
            <Route path="*" element={<NotFoundPage />} />
          </Route>
        </Routes>
      </Suspense>
    </ApolloProvider>
  );
}

function StartPage() {
  const { kind } = useViewer();
  return <Navigate to={kind === 'SUPPORT' ? '/support' : '/integrations'} replace />;
}
