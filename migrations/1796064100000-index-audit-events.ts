import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For the filters of the audit page. */
export class IndexAuditEvents1796064100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX "IDX_audit_event_at" ON audit_event (organization_id, at)`);
    await runner.query(`CREATE INDEX "IDX_audit_event_action" ON audit_event (organization_id, action, id)`);
    await runner.query(`CREATE INDEX "IDX_audit_event_actor" ON audit_event (organization_id, actor_name, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "IDX_audit_event_at", "IDX_audit_event_action", "IDX_audit_event_actor"`);
  }
}
