import { Anchor } from '@mantine/core';
import { packageTypeDefinition } from '@backline/shared';
import { useId } from 'react';
import { Link } from 'react-router';
import { Diagnosis } from '../../../../components/diagnosis.tsx';
import { Fact, Facts } from '../../../../components/facts.tsx';
import { Identifier } from '../../../../components/identifier.tsx';
import { analysisAddress } from '../../address.ts';
import { SeverityBadge } from '../../severity.tsx';
import { PackageWay } from '../package-way.tsx';
import type { OpenAnalysis } from '../queries.ts';
import { UnfoldButton, UnfoldedCell } from '../unfold.tsx';
import { AdvisoryLink } from './advisory-link.tsx';
import type { Finding } from './queries.ts';
import styles from './findings.module.css';

interface FindingRowProps {
  analysis: OpenAnalysis;
  finding: Finding;
  isOpen: boolean;
  onToggle: () => void;
}

/** One finding in a line or two; unfolded, all that is known of it. */
export function FindingRow({ analysis, finding, isOpen, onToggle }: FindingRowProps) {
  const { dependency, advisoryId, severity, score, summary } = finding;
  const id = useId();
  return (
    <>
      <div role="cell" className={styles.dependency}>
        <div className={styles.name}>
          <UnfoldButton isOpen={isOpen} controls={id} onToggle={onToggle}>
            {dependency.name}
            {dependency.version !== null && `@${dependency.version}`}
          </UnfoldButton>
        </div>
        <div className={styles.under}>
          <PackageWay way={dependency.way} isDirect={dependency.isDirect} />
        </div>
      </div>
      <div role="cell">
        <SeverityBadge severity={severity} score={score} />
      </div>
      <div role="cell" className={styles.advisory}>
        <AdvisoryLink id={advisoryId} />
        <span className={styles.summary}>{summary}</span>
      </div>
      <div role="cell" className={styles.remedy}>
        <Remedy analysis={analysis} finding={finding} />
      </div>
      {isOpen && (
        <UnfoldedCell id={id} columnCount={4}>
          <Details finding={finding} />
        </UnfoldedCell>
      )}
    </>
  );
}

/** What helps, in a few words. */
function Remedy({ analysis, finding }: Pick<FindingRowProps, 'analysis' | 'finding'>) {
  const { remediationVersion, proposalIds, fixedVersions, offeredVersion } = finding;
  const [proposal] = proposalIds;
  const { id, projectId } = analysis;
  return (
    <>
      <span>
        {remediationVersion === null ? (
          noVersion(finding)
        ) : (
          <>
            Take <code>{remediationVersion}</code>
          </>
        )}
      </span>
      {proposal !== undefined && (
        <Anchor
          component={Link}
          to={`${analysisAddress(projectId, id, 'proposals')}?open=${proposal}`}
          size="sm"
          aria-label={`Proposal for ${finding.dependency.name}, ${finding.advisoryId}`}
        >
          {proposalIds.length === 1 ? 'Proposal' : `${proposalIds.length} proposals`}
        </Anchor>
      )}
      {proposal === undefined && fixedVersions.length > 0 && offeredVersion === null && (
        <span className={styles.quiet}>Fixed in {fixedVersions.join(', ')}</span>
      )}
    </>
  );
}

function noVersion({ fixedVersions, offeredVersion, proposalIds }: Finding): string {
  if (fixedVersions.length === 0 && offeredVersion === null) return 'No fix is known';
  if (offeredVersion === null) return 'Your repositories offer no fix';
  // Not within what its dependents accept: the proposal raises one of them, or overrides it.
  return proposalIds.length > 0
    ? `Take ${offeredVersion}, with a further change`
    : `${offeredVersion} helps, and cannot be taken`;
}

function Details({ finding }: { finding: Finding }) {
  const { dependency, aliases, vector, fixedVersions, remediationVersion, offeredVersion, blockedBy } = finding;
  const { packageType, path, line, isDevelopment } = dependency;
  return (
    <>
      <Facts isRow>
        <Fact term="Package type">{packageTypeDefinition(packageType).label}</Fact>
        <Fact term="Stated in">
          <code className={styles.code}>
            {path}:{line}
          </code>
        </Fact>
        <Fact term="Needed for">{isDevelopment ? 'Development alone' : 'The project itself'}</Fact>
        <Fact term="Fixed in">{fixedVersions.length > 0 ? <code>{fixedVersions.join(', ')}</code> : 'No version'}</Fact>
        <Fact term="Smallest that can be taken">
          {remediationVersion === null ? 'None' : <code>{remediationVersion}</code>}
        </Fact>
        {offeredVersion !== null && offeredVersion !== remediationVersion && (
          <Fact term="Smallest that is offered">
            <code>{offeredVersion}</code>
          </Fact>
        )}
        {aliases.length > 0 && <Fact term="Also known as">{aliases.join(', ')}</Fact>}
        {vector !== null && (
          <Fact term="CVSS">
            <Identifier value={vector} label="CVSS vector" />
          </Fact>
        )}
      </Facts>
      {blockedBy && <Diagnosis diagnosis={blockedBy} evidence={null} anchor={`finding-${finding.id}`} />}
    </>
  );
}
