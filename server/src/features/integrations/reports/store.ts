import { In } from 'typeorm';
import { managerOf } from '../../../db.ts';
import type { Unit } from '../../../lib/database.ts';
import type { Page } from '../../../lib/pagination.ts';
import { ConnectionReportEntity } from './entity.ts';

/** Reports that an integration keeps; of older ones only those that tell when it last worked, and when it stopped. */
const REPORTS_KEPT = 100;

export type ReportOutcome = Pick<
  ConnectionReportEntity,
  'id' | 'integrationId' | 'integrationVersion' | 'outcome' | 'problemCount'
>;

export interface ReportPage {
  rows: ConnectionReportEntity[];
  totalCount: number;
}

/** A row as PostgreSQL gives it, with the number of all reports of its integration. */
interface ReportRow {
  id: string;
  organization_id: string;
  integration_id: string;
  integration_version: number;
  status: ConnectionReportEntity['status'];
  outcome: ConnectionReportEntity['outcome'];
  problem_count: number;
  started_at: Date;
  duration_ms: number;
  requested_by: string;
  checks: ConnectionReportEntity['checks'];
  total_count: number;
}

export class ConnectionReportStore {
  async insert(unit: Unit, report: ConnectionReportEntity): Promise<void> {
    const manager = managerOf(unit);
    await manager.insert(ConnectionReportEntity, report);
    await manager.query(
      `WITH own AS (
         SELECT id, outcome FROM connection_report WHERE organization_id = $1 AND integration_id = $2
       ), worked AS (
         SELECT max(id::text)::uuid AS id FROM own WHERE outcome IN ('CONNECTED', 'DEGRADED') GROUP BY outcome
       ), stopped AS (
         SELECT (SELECT min(own.id::text)::uuid FROM own WHERE own.id > worked.id) AS id FROM worked
       )
       DELETE FROM connection_report WHERE organization_id = $1 AND integration_id = $2
         AND id <= (SELECT id FROM own ORDER BY id DESC OFFSET $3 LIMIT 1)
         AND id NOT IN (SELECT id FROM worked UNION SELECT id FROM stopped WHERE id IS NOT NULL)`,
      [report.organizationId, report.integrationId, REPORTS_KEPT],
    );
  }

  /** The newest report of each integration that has one: one statement. */
  async latest(
    unit: Unit,
    organizationId: string,
    integrationIds: readonly string[],
  ): Promise<ConnectionReportEntity[]> {
    return managerOf(unit)
      .createQueryBuilder(ConnectionReportEntity, 'report')
      .distinctOn(['report.integrationId'])
      .where('report.organization_id = :organizationId', { organizationId })
      .andWhere({ integrationId: In([...integrationIds]) })
      .orderBy('report.integrationId')
      .addOrderBy('report.id', 'DESC')
      .getMany();
  }

  /** How each integration's tests came out, newest first, without what they found: one statement. */
  async outcomes(unit: Unit, organizationId: string, integrationIds: readonly string[]): Promise<ReportOutcome[]> {
    return managerOf(unit).find(ConnectionReportEntity, {
      select: { id: true, integrationId: true, integrationVersion: true, outcome: true, problemCount: true },
      where: { organizationId, integrationId: In([...integrationIds]) },
      order: { id: 'DESC' },
    });
  }

  async byIds(unit: Unit, organizationId: string, ids: readonly string[]): Promise<ConnectionReportEntity[]> {
    return managerOf(unit).findBy(ConnectionReportEntity, { organizationId, id: In([...ids]) });
  }

  /** The same page of each integration's reports, newest first, one row more than it holds where there is one: one statement. */
  async pages(
    unit: Unit,
    organizationId: string,
    integrationIds: readonly string[],
    { limit, afterId }: Page,
  ): Promise<Map<string, ReportPage>> {
    const rows: ReportRow[] = await managerOf(unit).query(
      `SELECT * FROM (
         SELECT *, count(*) OVER (PARTITION BY integration_id)::int AS total_count,
           row_number() OVER (PARTITION BY integration_id, ($1::uuid IS NULL OR id < $1) ORDER BY id DESC) AS place
         FROM connection_report WHERE organization_id = $2 AND integration_id = ANY($3)) AS ranked
       WHERE place <= $4 AND ($1::uuid IS NULL OR id < $1) ORDER BY id DESC`,
      [afterId, organizationId, integrationIds, limit + 1],
    );
    const pages = new Map<string, ReportPage>();
    for (const row of rows) {
      const page = pages.get(row.integration_id) ?? { rows: [], totalCount: row.total_count };
      page.rows.push(toEntity(row));
      pages.set(row.integration_id, page);
    }
    return pages;
  }
}

function toEntity(row: ReportRow): ConnectionReportEntity {
  return {
    id: row.id,
    organizationId: row.organization_id,
    integrationId: row.integration_id,
    integrationVersion: row.integration_version,
    status: row.status,
    outcome: row.outcome,
    problemCount: row.problem_count,
    startedAt: row.started_at,
    durationMs: row.duration_ms,
    requestedBy: row.requested_by,
    checks: row.checks,
  };
}
