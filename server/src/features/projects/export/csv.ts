/** Findings and dependencies as tables, one line each. */

import { csvHead, csvLine } from '../../../lib/csv.ts';
import type { AnalyzedDependency } from '../analysis/result.ts';
import { findingsOf, type ExportedAnalysis } from './exported-analysis.ts';
import { remedyOf } from './remedy.ts';

type Cells = Record<string, string | number | boolean | null>;

/** Most severe first, as the analysis lists them. */
export function findingsCsv(analysis: ExportedAnalysis): string {
  const rows = findingsOf(analysis).map(({ finding, dependency }) => ({
    ...named(dependency),
    advisory: finding.advisoryId,
    aliases: finding.aliases.join(' '),
    severity: finding.severity?.rating ?? null,
    score: finding.severity?.score ?? null,
    vector: finding.severity?.vector ?? null,
    summary: finding.summary,
    fixedVersions: finding.fixedVersions.join(' '),
    remediationVersion: finding.remediationVersion,
    offeredVersion: finding.offeredVersion,
    remedy: remedyOf(finding, dependency, analysis.result.proposals),
    ...placed(dependency),
  }));
  return table(FINDING_COLUMNS, rows);
}

export function dependenciesCsv({ result }: ExportedAnalysis): string {
  const counts = new Map<number, number>();
  for (const { dependency } of result.findings) counts.set(dependency, (counts.get(dependency) ?? 0) + 1);
  const rows = result.dependencies.map((dependency) => ({
    ...named(dependency),
    requirement: dependency.requirement,
    isDirect: dependency.isDirect,
    isDevelopment: dependency.isDevelopment,
    source: dependency.source,
    origin: dependency.origin,
    available: dependency.available,
    repositoryUrl: dependency.repositoryUrl,
    findings: counts.get(dependency.id) ?? 0,
    reason: dependency.diagnosis?.summary ?? null,
    ...placed(dependency),
  }));
  return table(DEPENDENCY_COLUMNS, rows);
}

const FINDING_COLUMNS = [
  'packageType',
  'name',
  'version',
  'advisory',
  'aliases',
  'severity',
  'score',
  'vector',
  'summary',
  'fixedVersions',
  'remediationVersion',
  'offeredVersion',
  'remedy',
  'way',
  'path',
  'line',
] as const;

const DEPENDENCY_COLUMNS = [
  'packageType',
  'name',
  'version',
  'requirement',
  'isDirect',
  'isDevelopment',
  'source',
  'origin',
  'available',
  'repositoryUrl',
  'findings',
  'reason',
  'way',
  'path',
  'line',
] as const;

function named({ packageType, name, version }: AnalyzedDependency) {
  return { packageType, name, version };
}

function placed({ way, places }: AnalyzedDependency) {
  return { way: way.join(' > '), path: places[0]?.path ?? null, line: places[0]?.line ?? null };
}

function table<Column extends string>(columns: readonly Column[], rows: readonly Pick<Cells, Column>[]): string {
  const lines = rows.map((row) => csvLine(columns.map((column) => textOf(row[column] ?? null))));
  return csvHead(columns) + lines.join('');
}

function textOf(value: Cells[string]): string | null {
  return value === null || value === undefined ? null : String(value);
}
