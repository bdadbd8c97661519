import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Support people and their sessions, what they ask organizations for, and what organizations grant. */
export class CreateSupport1796064000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE person ADD platform_role text`);
    await runner.query(
      `ALTER TABLE person ADD CONSTRAINT person_platform_role_known CHECK (platform_role IN ('SUPPORT'))`,
    );
    await addSupportSessions(runner);
    await createRequests(runner);
    await createGrants(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE support_grant, support_request`);
    await runner.query(`DELETE FROM session WHERE member_id IS NULL`);
    await runner.query(`ALTER TABLE session DROP COLUMN organization_id, DROP COLUMN person_id`);
    await runner.query(`ALTER TABLE session ALTER member_id SET NOT NULL`);
    await runner.query(`ALTER TABLE person DROP COLUMN platform_role`);
  }
}

/** A support person has no membership to which the session could belong. */
async function addSupportSessions(runner: QueryRunner): Promise<void> {
  await runner.query(`ALTER TABLE session ALTER member_id DROP NOT NULL`);
  await runner.query(`
    ALTER TABLE session ADD person_id uuid, ADD organization_id uuid,
      ADD CONSTRAINT "FK_session_person" FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE,
      ADD CONSTRAINT "FK_session_organization" FOREIGN KEY (organization_id)
        REFERENCES organization (id) ON DELETE SET NULL,
      ADD CONSTRAINT session_of_one CHECK (num_nonnulls(member_id, person_id) = 1),
      ADD CONSTRAINT session_organization_of_support CHECK (organization_id IS NULL OR person_id IS NOT NULL)`);
  await runner.query(`CREATE INDEX "IDX_session_person" ON session (person_id)`);
}

/** The id that was asked for is kept as well, so that a request looks alike whether or not there is such an organization. */
async function createRequests(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE support_request (
      id uuid NOT NULL,
      organization_id uuid,
      asked_organization_id uuid NOT NULL,
      person_id uuid NOT NULL,
      reason text NOT NULL,
      minutes integer NOT NULL,
      requested_at timestamptz(3) NOT NULL,
      answer text,
      answered_at timestamptz(3),
      answered_by text,
      CONSTRAINT "PK_support_request" PRIMARY KEY (id),
      CONSTRAINT support_request_minutes CHECK (minutes BETWEEN 1 AND 60),
      CONSTRAINT support_request_answer_known CHECK (answer IN ('GRANTED', 'REFUSED')),
      CONSTRAINT "FK_support_request_organization" FOREIGN KEY (organization_id)
        REFERENCES organization (id) ON DELETE SET NULL,
      CONSTRAINT "FK_support_request_person" FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
    )`);
  await runner.query(`CREATE INDEX "IDX_support_request_organization" ON support_request (organization_id, id)`);
  await runner.query(`CREATE INDEX "IDX_support_request_person" ON support_request (person_id, id)`);
  await runner.query(`
    CREATE UNIQUE INDEX "IDX_support_request_pending" ON support_request (person_id, asked_organization_id)
    WHERE answer IS NULL`);
}

async function createGrants(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE support_grant (
      id uuid NOT NULL,
      organization_id uuid NOT NULL,
      person_id uuid,
      request_id uuid,
      reason text NOT NULL,
      granted_by text NOT NULL,
      granted_at timestamptz(3) NOT NULL,
      expires_at timestamptz(3) NOT NULL,
      revoked_at timestamptz(3),
      revoked_by text,
      expiry_noted_at timestamptz(3),
      CONSTRAINT "PK_support_grant" PRIMARY KEY (id),
      CONSTRAINT support_grant_at_most_an_hour
        CHECK (expires_at > granted_at AND expires_at <= granted_at + interval '60 minutes'),
      CONSTRAINT "FK_support_grant_organization" FOREIGN KEY (organization_id)
        REFERENCES organization (id) ON DELETE CASCADE,
      CONSTRAINT "FK_support_grant_person" FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE,
      CONSTRAINT "FK_support_grant_request" FOREIGN KEY (request_id)
        REFERENCES support_request (id) ON DELETE SET NULL
    )`);
  await runner.query(`CREATE INDEX "IDX_support_grant_organization" ON support_grant (organization_id, id)`);
  await runner.query(`CREATE INDEX "IDX_support_grant_expires" ON support_grant (expires_at)`);
}
