/** An analysis's result in the form in which it is kept, and back. Times become ISO texts on the way, as JSON has none. */

import {
  leastScoreOf,
  moreSevere,
  SEVERITY_RATINGS,
  type Severity,
  type SeverityRating,
} from '../../../advisories/index.ts';
import type {
  AnalysisResult,
  AnalyzedDependency,
  CombinedProposal,
  Finding,
  Proof,
  Proposal,
} from '../analysis/result.ts';
import type { StoredAdvisoryData, StoredSeverityCount } from '../entity.ts';

/** A dependency with what its findings say of it, and its place in each order of the list. */
export interface DependencyRow {
  number: number;
  packageType: string;
  name: string;
  isDirect: boolean;
  available: boolean | null;
  findingCount: number;
  worstSeverity: SeverityRating | null;
  byName: number;
  bySeverity: number;
  byAvailability: number;
  data: AnalyzedDependency;
}

/** What the row of the analysis itself shows of its result. */
export interface ResultSummary {
  dependencyCount: number;
  severityCounts: StoredSeverityCount[];
  advisoryData: StoredAdvisoryData | null;
}

export function summaryOf({ dependencies, findings, advisoryData }: AnalysisResult): ResultSummary {
  const counts = new Map<SeverityRating | null, number>();
  for (const { severity } of findings) {
    const rating = severity?.rating ?? null;
    counts.set(rating, (counts.get(rating) ?? 0) + 1);
  }
  return {
    dependencyCount: dependencies.length,
    severityCounts: [...SEVERITY_RATINGS, null].flatMap((severity) => {
      const count = counts.get(severity);
      return count ? [{ severity, count }] : [];
    }),
    advisoryData: advisoryData && {
      importedAt: advisoryData.importedAt.toISOString(),
      newestModified: advisoryData.newestModified?.toISOString() ?? null,
      advisoryCount: advisoryData.advisoryCount,
    },
  };
}

/** Every dependency as a row, in the order of the analysis. */
export function dependencyRows({
  dependencies,
  findings,
}: Pick<AnalysisResult, 'dependencies' | 'findings'>): DependencyRow[] {
  const found = new Map<number, { count: number; worst: Severity | null }>();
  for (const { dependency, severity } of findings) {
    const known = found.get(dependency);
    found.set(dependency, { count: (known?.count ?? 0) + 1, worst: moreSevere(known?.worst ?? null, severity) });
  }
  const rows = dependencies.map((data): DependencyRow => {
    const { count = 0, worst = null } = found.get(data.id) ?? {};
    const { id: number, packageType, name, isDirect, available } = data;
    const places = { byName: 0, bySeverity: 0, byAvailability: 0 };
    return { number, packageType, name, isDirect, available, findingCount: count, worstSeverity: worst?.rating ?? null, ...places, data }; // prettier-ignore
  });
  const inOrder = rows.toSorted(compareNames);
  for (const [place, row] of inOrder.entries()) row.byName = place;
  for (const [place, row] of sortedBy(inOrder, severityRank).entries()) row.bySeverity = place;
  for (const [place, row] of sortedBy(inOrder, availabilityRank).entries()) row.byAvailability = place;
  return rows;
}

/** Most severe first: what has a rating before what has none, then by score, then by name. */
export function findingsInOrder({
  dependencies,
  findings,
}: Pick<AnalysisResult, 'dependencies' | 'findings'>): Finding[] {
  const names = new Map(dependencies.map(({ id, name }) => [id, name]));
  const nameOf = ({ dependency }: Finding) => names.get(dependency) ?? '';
  const scoreOf = ({ severity }: Finding) => (severity ? leastScoreOf(severity) : -1);
  return findings.toSorted(
    (one, other) => scoreOf(other) - scoreOf(one) || compareTexts(nameOf(one), nameOf(other)) || one.id - other.id,
  );
}

/** As JSON that PostgreSQL takes: it has neither NUL nor halves of characters, which files may hold. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'string' || (part.isWellFormed() && !part.includes('\0'))) return part;
    return part.replaceAll('\0', '\uFFFD').toWellFormed();
  });
}

type WithTexts<T> = T extends { checkedAt: Date } ? Omit<T, 'checkedAt'> & { checkedAt: string } : T;
type Stored<T extends { proof: Proof }> = Omit<T, 'proof'> & { proof: WithTexts<Proof> };
export type StoredProposal = Stored<Proposal>;
export type StoredCombinedProposal = Stored<CombinedProposal>;

/** The proposal as it was before it was kept. */
export function withDates<T extends { proof: WithTexts<Proof> }>(stored: T): Omit<T, 'proof'> & { proof: Proof } {
  return { ...stored, proof: { ...stored.proof, checkedAt: new Date(stored.proof.checkedAt) } };
}

/** By name without regard to case, then by package type and version as texts; the same every time. */
function compareNames(one: DependencyRow, other: DependencyRow): number {
  return (
    compareTexts(one.name.toLowerCase(), other.name.toLowerCase()) ||
    compareTexts(one.packageType, other.packageType) ||
    compareTexts(one.data.version ?? '', other.data.version ?? '') ||
    one.number - other.number
  );
}

function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function sortedBy(rows: readonly DependencyRow[], rank: (row: DependencyRow) => number): DependencyRow[] {
  return rows.toSorted((one, other) => rank(one) - rank(other));
}

function severityRank({ findingCount, worstSeverity }: DependencyRow): number {
  if (findingCount === 0) return SEVERITY_RATINGS.length + 1;
  return worstSeverity === null ? SEVERITY_RATINGS.length : SEVERITY_RATINGS.indexOf(worstSeverity);
}

function availabilityRank({ available }: DependencyRow): number {
  if (available === false) return 0;
  return available === null ? 1 : 2;
}
