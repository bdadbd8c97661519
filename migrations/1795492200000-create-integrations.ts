import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Integrations with their repositories and reports, and the External IDs of all time. */
export class CreateIntegrations1795492200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE integration (
        id uuid NOT NULL,
        organization_id uuid NOT NULL,
        name text NOT NULL,
        status text NOT NULL,
        status_since timestamptz(3) NOT NULL,
        account_id text NOT NULL,
        external_id text NOT NULL,
        role_arn text NOT NULL,
        has_worked boolean NOT NULL DEFAULT false,
        version integer NOT NULL,
        created_at timestamptz(3) NOT NULL,
        updated_at timestamptz(3) NOT NULL,
        CONSTRAINT "PK_f348d4694945d9dc4c7049a178a" PRIMARY KEY (id),
        CONSTRAINT integration_status_known
          CHECK (status IN ('UNTESTED', 'CONNECTED', 'DEGRADED', 'FAILING', 'INSECURE')),
        CONSTRAINT integration_external_id_present CHECK (external_id <> ''),
        CONSTRAINT "FK_integration_organization" FOREIGN KEY (organization_id)
          REFERENCES organization (id) ON DELETE CASCADE
      )`);
    await runner.query(`CREATE INDEX "IDX_9ea7e32606cc4b24f84e3f8e2e" ON integration (organization_id, id)`);
    await runner.query(`
      CREATE TABLE repository (
        id uuid NOT NULL,
        organization_id uuid NOT NULL,
        integration_id uuid NOT NULL,
        position integer NOT NULL,
        package_type text NOT NULL,
        url text NOT NULL,
        CONSTRAINT "PK_b842c26651c6fc0b9ccd1c530e2" PRIMARY KEY (id),
        CONSTRAINT "FK_repository_integration" FOREIGN KEY (integration_id)
          REFERENCES integration (id) ON DELETE CASCADE
      )`);
    await runner.query(`CREATE UNIQUE INDEX "IDX_25ff744c01b6ed76a4c76575a6" ON repository (integration_id, position)`);
    await runner.query(`
      CREATE TABLE connection_report (
        id uuid NOT NULL,
        organization_id uuid NOT NULL,
        integration_id uuid NOT NULL,
        integration_version integer NOT NULL,
        status text NOT NULL,
        started_at timestamptz(3) NOT NULL,
        duration_ms integer NOT NULL,
        requested_by text NOT NULL,
        checks jsonb NOT NULL,
        CONSTRAINT "PK_00d2d66cab2c1b1e32e7b09aa3d" PRIMARY KEY (id),
        CONSTRAINT "FK_report_integration" FOREIGN KEY (integration_id)
          REFERENCES integration (id) ON DELETE CASCADE
      )`);
    await runner.query(`CREATE INDEX "IDX_0ede820cafad1ca4f8d7a41661" ON connection_report (integration_id, id)`);
    // No foreign key: an External ID stays with its organization even after that is gone.
    await runner.query(`
      CREATE TABLE external_id (
        value text NOT NULL,
        organization_id uuid NOT NULL,
        created_at timestamptz(3) NOT NULL,
        CONSTRAINT "PK_a11bbb429716d5313f9f6704984" PRIMARY KEY (value)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE external_id, connection_report, repository, integration`);
  }
}
