import { SEVERITY_RATINGS } from '../../../advisories/index.ts';
import type { Finding, Proposal } from './result.ts';

/** By finding: the place among the ratings, the most severe first. */
export function severityRanks(findings: readonly Finding[]): number[] {
  return findings.map(({ severity }) =>
    severity ? SEVERITY_RATINGS.indexOf(severity.rating) : SEVERITY_RATINGS.length,
  );
}

/** Most advisories removed per changed package, then the most severe, then what breaks least. */
export function compareProposals(severities: readonly number[], one: Proposal, other: Proposal): number {
  const perChange = ({ fixes, alongside: others }: Proposal) => fixes.length / (1 + others.length);
  const worst = ({ findings }: Proposal) =>
    findings.reduce((least, id) => Math.min(least, severities[id] ?? SEVERITY_RATINGS.length), SEVERITY_RATINGS.length);
  return (
    perChange(other) - perChange(one) ||
    worst(one) - worst(other) ||
    Number(one.isBreaking) - Number(other.isBreaking) ||
    compareText(one.name, other.name) ||
    compareText(one.fromVersion, other.fromVersion)
  );
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
