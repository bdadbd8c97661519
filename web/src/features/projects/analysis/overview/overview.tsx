import { Anchor, Text, Title } from '@mantine/core';
import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { ErrorState } from '../../../../components/error-state.tsx';
import { Loading } from '../../../../components/not-loaded.tsx';
import { count } from '../../../../lib/time.ts';
import { analysisAddress } from '../../address.ts';
import type { OpenAnalysis } from '../queries.ts';
import { FileReport } from './file-report.tsx';
import { analysisOverviewQuery } from './queries.ts';
import { RepositoryProblems } from './repository-problems.tsx';
import { SeverityChart } from './severity-chart.tsx';
import styles from './overview.module.css';

/** What was found at a glance, what could not be checked, and the files. */
export function Overview({ analysis }: { analysis: OpenAnalysis }) {
  const { id, projectId, severityCounts, dependencyCount, advisoryData } = analysis;
  const { data, error, refetch } = useQuery(analysisOverviewQuery, { variables: { id }, fetchPolicy: 'no-cache' });
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />;
  const { findings, direct, unavailable, vulnerable, unchecked, repositoryProblems, files } = data.analysis;
  const removable = findings.filter(({ proposalIds }) => proposalIds.length > 0).length;
  const dependencies = analysisAddress(projectId, id, 'dependencies');
  return (
    <div className={styles.overview}>
      <section aria-labelledby="severities" className={styles.findings}>
        <Title order={2} id="severities" mb="sm">
          Findings by severity
        </Title>
        {findings.length > 0 && (
          <>
            <SeverityChart counts={severityCounts} address={analysisAddress(projectId, id, 'findings')} />
            <Text mt="sm">
              {removable === 0
                ? 'No proposal removes any of them.'
                : `Proposals remove ${removable.toLocaleString('en')} of ${count(findings.length, 'finding')}.`}{' '}
              <Anchor component={Link} to={analysisAddress(projectId, id, removable > 0 ? 'proposals' : 'findings')}>
                {removable > 0 ? 'See the proposals' : 'See why'}
              </Anchor>
            </Text>
          </>
        )}
        {findings.length === 0 && (
          <Text>
            {advisoryData
              ? 'No dependency has a known vulnerability in the advisories that were used.'
              : 'Nothing could be found, because no advisories were imported.'}
          </Text>
        )}
      </section>
      <section aria-labelledby="counts">
        <Title order={2} id="counts" mb="sm">
          Dependencies
        </Title>
        <ul className={styles.counts}>
          <Amount value={dependencyCount ?? 0} text="in all" to={dependencies} />
          <Amount value={direct.totalCount} text="that the project asks for itself" to={`${dependencies}?direct=1`} />
          <Amount value={vulnerable.totalCount} text="vulnerable" to={`${dependencies}?vulnerable=1&order=severity`} />
          <Amount
            value={unavailable.totalCount}
            text="that the repositories do not offer, or that could not be judged"
            to={`${dependencies}?unavailable=1&order=availability`}
          />
        </ul>
      </section>
      {unchecked.length > 0 && (
        <section aria-labelledby="unchecked" className={styles.wide}>
          <Title order={2} id="unchecked" mb="sm">
            What could not be checked
          </Title>
          <ul className={styles.unchecked}>
            {unchecked.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </section>
      )}
      {repositoryProblems.length > 0 && <RepositoryProblems problems={repositoryProblems} />}
      <FileReport files={files} />
    </div>
  );
}

function Amount({ value, text, to }: { value: number; text: string; to: string }) {
  return (
    <li>
      <span className={styles.amount}>{value.toLocaleString('en')}</span>
      {value > 0 ? (
        <Anchor component={Link} to={to} underline="hover">
          {text}
        </Anchor>
      ) : (
        <span>{text}</span>
      )}
    </li>
  );
}
