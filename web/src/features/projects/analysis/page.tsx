import '@mantine/core/styles/Tabs.layer.css';
import { Anchor, Button, Tabs } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useQuery } from '@apollo/client/react';
import { Link, useNavigate, useParams } from 'react-router';
import { Diagnosis } from '../../../components/diagnosis.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { NotLoaded } from '../../../components/not-loaded.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { useMay } from '../../identity/viewer.tsx';
import { againAddress, analysisAddress, TABS, type Tab } from '../address.ts';
import { AnalysisStatusBadge, isUnderWay } from '../analysis-status.tsx';
import { AnalysisFacts } from './analysis-facts.tsx';
import { Dependencies } from './dependencies/dependencies.tsx';
import { Exports } from './exports.tsx';
import { Findings } from './findings/findings.tsx';
import { Overview } from './overview/overview.tsx';
import { Proposals } from './proposals/proposals.tsx';
import { analysisQuery, type OpenAnalysis } from './queries.ts';
import { Running } from './running.tsx';
import { useLiveAnalysis } from './use-live-analysis.ts';
import styles from './analysis.module.css';

/** One analysis: while it runs, after it failed, and what it found. The address holds the tab and its filters. */
export function AnalysisPage() {
  const { analysisId = '' } = useParams();
  const { data, error, refetch } = useQuery(analysisQuery, { variables: { id: analysisId }, fetchPolicy: 'no-cache' });
  if (data) return <Loaded key={analysisId} analysis={data.analysis} onChanged={() => void refetch()} />;
  return <NotLoaded title="Analysis" error={error} onRetry={() => void refetch()} />;
}

function Loaded({ analysis: loaded, onChanged }: { analysis: OpenAnalysis; onChanged: () => void }) {
  const live = useLiveAnalysis(loaded.id, isUnderWay(loaded.status), onChanged);
  const mayWrite = useMay('projects:write');
  // What is heard last is newer than what was loaded, until that is over itself.
  const analysis = isUnderWay(loaded.status) && live.state ? { ...loaded, ...live.state } : loaded;
  const { status, projectId, projectName, integrationId } = analysis;
  return (
    <>
      <PageHeader
        title={projectName}
        aside={<AnalysisStatusBadge status={status} />}
        action={
          <span className={styles.actions}>
            <Anchor component={Link} to={`/projects/${projectId}/analyses`}>
              All analyses
            </Anchor>
            {mayWrite && !isUnderWay(status) && (
              <Button
                component={Link}
                to={againAddress(integrationId, projectName)}
                variant="default"
                leftSection={<IconUpload size={16} aria-hidden />}
              >
                Analyse again
              </Button>
            )}
          </span>
        }
      >
        <AnalysisFacts analysis={analysis} />
      </PageHeader>
      {isUnderWay(status) && <Running analysis={analysis} live={live} onCancelled={onChanged} />}
      {status === 'FAILED' && <Failed analysis={loaded} />}
      {status === 'CANCELLED' && (
        <EmptyState>
          This analysis was cancelled before it was done, and has no result. It can be started again: give the files
          once more.
        </EmptyState>
      )}
      {status === 'SUCCEEDED' && <Result analysis={loaded} />}
    </>
  );
}

function Failed({ analysis: { diagnosis, evidence } }: { analysis: OpenAnalysis }) {
  if (!diagnosis)
    return <EmptyState>The analysis failed, and its reason was not kept. Analyse the project again.</EmptyState>;
  return (
    <section aria-label="Why it failed">
      <Diagnosis diagnosis={diagnosis} evidence={evidence} anchor="failed" />
    </section>
  );
}

const names: Record<Tab, string> = {
  overview: 'Overview',
  findings: 'Findings',
  dependencies: 'Dependencies',
  proposals: 'Proposals',
  exports: 'Exports',
};

function Result({ analysis }: { analysis: OpenAnalysis }) {
  const { id, projectId } = analysis;
  const { tab: given } = useParams();
  const navigate = useNavigate();
  const tab = TABS.find((name) => name === given) ?? 'overview';
  return (
    <Tabs
      value={tab}
      keepMounted={false}
      activateTabWithKeyboard={false}
      onChange={(value) =>
        void navigate(
          analysisAddress(
            projectId,
            id,
            TABS.find((name) => name === value),
          ),
        )
      }
    >
      <Tabs.List aria-label="Parts of the analysis" className={styles.tabs}>
        {TABS.map((name) => (
          <Tabs.Tab key={name} value={name}>
            {names[name]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="overview">
        <Overview analysis={analysis} />
      </Tabs.Panel>
      <Tabs.Panel value="findings">
        <Findings analysis={analysis} />
      </Tabs.Panel>
      <Tabs.Panel value="dependencies">
        <Dependencies analysis={analysis} />
      </Tabs.Panel>
      <Tabs.Panel value="proposals">
        <Proposals analysis={analysis} />
      </Tabs.Panel>
      <Tabs.Panel value="exports">
        <Exports analysis={analysis} />
      </Tabs.Panel>
    </Tabs>
  );
}
