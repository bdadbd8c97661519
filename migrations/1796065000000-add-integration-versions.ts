import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the settings were at each report, and how each report left the integration: to tell what changed since it last worked. */
export class AddIntegrationVersions1796065000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE integration_version (
        integration_id uuid NOT NULL,
        version integer NOT NULL,
        organization_id uuid NOT NULL,
        at timestamptz(3) NOT NULL,
        actor text NOT NULL,
        request_id text,
        account_id text NOT NULL,
        external_id text NOT NULL,
        role_arn text NOT NULL,
        repositories jsonb NOT NULL,
        CONSTRAINT "PK_integration_version" PRIMARY KEY (integration_id, version),
        CONSTRAINT "FK_integration_version_integration" FOREIGN KEY (integration_id)
          REFERENCES integration (id) ON DELETE CASCADE
      )`);
    // Versions before the present one were never kept; who made this one stands in the audit log alone.
    await runner.query(`
      INSERT INTO integration_version
        (integration_id, version, organization_id, at, actor, account_id, external_id, role_arn, repositories)
      SELECT id, version, organization_id, updated_at, 'unknown', account_id, external_id, role_arn, (
        SELECT coalesce(jsonb_agg(
          jsonb_build_object('packageType', package_type, 'url', url, 'routes', routes) ORDER BY position), '[]')
        FROM repository WHERE integration_id = integration.id)
      FROM integration`);
    await runner.query(`ALTER TABLE connection_report ADD outcome text, ADD problem_count integer`);
    // The rule of features/integrations/status.ts as it was when this was written.
    await runner.query(`
      UPDATE connection_report SET
        problem_count = (SELECT count(*) FROM jsonb_to_recordset(checks) AS own (code text, status text)
          WHERE status = 'FAILED' OR (status = 'WARNING' AND code <> 'DETAILS')),
        outcome = CASE
          WHEN EXISTS (SELECT FROM jsonb_to_recordset(checks) AS own (code text, status text)
            WHERE code = 'EXTERNAL_ID_ENFORCED' AND status = 'FAILED') THEN 'INSECURE'
          WHEN NOT EXISTS (
            SELECT FROM jsonb_to_recordset(checks) AS own (code text, status text, "repositoryUrl" text)
            WHERE code = 'REPOSITORY_READ' AND (status = 'PASSED' OR (status = 'WARNING' AND NOT EXISTS (
              SELECT FROM jsonb_to_recordset(checks) AS other (status text, "repositoryUrl" text)
              WHERE other."repositoryUrl" = own."repositoryUrl" AND other.status = 'FAILED')))) THEN 'FAILING'
          WHEN EXISTS (SELECT FROM jsonb_to_recordset(checks) AS own (code text, status text)
            WHERE status = 'FAILED' OR (status = 'WARNING' AND code <> 'DETAILS')) THEN 'DEGRADED'
          ELSE 'CONNECTED' END`);
    await runner.query(`
      ALTER TABLE connection_report ALTER outcome SET NOT NULL, ALTER problem_count SET NOT NULL,
        ADD CONSTRAINT connection_report_outcome_known
          CHECK (outcome IN ('CONNECTED', 'DEGRADED', 'FAILING', 'INSECURE'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE connection_report DROP COLUMN outcome, DROP COLUMN problem_count`);
    await runner.query(`DROP TABLE integration_version`);
  }
}
