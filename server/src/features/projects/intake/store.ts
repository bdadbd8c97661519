import { runStatement } from '../../../db.ts';
import type { Unit } from '../../../lib/database.ts';

/** Uploaded files, packed. */
export class UploadStore {
  async insert(unit: Unit, organizationId: string, analysisId: string, content: Buffer): Promise<void> {
    await runStatement(
      unit,
      'INSERT INTO analysis_upload (analysis_id, organization_id, content) VALUES ($1, $2, $3)',
      [analysisId, organizationId, content],
    );
  }

  async find(unit: Unit, organizationId: string, analysisId: string): Promise<Buffer | null> {
    const rows = (await runStatement(
      unit,
      'SELECT content FROM analysis_upload WHERE organization_id = $1 AND analysis_id = $2',
      [organizationId, analysisId],
    )) as { content: Buffer }[];
    return rows[0]?.content ?? null;
  }

  /** Removes what no analysis needs: of a project's analyses those under way and the last that succeeded keep theirs. */
  async removeUnneeded(unit: Unit, organizationId: string, projectId: string): Promise<void> {
    await runStatement(
      unit,
      `DELETE FROM analysis_upload USING analysis
       WHERE analysis_upload.organization_id = $1 AND analysis.id = analysis_upload.analysis_id
         AND analysis.project_id = $2 AND analysis.status NOT IN ('QUEUED', 'RUNNING')
         AND analysis.id IS DISTINCT FROM (
           SELECT id FROM analysis WHERE project_id = $2 AND status = 'SUCCEEDED' ORDER BY id DESC LIMIT 1)`,
      [organizationId, projectId],
    );
  }
}
