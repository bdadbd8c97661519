import type { PackageType } from '@backline/shared';
import { runStatement } from '../../../db.ts';
import type { Unit } from '../../../lib/database.ts';
import type { AnalysisResult, AnalyzedDependency } from '../analysis/result.ts';
import type { DependencyOrder } from './types.ts';
import { dependencyRows, findingsInOrder, toJson, type DependencyRow } from './stored.ts';

/** Rows of one statement: some megabytes. */
const ROWS_AT_ONCE = 2_500;

const PARTS = ['files', 'findings', 'proposals', 'combined', 'unchecked', 'repository_problems'] as const;
export type ResultPart = (typeof PARTS)[number];

const ORDER_COLUMNS: Record<DependencyOrder, string> = {
  NAME: 'by_name',
  SEVERITY: 'by_severity',
  AVAILABILITY: 'by_availability',
};

export interface DependencyFilter {
  packageType?: PackageType | null | undefined;
  /** A part of the name. */
  search?: string | null | undefined;
  onlyDirect?: boolean | null | undefined;
  onlyVulnerable?: boolean | null | undefined;
  /** Those that the repositories do not offer, or that could not be judged. */
  onlyUnavailable?: boolean | null | undefined;
  order: DependencyOrder;
}

/** A dependency as it is kept. */
export interface KeptDependency {
  /** In the order of the list. */
  place: number;
  findingCount: number;
  worstSeverity: DependencyRow['worstSeverity'];
  data: AnalyzedDependency;
}

interface Row {
  place: number | null;
  finding_count: number;
  worst_severity: DependencyRow['worstSeverity'];
  data: AnalyzedDependency;
  total_count: string;
}

const INSERT_DEPENDENCIES = `
  INSERT INTO analysis_dependency (analysis_id, organization_id, number, package_type, name, is_direct, available,
    finding_count, worst_severity, by_name, by_severity, by_availability, data)
  SELECT $1, $2, * FROM jsonb_to_recordset($3::jsonb) AS row (
    number int, "packageType" text, name text, "isDirect" boolean, available boolean, "findingCount" int,
    "worstSeverity" text, "byName" int, "bySeverity" int, "byAvailability" int, data jsonb)`;

export class AnalysisResultStore {
  async insert(unit: Unit, organizationId: string, analysisId: string, result: AnalysisResult): Promise<void> {
    const { files, proposals, combined, unchecked, repositoryProblems } = result;
    await runStatement(
      unit,
      `INSERT INTO analysis_result (analysis_id, organization_id, files, findings, proposals, combined, unchecked,
         repository_problems)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        analysisId,
        organizationId,
        toJson(files),
        toJson(findingsInOrder(result)),
        toJson(proposals),
        combined && toJson(combined),
        toJson(unchecked),
        toJson(repositoryProblems),
      ],
    );
    const rows = dependencyRows(result);
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
      const slice = toJson(rows.slice(from, from + ROWS_AT_ONCE));
      await runStatement(unit, INSERT_DEPENDENCIES, [analysisId, organizationId, slice]);
    }
  }

  /** One part of each result that there is, by analysis: one statement. */
  async parts(
    unit: Unit,
    organizationId: string,
    part: ResultPart,
    analysisIds: readonly string[],
  ): Promise<Map<string, unknown>> {
    const rows = (await runStatement(
      unit,
      `SELECT analysis_id, ${part} AS part FROM analysis_result WHERE organization_id = $1 AND analysis_id = ANY($2)`,
      [organizationId, analysisIds],
    )) as { analysis_id: string; part: unknown }[];
    return new Map(rows.map(({ analysis_id: id, part: value }) => [id, value]));
  }

  /** Those that fit and come after the place, one more than `limit` where there is one, and the number of all that fit. */
  async dependencies(
    unit: Unit,
    organizationId: string,
    analysisId: string,
    { packageType, search, onlyDirect, onlyVulnerable, onlyUnavailable, order }: DependencyFilter,
    { limit, after }: { limit: number; after: number | null },
  ): Promise<{ rows: KeptDependency[]; totalCount: number }> {
    const column = ORDER_COLUMNS[order];
    const rows = (await runStatement(
      unit,
      `WITH fitting AS (
         SELECT ${column} AS place, finding_count, worst_severity, data FROM analysis_dependency
         WHERE organization_id = $1 AND analysis_id = $2
           AND ($3::text IS NULL OR package_type = $3)
           AND ($4::text IS NULL OR strpos(lower(name), lower($4)) > 0)
           AND (NOT $5 OR is_direct) AND (NOT $6 OR finding_count > 0) AND (NOT $7 OR available IS NOT TRUE)
       ), page AS (SELECT * FROM fitting WHERE place > $8 ORDER BY place LIMIT $9)
       SELECT page.*, total.count AS total_count FROM (SELECT count(*) FROM fitting) total LEFT JOIN page ON true
       ORDER BY page.place`,
      [
        organizationId,
        analysisId,
        packageType ?? null,
        search ?? null,
        onlyDirect ?? false,
        onlyVulnerable ?? false,
        onlyUnavailable ?? false,
        after ?? -1,
        limit + 1,
      ],
    )) as Row[];
    return { rows: rows.flatMap(toKept), totalCount: Number(rows[0]?.total_count ?? 0) };
  }

  /** By their number within the analysis. */
  async dependenciesByNumber(
    unit: Unit,
    organizationId: string,
    analysisId: string,
    numbers: readonly number[] | null,
  ): Promise<Map<number, KeptDependency>> {
    const rows = (await runStatement(
      unit,
      `SELECT number AS place, finding_count, worst_severity, data FROM analysis_dependency
       WHERE organization_id = $1 AND analysis_id = $2 AND ($3::int[] IS NULL OR number = ANY($3)) ORDER BY number`,
      [organizationId, analysisId, numbers],
    )) as Row[];
    return new Map(rows.flatMap(toKept).map((kept) => [kept.place, kept]));
  }
}

function toKept({ place, finding_count: findingCount, worst_severity: worstSeverity, data }: Row): KeptDependency[] {
  return place === null ? [] : [{ place, findingCount, worstSeverity, data }];
}
