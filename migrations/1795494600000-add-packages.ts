import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which names a repository alone serves, and what was looked up, for suggestions. */
export class AddPackages1795494600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE repository ADD routes text[] NOT NULL DEFAULT '{}'`);
    await runner.query(`
      CREATE TABLE package_lookup (
        organization_id uuid NOT NULL,
        integration_id uuid NOT NULL,
        package_type text NOT NULL,
        name text NOT NULL,
        last_looked_up_at timestamptz(3) NOT NULL,
        CONSTRAINT "PK_package_lookup" PRIMARY KEY (integration_id, package_type, name),
        CONSTRAINT "FK_package_lookup_integration" FOREIGN KEY (integration_id)
          REFERENCES integration (id) ON DELETE CASCADE
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE package_lookup`);
    await runner.query(`ALTER TABLE repository DROP COLUMN routes`);
  }
}
