/** What an analysis is and found, in the shapes of the API. */

import type { CombinedProposal, Finding, Proof, Proposal } from './analysis/result.ts';
import type { AnalysisRow } from './analyses/row.ts';
import type { ProjectEntity } from './entity.ts';
import type { ReadFile } from './reading/project-reading.ts';
import type { KeptDependency } from './results/store.ts';
import type { DependencyType, FindingType } from './results/types.ts';
import type { CombinedProposalType, ProofType, ProposalType } from './results/proposals/types.ts';
import type { AdvisoryDataType, AnalysisType, AnalyzedFileType, ProjectType } from './types.ts';

export function toProjectView({ id, name, integrationId, createdAt }: ProjectEntity): ProjectType {
  return { id, name, integrationId, createdAt };
}

export function toAnalysisView(row: AnalysisRow): AnalysisType {
  const { id, projectId, projectName, integrationId, status, phase, done, total, requestedBy } = row;
  const { createdAt, startedAt, finishedAt, diagnosis, evidence, advisoryData, dependencyCount, severityCounts } = row;
  return {
    id,
    projectId,
    projectName,
    integrationId,
    status,
    progress: { phase, done, total },
    requestedBy,
    createdAt,
    startedAt,
    finishedAt,
    diagnosis,
    evidence,
    advisoryData: advisoryData && toAdvisoryData(advisoryData),
    dependencyCount,
    severityCounts: severityCounts ?? [],
  };
}

export function toAdvisoryData(stored: NonNullable<AnalysisRow['advisoryData']>): AdvisoryDataType {
  const { importedAt, newestModified, advisoryCount } = stored;
  return {
    importedAt: new Date(importedAt),
    newestModified: newestModified === null ? null : new Date(newestModified),
    advisoryCount,
  };
}

export function toFileView({ path, packageType, format, problem, remarks }: ReadFile): AnalyzedFileType {
  return {
    path,
    packageType,
    format,
    problem: problem?.reason ?? null,
    problemLine: problem?.line ?? null,
    remarks,
  };
}

export function toDependencyView({ data, findingCount, worstSeverity }: KeptDependency): DependencyType {
  const { id, packageType, name, version, requirement, isDirect, isDevelopment, places, way } = data;
  const { origin, available, repositoryUrl, diagnosis } = data;
  const [first] = places;
  return {
    id: String(id),
    packageType,
    name,
    version,
    requirement,
    isDirect,
    isDevelopment,
    path: first?.path ?? '',
    line: first?.line ?? 1,
    places,
    way,
    origin,
    available,
    repositoryUrl,
    worstSeverity,
    findingCount,
    diagnosis,
  };
}

export function toFindingView(
  finding: Finding,
  dependency: KeptDependency,
  proposals: readonly Proposal[],
): FindingType {
  const { id, advisoryId, aliases, summary, severity, fixedVersions } = finding;
  const { remediationVersion, offeredVersion, blockedBy } = finding;
  return {
    id: String(id),
    dependency: toDependencyView(dependency),
    advisoryId,
    aliases,
    summary,
    severity: severity?.rating ?? null,
    score: severity?.score ?? null,
    vector: severity?.vector ?? null,
    fixedVersions,
    remediationVersion,
    offeredVersion,
    blockedBy,
    proposalIds: proposals.filter(({ findings }) => findings.includes(id)).map((proposal) => String(proposal.id)),
  };
}

export function toProposalView(proposal: Proposal): ProposalType {
  const { id, packageType, name, fromVersion, toVersion, way, fixes, findings, remaining } = proposal;
  const { isBreaking, alongside } = proposal;
  return {
    id: String(id),
    packageType,
    name,
    fromVersion,
    toVersion,
    way: WAYS[way],
    fixes,
    findingIds: findings.map(String),
    remaining,
    isBreaking,
    alongside,
    ...toProvedChange(proposal),
  };
}

const WAYS = { update: 'UPDATE', requirement: 'REQUIREMENT', override: 'OVERRIDE' } as const;

export function toCombinedView(combined: CombinedProposal): CombinedProposalType {
  const { proposals, fixes, remaining } = combined;
  return {
    proposalIds: proposals.map(String),
    fixes,
    remainingFindingIds: remaining.map(String),
    ...toProvedChange(combined),
  };
}

function toProvedChange({ patches, commands, proof }: Proposal | CombinedProposal) {
  return { patches, commands, evidence: evidenceOf(proof), proof: toProofView(proof) };
}

function toProofView({ status, checkedAt, durationMs, asked, unchecked, introduced, failures }: Proof): ProofType {
  const questions = asked.map(({ repositoryUrl, name, version, isOffered }) => ({
    repositoryUrl,
    name,
    version,
    isOffered,
  }));
  return { status, checkedAt, durationMs, asked: questions, unchecked, introduced, failures };
}

/** The proof in sentences: when, what was asked, what came back, and what that means. */
export function evidenceOf({ status, checkedAt, durationMs, asked, unchecked, introduced, failures }: Proof): string {
  const at = `${checkedAt.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  const sentences = [
    `Resolved again with the change made on ${at}, in ${durationMs} ms.`,
    questionsOf(asked),
    ...(introduced.length > 0 ? [`It would bring in ${listOf(introduced)}.`] : []),
    ...(failures.length > 0 ? [`It does not hold: ${failures.join(' ')}`] : []),
    ...(status === 'HOLDS' ? ['Matched again: the advisories are gone, and none comes in.'] : []),
    ...(status === 'PARTLY' ? ['Matched again: the advisories are gone from what could be checked.'] : []),
    ...(unchecked.length > 0 ? [`Not checked: ${unchecked.join(' ')}`] : []),
  ];
  return sentences.join(' ');
}

function questionsOf(asked: Proof['asked']): string {
  if (asked.length === 0) return 'No repository had to be asked.';
  const repositories = new Set(asked.map(({ repositoryUrl }) => repositoryUrl));
  const counts = [
    [asked.filter(({ isOffered }) => isOffered === true).length, 'offered'],
    [asked.filter(({ isOffered }) => isOffered === false).length, 'not offered'],
    [asked.filter(({ isOffered }) => isOffered === null).length, 'without an answer'],
  ] as const;
  const said = counts.flatMap(([count, what]) => (count > 0 ? [`${count} ${what}`] : []));
  const [only] = asked.length === 1 ? asked : [];
  const what = only ? `for ${only.name} ${only.version}` : `for ${asked.length} versions`;
  const where = repositories.size === 1 ? [...repositories][0] : `${repositories.size} repositories`;
  return `Asked ${where} ${what}: ${said.join(', ')}.`;
}

/** At most some of them by name. */
function listOf(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
