import { runStatement } from '../../../db.ts';
import type { Unit } from '../../../lib/database.ts';
import type { Page } from '../../../lib/pagination.ts';
import type { AnalysisProgress } from '../analysis/result.ts';
import type { AnalysisEntity } from '../entity.ts';
import type { AnalysisFailure } from './failure.ts';
import { toJson, type ResultSummary } from '../results/stored.ts';
import { toRow, type AnalysisColumns, type AnalysisRow } from './row.ts';

/** Analyses that a project keeps; older ones go, if they are done. */
const MOST_KEPT = 100;

/** With what the project says of it. */
const SELECT = `SELECT analysis.*, project.name AS project_name, project.integration_id
  FROM analysis JOIN project ON project.id = analysis.project_id WHERE analysis.organization_id = $1`;
const UNDER_WAY = `status IN ('QUEUED', 'RUNNING')`;

export type NewAnalysis = Pick<
  AnalysisEntity,
  'id' | 'organizationId' | 'projectId' | 'digest' | 'requestedBy' | 'createdAt'
>;

interface AnalysisKey {
  organizationId: string;
  id: string;
}

/** Who writes: the attempt that a server began. */
export interface Attempt extends AnalysisKey {
  attempt: number;
}

export class AnalysisStore {
  /** False where the same is under way already. */
  async insert(unit: Unit, analysis: NewAnalysis): Promise<boolean> {
    const { id, organizationId, projectId, digest, requestedBy, createdAt } = analysis;
    const rows = await runStatement(
      unit,
      `INSERT INTO analysis
         (id, organization_id, project_id, digest, status, attempt, done, total, requested_by, created_at)
       VALUES ($1, $2, $3, $4, 'QUEUED', 0, 0, 0, $5, $6)
       ON CONFLICT (organization_id, digest) WHERE ${UNDER_WAY} DO NOTHING RETURNING id`,
      [id, organizationId, projectId, digest, requestedBy, createdAt],
    );
    return rows.length === 1;
  }

  async find(unit: Unit, organizationId: string, id: string): Promise<AnalysisRow | null> {
    return this.#one(unit, `${SELECT} AND analysis.id = $2`, [organizationId, id]);
  }

  async findUnderWay(unit: Unit, organizationId: string, digest: string): Promise<AnalysisRow | null> {
    return this.#one(unit, `${SELECT} AND digest = $2 AND ${UNDER_WAY}`, [organizationId, digest]);
  }

  /** Of one project, without those that are done. */
  async idsUnderWay(unit: Unit, organizationId: string, projectId: string): Promise<string[]> {
    const sql = `SELECT id FROM analysis WHERE organization_id = $1 AND project_id = $2 AND ${UNDER_WAY}`;
    const rows = (await runStatement(unit, sql, [organizationId, projectId])) as { id: string }[];
    return rows.map(({ id }) => id);
  }

  /** The newest of each project that has one: one statement. */
  async latest(unit: Unit, organizationId: string, projectIds: readonly string[]): Promise<AnalysisRow[]> {
    const sql = `SELECT DISTINCT ON (project_id) * FROM (${SELECT} AND project_id = ANY($2)) own ORDER BY project_id, id DESC`;
    return (await this.#all(unit, sql, [organizationId, projectIds])).map(toRow);
  }

  /** The same page of each project's analyses, newest first, one row more than it holds where there is one: one statement. */
  async pages(
    unit: Unit,
    organizationId: string,
    projectIds: readonly string[],
    { limit, afterId }: Page,
  ): Promise<Map<string, { rows: AnalysisRow[]; totalCount: number }>> {
    const found = await this.#all<AnalysisColumns & { total_count: number }>(
      unit,
      `SELECT * FROM (
         SELECT own.*, count(*) OVER (PARTITION BY project_id)::int AS total_count,
           row_number() OVER (PARTITION BY project_id, ($3::uuid IS NULL OR id < $3) ORDER BY id DESC) AS place
         FROM (${SELECT} AND project_id = ANY($2)) own) AS ranked
       WHERE place <= $4 AND ($3::uuid IS NULL OR id < $3) ORDER BY id DESC`,
      [organizationId, projectIds, afterId, limit + 1],
    );
    const pages = new Map<string, { rows: AnalysisRow[]; totalCount: number }>();
    for (const row of found) {
      const page = pages.get(row.project_id) ?? { rows: [], totalCount: row.total_count };
      page.rows.push(toRow(row));
      pages.set(row.project_id, page);
    }
    return pages;
  }

