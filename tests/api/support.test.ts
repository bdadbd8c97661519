import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  answerOf,
  createIntegration,
  DIAGNOSE,
  READ,
  refusalCode,
  type IntegrationAnswer,
} from '../support/code-artifact.ts';
import { runStatement } from '../support/database.ts';
import { createOrganization, joinAs, signIn, type Asker, type Session } from '../support/organization.ts';
import { startProduct, type Product } from '../support/product.ts';
import {
  ACCESS,
  essence,
  eventsOf,
  GRANT,
  grantAccess,
  letGrantsRunOut,
  OPEN,
  organizationIdOf,
  PENDING,
  REFUSE,
  REQUEST,
  REVOKE,
  signInSupport,
  type AuditAnswer,
  type GrantPayload,
} from '../support/support-access.ts';

const UNKNOWN = '00000000-0000-7000-8000-000000000000';
const REASON = 'Case 4711: builds fail since Monday';

let product: Product;
let helper: Session;
let admin: Session;
let organizationId: string;
let integration: IntegrationAnswer;

beforeAll(async () => {
  product = await startProduct();
  [helper, admin] = await Promise.all([signInSupport(product), signIn(product)]);
  organizationId = await organizationIdOf(product);
  integration = await createIntegration(product, { name: 'Production packages' });
});
afterAll(() => product.stop());

beforeEach(async () => {
  await runStatement(product, 'UPDATE support_grant SET revoked_at = now() WHERE revoked_at IS NULL');
  await runStatement(product, 'DELETE FROM support_request');
});

