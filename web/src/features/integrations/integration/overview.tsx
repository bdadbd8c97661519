import { Stack, Text, Title } from '@mantine/core';
import { EmptyState } from '../../../components/empty-state.tsx';
import { Fact, Facts } from '../../../components/facts.tsx';
import { Identifier } from '../../../components/identifier.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import type { IntegrationStatus, StatusChangeFieldsFragment } from '../../../graphql/generated/graphql.ts';
import { ConnectionTestPanel } from '../report/connection-test-panel.tsx';
import { SupportBundleButton } from '../../support/support-bundle-button.tsx';
import { ReportView } from '../report/report-view.tsx';
import { useTrustQuestion } from '../report/trust-question.tsx';
import type { ConnectionTest } from '../report/use-connection-test.ts';
import { DependentProjects } from './dependent-projects.tsx';
import type { IntegrationPartProps } from './part-props.ts';
import { WhatChanged } from './what-changed.tsx';
import styles from './integration.module.css';

const meanings: Record<IntegrationStatus, string> = {
  UNTESTED: 'Saved, and never tested. Test the connection to know whether it works.',
  CONNECTED: 'The last test passed.',
  DEGRADED: 'The role works, but a repository does not, or something needs attention. The last test says what.',
  FAILING: 'The role cannot be assumed, or no repository can be read. The last test says why.',
  INSECURE: 'The role can be assumed without the right External ID, so it is not used until that is fixed.',
};

interface OverviewProps extends IntegrationPartProps {
  statusChange: StatusChangeFieldsFragment | null;
  test: ConnectionTest;
}

/** What the status means, what changed, what the integration is, and the last test. */
export function Overview({ integration, statusChange, test }: OverviewProps) {
  const { status, accountId, roleArn, externalId, createdAt, updatedAt, lastReport } = integration;
  const aroundCauses = useTrustQuestion({ accountId, externalId, roleArn, integrationId: integration.id }, test.phase);
  // A test stands in place of the last report until that is its own, or a later one.
  const isReloaded = test.report !== null && lastReport !== null && lastReport.startedAt >= test.report.startedAt;
  const isTestShown = test.phase !== 'idle' && !isReloaded;
  return (
    <div className={styles.overview}>
      <div className={styles.main}>
        {!isTestShown && statusChange && status !== 'UNTESTED' && (
          <WhatChanged integration={integration} change={statusChange} />
        )}
        <section aria-labelledby="last-test">
          <Title order={2} id="last-test" mb="sm">
            {isTestShown ? 'Test' : 'Last test'}
          </Title>
          {isTestShown && <ConnectionTestPanel test={test} aroundCauses={aroundCauses} />}
          {!isTestShown && lastReport && <ReportView report={lastReport} aroundCauses={aroundCauses} />}
          {!isTestShown && !lastReport && (
            <EmptyState>The checks of the last connection test will stand here.</EmptyState>
          )}
        </section>
        <DependentProjects integrationId={integration.id} />
      </div>
      <section aria-labelledby="about" className={styles.about}>
        <Title order={2} id="about" mb="sm">
          About
        </Title>
        <Stack gap="sm">
          <Text>{meanings[status]}</Text>
          <Facts>
            <Fact term="Account ID">
              <Identifier value={accountId} label="account ID" />
            </Fact>
            <Fact term="Role ARN">
              <Identifier value={roleArn} label="role ARN" />
            </Fact>
            <Fact term="External ID">
              <Identifier value={externalId} label="External ID" />
            </Fact>
            <Fact term="Created">
              <RelativeTime value={createdAt} />
            </Fact>
            <Fact term="Last changed">
              <RelativeTime value={updatedAt} />
            </Fact>
          </Facts>
          <SupportBundleButton integrationId={integration.id} />
        </Stack>
      </section>
    </div>
  );
}
