import { Fact, Facts } from '../../../components/facts.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { count, duration } from '../../../lib/time.ts';
import { IntegrationLink } from '../integration-link.tsx';
import { useIntegrations } from '../use-integrations.ts';
import type { OpenAnalysis } from './queries.ts';
import styles from './analysis.module.css';

/** Who asked for it, when, and which advisories it knew. */
export function AnalysisFacts({ analysis }: { analysis: OpenAnalysis }) {
  const { status, integrationId, requestedBy, createdAt, startedAt, finishedAt, advisoryData } = analysis;
  const { integrations } = useIntegrations();
  return (
    <div className={styles.facts}>
      <Facts isRow>
        <Fact term="Integration">
          <IntegrationLink id={integrationId} integrations={integrations} />
        </Fact>
        <Fact term="Asked for">
          <RelativeTime value={createdAt} /> by {requestedBy}
        </Fact>
        {startedAt && finishedAt && (
          <Fact term="Duration">{duration(Date.parse(finishedAt) - Date.parse(startedAt))}</Fact>
        )}
        {status === 'SUCCEEDED' && (
          <Fact term="Advisories used">
            {advisoryData ? (
              <>
                {count(advisoryData.advisoryCount, 'advisory', 'advisories')}, brought up to date{' '}
                <RelativeTime value={advisoryData.importedAt} />
              </>
            ) : (
              'None: none were imported, so nothing could be found'
            )}
          </Fact>
        )}
      </Facts>
    </div>
  );
}
