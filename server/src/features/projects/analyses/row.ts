/** An analysis as its rows say it. */

import type { AnalysisEntity } from '../entity.ts';

/** With what its project says. */
export interface AnalysisRow extends AnalysisEntity {
  projectName: string;
  integrationId: string;
}

/** As PostgreSQL gives it. */
export interface AnalysisColumns {
  id: string;
  organization_id: string;
  project_id: string;
  project_name: string;
  integration_id: string;
  digest: string;
  status: AnalysisEntity['status'];
  attempt: number;
  phase: AnalysisEntity['phase'];
  done: number;
  total: number;
  requested_by: string;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
  diagnosis: AnalysisEntity['diagnosis'];
  evidence: AnalysisEntity['evidence'];
  advisory_data: AnalysisEntity['advisoryData'];
  dependency_count: number | null;
  severity_counts: AnalysisEntity['severityCounts'];
}

export function toRow(row: AnalysisColumns): AnalysisRow {
  const { id, digest, status, attempt, phase, done, total, diagnosis, evidence } = row;
  return {
    id,
    organizationId: row.organization_id,
    projectId: row.project_id,
    projectName: row.project_name,
    integrationId: row.integration_id,
    digest,
    status,
    attempt,
    phase,
    done,
    total,
    requestedBy: row.requested_by,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    diagnosis,
    evidence,
    advisoryData: row.advisory_data,
    dependencyCount: row.dependency_count,
    severityCounts: row.severity_counts,
  };
}

/** Whether nothing more comes. */
export function isDone({ status }: Pick<AnalysisEntity, 'status'>): boolean {
  return status !== 'QUEUED' && status !== 'RUNNING';
}
