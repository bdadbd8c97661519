import { NativeSelect, Stack, Text, Title } from '@mantine/core';
import type { BundleReport, SupportBundle } from '@backline/shared';
import { useState } from 'react';
import { EmptyState } from '../../../components/empty-state.tsx';
import { Fact, Facts } from '../../../components/facts.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { checkStatusLook, IntegrationStatusBadge } from '../../../components/status-badge.tsx';
import type { CheckCode, DiagnosisCategory, ReportFieldsFragment } from '../../../graphql/generated/graphql.ts';
import { utcTime } from '../../../lib/time.ts';
import { ReportView } from '../../integrations/report/report-view.tsx';
import { IntegrationFacts } from './integration-facts.tsx';
import { StatusChangeView } from './status-change-view.tsx';
import styles from '../support.module.css';

/** What a bundle holds: its reports as they looked to the customer, what changed, and where it comes from. */
export function BundleView({ bundle }: { bundle: SupportBundle }) {
  const { integration, organization, exportedAt, exportedBy, statusChange, reports, changes } = bundle;
  return (
    <>
      <Stack gap={4} mb="lg">
        <Title order={2}>{integration.name}</Title>
        <span className={styles.identifier}>
          <IntegrationStatusBadge status={integration.status} />
          <Text span c="dimmed" size="sm">
            of {organization.name}, exported <RelativeTime value={exportedAt} /> by {exportedBy}
          </Text>
        </span>
      </Stack>
      <div className={styles.bundle}>
        <Stack gap="xl">
          {statusChange && <StatusChangeView change={statusChange} />}
          <ReportChoice reports={reports} />
          <section aria-labelledby="changes">
            <Title order={2} id="changes" mb="sm">
              Changes and tests
            </Title>
            {changes.length === 0 && <EmptyState>The log tells of nothing under this name.</EmptyState>}
            <ol className={styles.changes}>
              {changes.map(({ at, actor, action, detail }) => (
                <li key={`${at} ${action}`}>
                  <code>{action}</code> {detail} <br />
                  <Text span c="dimmed" size="sm">
                    {utcTime(Date.parse(at))} by {actor}
                  </Text>
                </li>
              ))}
            </ol>
          </section>
        </Stack>
        <Stack gap="xl">
          <IntegrationFacts {...integration} />
          <Installation bundle={bundle} />
        </Stack>
      </div>
    </>
  );
}

function ReportChoice({ reports }: { reports: readonly BundleReport[] }) {
  const [chosen, setChosen] = useState(reports[0]?.id ?? '');
  const report = reports.find(({ id }) => id === chosen) ?? reports[0];
  return (
    <section aria-labelledby="reports">
      <Title order={2} id="reports" mb="sm">
        Reports
      </Title>
      {report ? (
        <Stack>
          <NativeSelect
            label="Report"
            value={report.id}
            data={reports.map(({ id, status, startedAt }) => ({
              value: id,
              label: `${utcTime(Date.parse(startedAt))}, ${checkStatusLook(status).label.toLowerCase()}`,
            }))}
            onChange={(event) => setChosen(event.currentTarget.value)}
          />
          <ReportView report={toReport(report)} />
        </Stack>
      ) : (
        <EmptyState>The integration was never tested before the export.</EmptyState>
      )}
    </section>
  );
}

function Installation({ bundle: { versions, environment } }: { bundle: SupportBundle }) {
  const facts: [string, string][] = [
    ['Product', versions.product],
    ['Schema', versions.schema],
    ['Database', versions.database],
    ['Node', versions.node],
    ['Operating system', environment.operatingSystem],
    ['Region of STS calls', environment.region],
    ['Platform role', environment.platformRoleArn],
    ['Own STS endpoint', yesOrNo(environment.hasOwnStsEndpoint)],
    ['Own CodeArtifact endpoint', yesOrNo(environment.hasOwnCodeArtifactEndpoint)],
    ['Proxy', yesOrNo(environment.hasProxy)],
    ['Further certificate authorities', yesOrNo(environment.hasExtraCertificateAuthorities)],
  ];
  return (
    <section aria-labelledby="installation">
      <Title order={2} id="installation" mb="sm">
        Installation
      </Title>
      <Facts>
        {facts.map(([name, value]) => (
          <Fact key={name} term={name}>
            {value}
          </Fact>
        ))}
      </Facts>
    </section>
  );
}

/** A bundle may be of a later time than this console, so codes and categories are open; the views show them as they are. */
function toReport({ checks, ...report }: BundleReport): ReportFieldsFragment {
  return {
    ...report,
    checks: checks.map(({ code, diagnosis, ...check }) => ({
      ...check,
      code: code as CheckCode,
      diagnosis: diagnosis && { ...diagnosis, category: diagnosis.category as DiagnosisCategory },
    })),
  };
}

function yesOrNo(is: boolean): string {
  return is ? 'Yes' : 'No';
}
