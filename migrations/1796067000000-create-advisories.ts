import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Advisories as they were imported, and when. They are everybody's: no organization owns any. */
export class CreateAdvisories1796067000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE advisory (
        id text NOT NULL,
        modified timestamptz(3) NOT NULL,
        published timestamptz(3),
        withdrawn timestamptz(3),
        aliases text[] NOT NULL,
        summary text NOT NULL,
        details text NOT NULL,
        severity jsonb,
        reference_urls text[] NOT NULL,
        weaknesses text[] NOT NULL,
        affected jsonb NOT NULL,
        digest text NOT NULL,
        CONSTRAINT "PK_advisory" PRIMARY KEY (id)
      )`);
    await runner.query(`
      CREATE TABLE advisory_import (
        id uuid NOT NULL,
        source text NOT NULL,
        started_at timestamptz(3) NOT NULL,
        finished_at timestamptz(3),
        newest_modified timestamptz(3),
        advisory_count integer,
        counts jsonb NOT NULL,
        problems jsonb NOT NULL,
        CONSTRAINT "PK_advisory_import" PRIMARY KEY (id)
      )`);
    await runner.query(`CREATE INDEX "IDX_advisory_import_finished" ON advisory_import (finished_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE advisory_import, advisory`);
  }
}