  /** A new attempt, which is the only one that writes from now on; null where there is nothing to do any more. */
  async begin(unit: Unit, organizationId: string, id: string, now: Date): Promise<number | null> {
    const rows = (await runStatement(
      unit,
      `UPDATE analysis SET status = 'RUNNING', attempt = attempt + 1, started_at = coalesce(started_at, $3),
         phase = NULL, done = 0, total = 0
       WHERE organization_id = $1 AND id = $2 AND ${UNDER_WAY} RETURNING attempt`,
      [organizationId, id, now],
    )) as { attempt: number }[];
    return rows[0]?.attempt ?? null;
  }

  /** Whether the attempt is still wanted. */
  async isWanted(unit: Unit, attempt: Attempt): Promise<boolean> {
    const rows = await runStatement(unit, `SELECT id FROM analysis WHERE ${OF_ATTEMPT}`, valuesOf(attempt));
    return rows.length === 1;
  }

  /** False where the attempt is not wanted any more. */
  async setProgress(unit: Unit, attempt: Attempt, { phase, done, total }: AnalysisProgress): Promise<boolean> {
    return this.#update(unit, attempt, 'phase = $4, done = $5, total = $6', [phase, done, total]);
  }

  /** For an attempt that did not come to its end and will be followed by another. */
  async putBack(unit: Unit, attempt: Attempt): Promise<boolean> {
    return this.#update(unit, attempt, `status = 'QUEUED', phase = NULL, done = 0, total = 0`, []);
  }

  /** False where the attempt is not wanted any more. */
  async succeed(unit: Unit, attempt: Attempt, summary: ResultSummary, now: Date): Promise<boolean> {
    const { dependencyCount, severityCounts, advisoryData } = summary;
    return this.#update(
      unit,
      attempt,
      `status = 'SUCCEEDED', finished_at = $4, done = total, dependency_count = $5, severity_counts = $6, advisory_data = $7`,
      [now, dependencyCount, toJson(severityCounts), advisoryData && toJson(advisoryData)],
    );
  }

  /** False where the attempt is not wanted any more. */
  async fail(unit: Unit, attempt: Attempt, { diagnosis, evidence }: AnalysisFailure, now: Date): Promise<boolean> {
    const assignments = `status = 'FAILED', finished_at = $4, diagnosis = $5, evidence = $6`;
    return this.#update(unit, attempt, assignments, [now, toJson(diagnosis), evidence && toJson(evidence)]);
  }

  /** Whoever is at it. False where it is done. */
  async giveUp(
    unit: Unit,
    { organizationId, id }: AnalysisKey,
    { diagnosis }: AnalysisFailure,
    now: Date,
  ): Promise<boolean> {
    const rows = await runStatement(
      unit,
      `UPDATE analysis SET status = 'FAILED', finished_at = $3, diagnosis = $4
       WHERE organization_id = $1 AND id = $2 AND ${UNDER_WAY} RETURNING id`,
      [organizationId, id, now, toJson(diagnosis)],
    );
    return rows.length === 1;
  }

  /** False where it is done. */
  async cancel(unit: Unit, organizationId: string, id: string, now: Date): Promise<boolean> {
    const rows = await runStatement(
      unit,
      `UPDATE analysis SET status = 'CANCELLED', finished_at = $3
       WHERE organization_id = $1 AND id = $2 AND ${UNDER_WAY} RETURNING id`,
      [organizationId, id, now],
    );
    return rows.length === 1;
  }

  async removeOld(unit: Unit, organizationId: string, projectId: string): Promise<void> {
    await runStatement(
      unit,
      `DELETE FROM analysis WHERE organization_id = $1 AND project_id = $2 AND NOT ${UNDER_WAY} AND id <= (
         SELECT id FROM analysis WHERE organization_id = $1 AND project_id = $2 ORDER BY id DESC OFFSET $3 LIMIT 1)`,
      [organizationId, projectId, MOST_KEPT],
    );
  }

  async #update(unit: Unit, attempt: Attempt, assignments: string, values: unknown[]): Promise<boolean> {
    const sql = `UPDATE analysis SET ${assignments} WHERE ${OF_ATTEMPT} RETURNING id`;
    return (await runStatement(unit, sql, [...valuesOf(attempt), ...values])).length === 1;
  }

  async #one(unit: Unit, sql: string, values: unknown[]): Promise<AnalysisRow | null> {
    const [row] = await this.#all(unit, sql, values);
    return row ? toRow(row) : null;
  }

  async #all<Row = AnalysisColumns>(unit: Unit, sql: string, values: unknown[]): Promise<Row[]> {
    return (await runStatement(unit, sql, values)) as Row[];
  }
}

const OF_ATTEMPT = `organization_id = $1 AND id = $2 AND attempt = $3 AND status = 'RUNNING'`;

function valuesOf({ organizationId, id, attempt }: Attempt): unknown[] {
  return [organizationId, id, attempt];
}
