import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Projects, their analyses, and what these found. All of it goes with the integration. */
export class CreateProjects1796068000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE project (
        id uuid NOT NULL,
        organization_id uuid NOT NULL,
        integration_id uuid NOT NULL,
        name text NOT NULL,
        created_at timestamptz(3) NOT NULL,
        CONSTRAINT "PK_project" PRIMARY KEY (id),
        CONSTRAINT "FK_project_integration" FOREIGN KEY (integration_id) REFERENCES integration (id) ON DELETE CASCADE
      )`);
    await runner.query(`CREATE INDEX "IDX_project_organization" ON project (organization_id, id)`);
    await runner.query(`CREATE UNIQUE INDEX "IDX_project_name" ON project (integration_id, name)`);
    await createAnalyses(runner);
    await createResults(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE analysis_dependency, analysis_result, analysis_upload, analysis, project`);
  }
}

async function createAnalyses(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE analysis (
      id uuid NOT NULL,
      organization_id uuid NOT NULL,
      project_id uuid NOT NULL,
      digest text NOT NULL,
      status text NOT NULL,
      attempt integer NOT NULL,
      phase text,
      done integer NOT NULL,
      total integer NOT NULL,
      requested_by text NOT NULL,
      created_at timestamptz(3) NOT NULL,
      started_at timestamptz(3),
      finished_at timestamptz(3),
      diagnosis jsonb,
      advisory_data jsonb,
      dependency_count integer,
      severity_counts jsonb,
      CONSTRAINT "PK_analysis" PRIMARY KEY (id),
      CONSTRAINT analysis_status_known
        CHECK (status IN ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
      CONSTRAINT analysis_finished_where_done
        CHECK ((finished_at IS NULL) = (status IN ('QUEUED', 'RUNNING'))),
      CONSTRAINT "FK_analysis_project" FOREIGN KEY (project_id) REFERENCES project (id) ON DELETE CASCADE
    )`);
  await runner.query(`CREATE INDEX "IDX_analysis_project" ON analysis (project_id, id)`);
  await runner.query(`
    CREATE UNIQUE INDEX "IDX_analysis_under_way" ON analysis (organization_id, digest)
    WHERE status IN ('QUEUED', 'RUNNING')`);
  await runner.query(`
    CREATE TABLE analysis_upload (
      analysis_id uuid NOT NULL,
      organization_id uuid NOT NULL,
      content bytea NOT NULL,
      CONSTRAINT "PK_analysis_upload" PRIMARY KEY (analysis_id),
      CONSTRAINT "FK_analysis_upload_analysis" FOREIGN KEY (analysis_id) REFERENCES analysis (id) ON DELETE CASCADE
    )`);
  // It is compressed already.
  await runner.query(`ALTER TABLE analysis_upload ALTER content SET STORAGE EXTERNAL`);
}

async function createResults(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE analysis_result (
      analysis_id uuid NOT NULL,
      organization_id uuid NOT NULL,
      files jsonb NOT NULL,
      findings jsonb NOT NULL,
      proposals jsonb NOT NULL,
      combined jsonb,
      unchecked jsonb NOT NULL,
      CONSTRAINT "PK_analysis_result" PRIMARY KEY (analysis_id),
      CONSTRAINT "FK_analysis_result_analysis" FOREIGN KEY (analysis_id) REFERENCES analysis (id) ON DELETE CASCADE
    )`);
  await runner.query(`
    CREATE TABLE analysis_dependency (
      analysis_id uuid NOT NULL,
      number integer NOT NULL,
      organization_id uuid NOT NULL,
      package_type text NOT NULL,
      name text NOT NULL,
      is_direct boolean NOT NULL,
      available boolean,
      finding_count integer NOT NULL,
      worst_severity text,
      by_name integer NOT NULL,
      by_severity integer NOT NULL,
      by_availability integer NOT NULL,
      data jsonb NOT NULL,
      CONSTRAINT "PK_analysis_dependency" PRIMARY KEY (analysis_id, number),
      CONSTRAINT "FK_analysis_dependency_analysis" FOREIGN KEY (analysis_id) REFERENCES analysis (id) ON DELETE CASCADE
    )`);
  for (const order of ['name', 'severity', 'availability']) {
    await runner.query(
      `CREATE INDEX "IDX_analysis_dependency_by_${order}" ON analysis_dependency (analysis_id, by_${order})`,
    );
  }
}
