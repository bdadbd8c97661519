import type { AnalyzedDependency, Finding, Proposal } from '../analysis/result.ts';

/** What to do about a finding, in one or two sentences. */
export function remedyOf(finding: Finding, dependency: AnalyzedDependency, proposals: readonly Proposal[]): string {
  const proposal = proposals.find(({ findings, proof }) => proof.status !== 'FAILS' && findings.includes(finding.id));
  if (proposal) {
    const change = `Change ${proposal.name} from ${proposal.fromVersion} to ${proposal.toVersion}`;
    return `${change}${HOW[proposal.way]}. ${PROVED[proposal.proof.status]}`;
  }
  const { remediationVersion, offeredVersion, blockedBy, fixedVersions } = finding;
  if (remediationVersion !== null) {
    return `Change ${dependency.name} to ${remediationVersion}, which the repositories offer and every dependent accepts.`;
  }
  if (blockedBy) {
    const [step] = blockedBy.causes[0]?.steps ?? [];
    return step === undefined ? blockedBy.summary : `${blockedBy.summary} Next step: ${step}`;
  }
  if (offeredVersion !== null) {
    return `The repositories offer ${dependency.name} ${offeredVersion}, which no known advisory affects; a dependent does not accept it.`;
  }
  if (fixedVersions.length === 0) return 'There is no fixed version.';
  return `Fixed in ${fixedVersions.join(', ')}, which the repositories do not offer.`;
}

const HOW: Record<Proposal['way'], string> = {
  update: ', inside what every requirement accepts',
  requirement: ", by raising the project's own requirement",
  override: ', by an entry that decides the version beside its dependents',
};

const PROVED: Record<Proposal['proof']['status'], string> = {
  HOLDS: 'The changed project was resolved again, and the advisory is gone.',
  PARTLY: 'The changed project was resolved again as far as it could be, and the advisory is gone from that.',
  FAILS: 'It does not hold when the changed project is resolved again.',
};
