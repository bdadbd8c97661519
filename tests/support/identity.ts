/** The features identity and audit on a database of their own, wired as the server wires them, with a clock that tests move. */

import { AuditLog, AuditStore } from '../../server/src/features/audit/index.ts';
import {
  ApiKeyService,
  ApiKeyStore,
  AuthenticationService,
  AuthenticationStore,
  BootstrapService,
  BootstrapStore,
  MemberService,
  MemberStore,
  OrganizationService,
  OrganizationStore,
  Passwords,
  SignInLimits,
  SignInService,
  SignInStore,
} from '../../server/src/features/identity/index.ts';
import { SupportGrantStore } from '../../server/src/features/support/index.ts';
import { createDataSource, databaseOf } from '../../server/src/db.ts';
import { ENTITIES } from '../../server/src/entities.ts';
import type { RequestContext } from '../../server/src/lib/context.ts';
import { createTestDatabase } from './database.ts';

export const PUBLIC_URL = 'https://backline.example.com';
export const OWNER = { email: 'owner@example.com', password: 'correct horse battery' };
export const BOOTSTRAP_KEY = 'bl_bootstrap_key_for_tests';
export const NEW_PASSWORD = 'a password of some length';
export const ORIGIN = { requestId: 'request-1', ip: '127.0.0.1' };

export type IdentityWorld = Awaited<ReturnType<typeof createIdentityWorld>>;

/** With the first organization, its owner and a key with all scopes. */
export async function createIdentityWorld() {
  const testDatabase = await createTestDatabase();
  const dataSource = createDataSource(testDatabase.url, {
    entities: ENTITIES,
    migrations: [],
  });
  await dataSource.initialize();
  const database = databaseOf(dataSource);
  const clock = createTestClock();
  const audit = new AuditLog(database, new AuditStore(), clock);
  const grants = new SupportGrantStore();
  // Hundreds of passwords are tried here; what one costs in the server is password.test.ts's.
  const passwords = new Passwords({ N: 32, r: 8, p: 1 });
  const limits = new SignInLimits();
  const authentication = new AuthenticationService(database, new AuthenticationStore(), clock, grants);
  const signIn = new SignInService(database, new SignInStore(), audit, limits, clock, passwords);
  const bootstrap = new BootstrapService(database, new BootstrapStore(), audit, clock, passwords);
  await bootstrap.run({ ...OWNER, apiKey: BOOTSTRAP_KEY });
  const members = new MemberService(database, new MemberStore(), audit, clock, PUBLIC_URL);
  const query = async <Row = Record<string, unknown>>(statement: string, parameters: unknown[] = []): Promise<Row[]> =>
    dataSource.query(statement, parameters);
  return {
    url: testDatabase.url,
    database,
    clock,
    audit,
    authentication,
    signIn,
    bootstrap,
    members,
    organizations: new OrganizationService(database, new OrganizationStore(), audit, clock, grants),
    apiKeys: new ApiKeyService(database, new ApiKeyStore(), audit, clock),
    /** Rows as the database holds them. */
    query,
    /** Who a token or key is, as a request would be answered. */
    async contextOf(credentials: { session?: string; apiKey?: string }): Promise<RequestContext> {
      const { session = null, apiKey = null } = credentials;
      return { ...(await authentication.authenticate({ sessionToken: session, apiKey })), ...ORIGIN };
    },
    /** The token of a new session of the first owner. */
    async signInOwner(): Promise<string> {
      return signIn.signIn(OWNER.email, OWNER.password, ORIGIN);
    },
    /** Invites somebody who has no account, and accepts; the session's token. */
    async join(owner: RequestContext, email: string, role: 'OWNER' | 'ADMIN' | 'VIEWER'): Promise<string> {
      const { link } = await members.invite({ email, role }, owner);
      return signIn.join({ token: tokenOfLink(link), name: 'Somebody', password: NEW_PASSWORD }, ORIGIN);
    },
    async countRows(): Promise<unknown> {
      return query(`SELECT (SELECT count(*) FROM organization) AS organizations, (SELECT count(*) FROM person) AS people,
        (SELECT count(*) FROM member) AS members, (SELECT count(*) FROM api_key) AS keys,
        (SELECT count(*) FROM audit_event) AS events`);
    },
    async close(): Promise<void> {
      await dataSource.destroy();
      await testDatabase.drop();
    },
  };
}

/** The token in an invitation's link. */
export function tokenOfLink(link: string | null): string {
  return link?.split('#')[1] ?? '';
}

function createTestClock() {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead),
    advance(milliseconds: number): void {
      ahead += milliseconds;
    },
  };
}