describe('a support person', () => {
  it('belongs to no organization, sees none and makes none', async () => {
    const viewer = answerOf(
      await helper.graphql('{ viewer { kind name organization { id } organizations { id } scopes role memberId } }'),
    );
    expect(viewer).toEqual({
      kind: 'SUPPORT',
      name: product.support.email,
      organization: null,
      organizations: [],
      scopes: [],
      role: null,
      memberId: null,
    });
    const made = await helper.graphql('mutation { createOrganization(name: "Own") { organization { id } } }');
    expect(refusalCode(made)).toBe('FORBIDDEN');
  });

  it('cannot join an organization by an invitation', async () => {
    const invite = `mutation ($email: String!) { inviteMember(input: { email: $email, role: ADMIN }) { link } }`;
    const { link } = answerOf<{ link: string }>(await admin.graphql(invite, { email: product.support.email }));
    const body = { token: link.split('#')[1], name: 'Helper', password: product.support.password };
    const response = await fetch(`${product.address}/auth/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(409);
    expect(answerOf<{ kind: string }>(await helper.graphql('{ viewer { kind } }')).kind).toBe('SUPPORT');
  });

  it('is asked for its password like anybody', async () => {
    await expect(signIn(product, { ...product.support, password: 'wrong' })).rejects.toThrow('401');
  });
});

describe('a request', () => {
  it('waits where the admins of the organization see it, and is granted for no longer than it asks', async () => {
    const asked = await ask({});
    expect(asked).toEqual({
      request: { id: expect.any(String), organizationId, reason: REASON, minutes: 30, status: 'PENDING' },
      userErrors: [],
    });
    const pending = answerOf<{ id: string }[]>(await admin.graphql(PENDING));
    expect(pending).toEqual([
      { id: asked.request?.id, requestedBy: product.support.email, reason: REASON, minutes: 30 },
    ]);
    const requestId = pending[0]?.id;
    const longer = answerOf<GrantPayload>(await admin.graphql(GRANT, { input: { requestId, minutes: 31 } }));
    expect(longer.userErrors).toMatchObject([{ field: ['minutes'], code: 'longer_than_requested' }]);
    const { grant } = answerOf<GrantPayload>(await admin.graphql(GRANT, { input: { requestId, minutes: 10 } }));
    expect(grant).toMatchObject({ grantedTo: product.support.email, reason: REASON, status: 'ACTIVE' });
    expect(Date.parse(grant?.expiresAt ?? '') - Date.parse(grant?.grantedAt ?? '')).toBe(600_000);
    expect(answerOf(await admin.graphql(PENDING))).toEqual([]);
    const again = await admin.graphql(GRANT, { input: { requestId, minutes: 10 } });
    expect(refusalCode(again)).toBe('NOT_FOUND');
    expect(await access()).toMatchObject({
      requests: [{ status: 'GRANTED' }],
      organizations: [{ id: organizationId, name: 'My organization', until: grant?.expiresAt }],
    });
  });

  it('is granted to who asked alone', async () => {
    const { request } = await ask({});
    await runStatement(
      product,
      `INSERT INTO person (id, email, name, password_hash, platform_role, created_at)
       SELECT '00000000-0000-7000-8000-0000000000aa', 'colleague@backline.test', 'Colleague', password_hash, 'SUPPORT', now()
       FROM person WHERE email = '${product.support.email}' ON CONFLICT DO NOTHING`,
    );
    const colleague = await signIn(product, { ...product.support, email: 'colleague@backline.test' });
    await admin.graphql(GRANT, { input: { requestId: request?.id, minutes: 10 } });
    expect(await access()).toMatchObject({ organizations: [{ id: organizationId }] });
    expect(await access(colleague)).toMatchObject({ organizations: [] });
    expect(refusalCode(await colleague.graphql(OPEN, { id: organizationId }))).toBe('NOT_FOUND');
    await grantAccess(admin);
    expect(await access(colleague)).toMatchObject({ organizations: [{ id: organizationId }] });
  });

  it('looks the same where there is no such organization', async () => {
    const known = await ask({});
    const unknown = await ask({ organizationId: UNKNOWN });
    const withoutIds = ({ request, ...rest }: typeof known) => ({
      ...rest,
      request: { ...request, id: '', organizationId: '' },
    });
    expect(withoutIds(unknown)).toEqual(withoutIds(known));
    const { requests } = await access();
    expect(requests.map(({ status }) => status)).toEqual(['PENDING', 'PENDING']);
    const repeated = [await ask({}), await ask({ organizationId: UNKNOWN })];
    for (const { request, userErrors } of repeated) {
      expect(request).toBeNull();
      expect(userErrors).toMatchObject([{ code: 'already_requested' }]);
    }
  });

  it('is refused, and may be made again', async () => {
    const { request } = await ask({});
    expect(answerOf(await admin.graphql(REFUSE, { id: request?.id }))).toEqual({ refusedId: request?.id });
    expect(refusalCode(await admin.graphql(REFUSE, { id: request?.id }))).toBe('NOT_FOUND');
    expect(await access()).toMatchObject({ requests: [{ status: 'REFUSED' }], organizations: [] });
    expect(await ask({})).toMatchObject({ userErrors: [] });
  });

  it('lapses after a day, and may be made again', async () => {
    const { request } = await ask({});
    await runStatement(product, `UPDATE support_request SET requested_at = requested_at - interval '1 day'`);
    expect(answerOf(await admin.graphql(PENDING))).toEqual([]);
    const late = await admin.graphql(GRANT, { input: { requestId: request?.id, minutes: 5 } });
    expect(refusalCode(late)).toBe('NOT_FOUND');
    expect(await access()).toMatchObject({ requests: [{ status: 'LAPSED' }] });
    expect(await ask({})).toMatchObject({ userErrors: [] });
  });

  it.each([
    [{ minutes: 61 }, 'minutes', 'longer than 60'],
    [{ minutes: 0 }, 'minutes', 'less than a minute'],
    [{ reason: '  ' }, 'reason', 'empty'],
    [{ reason: 'x'.repeat(301) }, 'reason', 'longer than 300'],
    [{ reason: 'two\nlines' }, 'reason', 'control character'],
    [{ organizationId: "1' OR '1'='1" }, 'organizationId', 'not an organization'],
  ])('is an answer about the field for %o', async (change, field, words) => {
    const { request, userErrors } = await ask(change);
    expect(request).toBeNull();
    expect(userErrors).toMatchObject([{ field: [field], message: expect.stringContaining(words) }]);
  });

  it('cannot be answered by the admin of another organization', async () => {
    const other = await createOrganization(product);
    const { request } = await ask({});
    const attempts = (id: string | undefined) => [
      other.graphql(GRANT, { input: { requestId: id, minutes: 5 } }),
      other.graphql(REFUSE, { id }),
    ];
    const unknown = await Promise.all(attempts(UNKNOWN));
    expect((await Promise.all(attempts(request?.id))).map(essence)).toEqual(unknown.map(essence));
    expect(unknown.map(refusalCode)).toEqual(['NOT_FOUND', 'NOT_FOUND']);
    expect(answerOf(await other.graphql(PENDING))).toEqual([]);
    expect(answerOf(await admin.graphql(PENDING))).toHaveLength(1);
  });
});

describe('a grant', () => {
  it('is for 60 minutes at most, in the API and in the database', async () => {
    const input = { reason: 'Case 1', minutes: 61 };
    const { grant, userErrors } = answerOf<GrantPayload>(await admin.graphql(GRANT, { input }));
    expect(grant).toBeNull();
    expect(userErrors).toMatchObject([{ field: ['minutes'], code: 'invalid_minutes' }]);
    await grantAccess(admin, 60);
    const longer = `UPDATE support_grant SET expires_at = granted_at + interval '60 minutes 1 second'`;
    await expect(runStatement(product, longer)).rejects.toThrow('support_grant_at_most_an_hour');
    const { userErrors: unreasoned } = answerOf<GrantPayload>(await admin.graphql(GRANT, { input: { minutes: 5 } }));
    expect(unreasoned).toMatchObject([{ field: ['reason'] }]);
  });

  it('cannot be made, ended or answered by a viewer', async () => {
    const viewer = await joinAs(product, 'VIEWER', 'viewer@acme.test');
    const id = await grantAccess(admin);
    const { request } = await ask({});
    const attempts = [
      viewer.graphql(GRANT, { input: { reason: 'Mine', minutes: 5 } }),
      viewer.graphql(GRANT, { input: { requestId: request?.id, minutes: 5 } }),
      viewer.graphql(REFUSE, { id: request?.id }),
      viewer.graphql(REVOKE, { id }),
    ];
    expect((await Promise.all(attempts)).map(refusalCode)).toEqual(Array(4).fill('FORBIDDEN'));
    expect(answerOf(await viewer.graphql(PENDING))).toHaveLength(1);
  });

  it('cannot be ended by the admin of another organization', async () => {
    const other = await createOrganization(product, 'A third customer');
    const id = await grantAccess(admin);
    const refusals = [await other.graphql(REVOKE, { id }), await other.graphql(REVOKE, { id: UNKNOWN })];
    expect(essence(refusals[0])).toEqual(essence(refusals[1]));
    expect(refusals.map(refusalCode)).toEqual(['NOT_FOUND', 'NOT_FOUND']);
    expect(await access()).toMatchObject({ organizations: [{ id: organizationId }] });
  });

  it('ends at once when it is revoked, and is revoked once', async () => {
    const id = await grantAccess(admin);
    await open();
    expect(refusalCode(await helper.graphql(READ, { id: integration.id }))).toBeUndefined();
    expect(answerOf(await admin.graphql(REVOKE, { id }))).toEqual({ grant: { id, status: 'REVOKED' } });
    expect(refusalCode(await helper.graphql(READ, { id: integration.id }))).toBe('FORBIDDEN');
    expect(refusalCode(await admin.graphql(REVOKE, { id }))).toBe('NOT_FOUND');
  });

  it('ends at once when it runs out, which the log says once, with the true time', async () => {
    await grantAccess(admin, 7);
    await open();
    expect(refusalCode(await helper.graphql(DIAGNOSE, { id: integration.id }))).toBeUndefined();
    const before = (await eventsOf(product, 'support.expired')).length;
    await letGrantsRunOut(product);
    const refused = await helper.graphql(DIAGNOSE, { id: integration.id });
    expect(refusalCode(refused)).toBe('FORBIDDEN');
    const viewer = answerOf(await helper.graphql('{ viewer { organization { id } organizations { id } scopes } }'));
    expect(viewer).toEqual({ organization: null, organizations: [], scopes: [] });
    await expect.poll(() => eventsOf(product, 'support.expired'), { timeout: 20_000 }).toHaveLength(before + 1);
    const [event] = await eventsOf(product, 'support.expired');
    const [{ expires_at: expiresAt } = { expires_at: new Date(0) }] = await runStatement<{ expires_at: Date }>(
      product,
      'SELECT expires_at FROM support_grant ORDER BY id DESC LIMIT 1',
    );
    expect(event).toMatchObject({ actor: 'Backline', at: expiresAt.toISOString(), detail: 'Case 4711' });
    const { edges } = answerOf<{ edges: { node: { status: string } }[] }>(
      await admin.graphql('{ supportGrants(first: 1) { edges { node { status } } } }'),
    );
    expect(edges).toEqual([{ node: { status: 'EXPIRED' } }]);
  });

  it('goes with the organization', async () => {
    const other = await createOrganization(product, 'Short-lived customer');
    await grantAccess(other);
    await helper.graphql(OPEN, { id: other.id });
    expect(refusalCode(await helper.graphql('{ integrations { totalCount } }'))).toBeUndefined();
    await runStatement(product, `DELETE FROM organization WHERE id = '${other.id}'`);
    expect(refusalCode(await helper.graphql('{ integrations { totalCount } }'))).toBe('FORBIDDEN');
  });
});

describe('the log', () => {
  it('tells of requests, answers and ends', async () => {
    const { request } = await ask({});
    await admin.graphql(REFUSE, { id: request?.id });
    await admin.graphql(REVOKE, { id: await grantAccess(admin) });
    const { edges } = answerOf<{ edges: { node: AuditAnswer }[] }>(
      await product.graphql('{ auditEvents(first: 4) { edges { node { action actor actorKind subject detail } } } }'),
    );
    expect(edges.map(({ node }) => [node.action, node.actorKind, node.subject])).toEqual([
      ['support.revoked', 'MEMBER', 'Backline support'],
      ['support.granted', 'MEMBER', 'Backline support'],
      ['support.refused', 'MEMBER', product.support.email],
      ['support.access_requested', 'SUPPORT', product.support.email],
    ]);
  });
});

async function ask(
  change: object,
): Promise<{ request: { id: string } | null; userErrors: { code: string; message: string }[] }> {
  const input = { organizationId, reason: REASON, minutes: 30, ...change };
  return answerOf(await helper.graphql(REQUEST, { input }));
}

async function access(asker: Asker = helper): Promise<{ requests: { status: string }[]; organizations: object[] }> {
  return answerOf(await asker.graphql(ACCESS));
}

async function open(): Promise<void> {
  answerOf(await helper.graphql(OPEN, { id: organizationId }));
}
