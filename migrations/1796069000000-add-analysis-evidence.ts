import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What AWS answered: of analyses that failed because of it, and of those that got no answer from a repository. */
export class AddAnalysisEvidence1796069000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE analysis ADD evidence jsonb`);
    await runner.query(`ALTER TABLE analysis_result ADD repository_problems jsonb NOT NULL DEFAULT '[]'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE analysis_result DROP COLUMN repository_problems`);
    await runner.query(`ALTER TABLE analysis DROP COLUMN evidence`);
  }
}
