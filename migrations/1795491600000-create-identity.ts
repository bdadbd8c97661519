import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Organizations, people, their memberships and sessions, API keys, invitations, and the audit log. */
export class CreateIdentity1795491600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createOrganizationsAndPeople(runner);
    await createWaysIn(runner);
    await createAuditLog(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE audit_event, invitation, api_key, session, member, person, organization`);
    await runner.query(`DROP FUNCTION refuse_change_of_audit_event`);
  }
}

async function createOrganizationsAndPeople(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE organization (
      id uuid NOT NULL,
      name text NOT NULL,
      created_at timestamptz(3) NOT NULL,
      CONSTRAINT "PK_472c1f99a32def1b0abb219cd67" PRIMARY KEY (id)
    )`);
  await runner.query(`
    CREATE TABLE person (
      id uuid NOT NULL,
      email text NOT NULL,
      name text NOT NULL,
      password_hash text NOT NULL,
      created_at timestamptz(3) NOT NULL,
      CONSTRAINT "PK_5fdaf670315c4b7e70cce85daa3" PRIMARY KEY (id),
      CONSTRAINT "UQ_d2d717efd90709ebd3cb26b936c" UNIQUE (email),
      CONSTRAINT person_email_lower CHECK (email = lower(email))
    )`);
  await runner.query(`
    CREATE TABLE member (
      id uuid NOT NULL,
      organization_id uuid NOT NULL,
      person_id uuid NOT NULL,
      role text NOT NULL,
      joined_at timestamptz(3) NOT NULL,
      last_sign_in_at timestamptz(3),
      CONSTRAINT "PK_97cbbe986ce9d14ca5894fdc072" PRIMARY KEY (id),
      CONSTRAINT "UQ_d4bfb0473913588d088fb35d852" UNIQUE (organization_id, person_id),
      CONSTRAINT member_role_known CHECK (role IN ('OWNER', 'ADMIN', 'VIEWER')),
      CONSTRAINT "FK_bfadaaab56ae7b5f2d76885d03b" FOREIGN KEY (organization_id)
        REFERENCES organization (id) ON DELETE CASCADE,
      CONSTRAINT "FK_a4daf9e28a691fc39703f61bd38" FOREIGN KEY (person_id)
        REFERENCES person (id) ON DELETE CASCADE
    )`);
  await runner.query(`CREATE INDEX "IDX_a4daf9e28a691fc39703f61bd3" ON member (person_id)`);
}

async function createWaysIn(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE session (
      id uuid NOT NULL,
      token_hash bytea NOT NULL,
      member_id uuid NOT NULL,
      created_at timestamptz(3) NOT NULL,
      last_seen_at timestamptz(3) NOT NULL,
      CONSTRAINT "PK_f55da76ac1c3ac420f444d2ff11" PRIMARY KEY (id),
      CONSTRAINT "FK_d89c936c1022875dade62be24ec" FOREIGN KEY (member_id)
        REFERENCES member (id) ON DELETE CASCADE
    )`);
  await runner.query(`CREATE UNIQUE INDEX "IDX_a83507eb0338ac037780e02f2b" ON session (token_hash)`);
  await runner.query(`CREATE INDEX "IDX_d89c936c1022875dade62be24e" ON session (member_id)`);
  await runner.query(`
    CREATE TABLE api_key (
      id uuid NOT NULL,
      organization_id uuid NOT NULL,
      name text NOT NULL,
      secret_hash bytea NOT NULL,
      prefix text NOT NULL,
      scopes text[] NOT NULL,
      created_at timestamptz(3) NOT NULL,
      expires_at timestamptz(3),
      last_used_at timestamptz(3),
      revoked_at timestamptz(3),
      CONSTRAINT "PK_b1bd840641b8acbaad89c3d8d11" PRIMARY KEY (id),
      CONSTRAINT "FK_f8bf75c998e043dc6ad022d28a8" FOREIGN KEY (organization_id)
        REFERENCES organization (id) ON DELETE CASCADE
    )`);
  await runner.query(`CREATE INDEX "IDX_f8bf75c998e043dc6ad022d28a" ON api_key (organization_id)`);
  await runner.query(`CREATE UNIQUE INDEX "IDX_b227edd98d489363d65e908e60" ON api_key (secret_hash)`);
  await runner.query(`
    CREATE TABLE invitation (
      id uuid NOT NULL,
      organization_id uuid NOT NULL,
      email text NOT NULL,
      role text NOT NULL,
      token_hash bytea NOT NULL,
      invited_by text NOT NULL,
      created_at timestamptz(3) NOT NULL,
      expires_at timestamptz(3) NOT NULL,
      CONSTRAINT "PK_beb994737756c0f18a1c1f8669c" PRIMARY KEY (id),
      CONSTRAINT "UQ_0d83b1de272a6d77656eeb5bcbc" UNIQUE (organization_id, email),
      CONSTRAINT invitation_role_known CHECK (role IN ('OWNER', 'ADMIN', 'VIEWER')),
      CONSTRAINT "FK_de7c148c7834d738ac7113f3dd8" FOREIGN KEY (organization_id)
        REFERENCES organization (id) ON DELETE CASCADE
    )`);
  await runner.query(`CREATE UNIQUE INDEX "IDX_b827d3749ffbb3b5ab5099afd6" ON invitation (token_hash)`);
}

/** Without a foreign key: a record outlives the organization. The trigger stops the owner of the table as well. */
async function createAuditLog(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE audit_event (
      id uuid NOT NULL,
      organization_id uuid,
      at timestamptz(3) NOT NULL,
      actor_kind text NOT NULL,
      actor_name text NOT NULL,
      action text NOT NULL,
      subject text,
      detail text,
      request_id text,
      ip text,
      CONSTRAINT "PK_481efbe8b0a403efe3f47a6528f" PRIMARY KEY (id)
    )`);
  await runner.query(`CREATE INDEX "IDX_e35e3d957cb347be88662967c0" ON audit_event (organization_id, id)`);
  await runner.query(`
    CREATE FUNCTION refuse_change_of_audit_event() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'audit_event is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
    END $$`);
  await runner.query(`
    CREATE TRIGGER audit_event_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit_event()`);
}
