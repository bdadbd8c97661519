import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf, createIntegration, refusalCode } from '../support/code-artifact.ts';
import { runStatement } from '../support/database.ts';
import { createApiKey, createOrganization, joinAs, signIn } from '../support/organization.ts';
import { startProduct, type Product } from '../support/product.ts';
import type { AuditAnswer } from '../support/support-access.ts';

const FORMULA = '=HYPERLINK("http://x.test","click")';

let product: Product;
let organizationId: string;

beforeAll(async () => {
  product = await startProduct();
  const viewer = answerOf<{ organization: { id: string } }>(
    await product.graphql('{ viewer { organization { id } } }'),
  );
  organizationId = viewer.organization.id;
  await createIntegration(product, { name: FORMULA });
  await joinAs(product, 'VIEWER', 'viewer@acme.test');
  // More than an export holds at once, of a time long ago.
  await runStatement(
    product,
    `INSERT INTO audit_event (id, organization_id, at, actor_kind, actor_name, action, subject, detail, ip)
     SELECT ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, '${organizationId}',
       timestamptz '2020-01-01 00:00Z' + n * interval '1 minute', 'MEMBER', 'old-' || n % 3 || '@acme.test',
       CASE WHEN n % 2 = 0 THEN 'old.even' ELSE 'old.odd' END, 'Subject ' || n, '100% _ \\ of it', '192.0.2.7'
     FROM generate_series(1, 1203) AS n`,
  );
});
afterAll(() => product.stop());

describe('auditEvents', () => {
  it('tells who, what, when and from where', async () => {
    const [event] = await list({ action: 'integration.created' });
    expect(event).toMatchObject({
      actor: 'Bootstrap key',
      actorKind: 'API_KEY',
      subject: FORMULA,
      ip: expect.stringMatching(/127\.0\.0\.1|::1/),
    });
  });

  it.each<[string, object, number]>([
    ['nothing', {}, 1203],
    ['an actor', { actor: 'old-1@acme.test' }, 401],
    ['an action', { action: 'old.even' }, 601],
    ['all actions of a thing', { action: 'old.' }, 1203],
    ['a beginning that is no thing', { action: 'old' }, 0],
    ['a time', { from: '2020-01-01T00:01:00Z', until: '2020-01-01T00:11:00Z' }, 10],
    ['a text in any case', { text: 'sUBJECT 120' }, 5],
    ['a text with what LIKE would take for a pattern', { text: '% _ \\ of' }, 1203],
    ['a text that only a pattern would find', { text: '%of_it' }, 0],
    ['an address', { text: '192.0.2.7' }, 1203],
    ['several at once', { actor: 'old-1@acme.test', action: 'old.odd' }, 201],
    ['a NUL', { text: 'old\0' }, 0],
  ])('filters by %s', async (_, filter, expected) => {
    const old = { until: '2021-01-01T00:00:00Z', ...filter };
    const { totalCount, edges } = await page(old, 100);
    expect(totalCount).toBe(expected);
    expect(edges).toHaveLength(Math.min(expected, 100));
  });

  it('pages through what fits and nothing else', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { edges, pageInfo } = await page({ action: 'old.odd', actor: 'old-0@acme.test' }, 50, after);
      seen.push(...edges.map(({ node }) => node.subject ?? ''));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after);
    const expected = Array.from({ length: 1203 }, (_, index) => 1203 - index).filter((n) => n % 2 === 1 && n % 3 === 0);
    expect(seen).toEqual(expected.map((n) => `Subject ${n}`));
  });

  it('says which values there are', async () => {
    const { actors, actions } = answerOf<{ actors: string[]; actions: string[] }>(
      await product.graphql('{ auditLogValues { actors actions } }'),
    );
    expect(actors).toEqual(expect.arrayContaining(['Bootstrap key', 'old-0@acme.test', 'old-1@acme.test']));
    expect(actions).toEqual([...actions].sort());
    expect(new Set(actions).size).toBe(actions.length);
    expect(actions).toEqual(expect.arrayContaining(['integration.created', 'old.even', 'old.odd']));
  });

  it.each([
    [{ text: 'x'.repeat(201) }],
    [{ from: '2020-01-02T00:00:00Z', until: '2020-01-01T00:00:00Z' }],
    [{ from: 'yesterday' }],
  ])('refuses the filter %.60j', async (filter) => {
    expect(refusalCode(await ask(filter, 10, null))).toBe('INVALID_INPUT');
  });
});

describe('the export', () => {
  it('is CSV with every event that fits, newest first, and makes no formula', async () => {
    const { status, headers, text } = await exported('format=csv');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain('text/csv');
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="audit-\d{4}-\d\d-\d\d\.csv"$/);
    expect(headers.get('cache-control')).toBe('no-store');
    const lines = text.trimEnd().split('\r\n');
    expect(lines[0]).toBe('id,at,actorKind,actor,action,subject,detail,ip,requestId');
    const { totalCount } = await page({}, 1);
    // The export itself came after what it holds.
    expect(lines.length - 1).toBe(totalCount - 1);
    expect(text).toContain(`"'=HYPERLINK(""http://x.test"",""click"")"`);
    expect(text).not.toMatch(/(^|,)"?=/m);
    const ids = lines.slice(1).map((line) => line.slice(1, 37));
    expect(ids).toEqual([...ids].sort().reverse());
  });

  it('is JSON lines with the same filters', async () => {
    const query = new URLSearchParams({
      format: 'jsonl',
      action: 'old.',
      actor: 'old-2@acme.test',
      text: 'subject 11',
    });
    const { headers, text } = await exported(query.toString());
    expect(headers.get('content-type')).toContain('application/jsonl');
    const events = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as AuditAnswer);
    const { totalCount } = await page({ action: 'old.', actor: 'old-2@acme.test', text: 'subject 11' }, 1);
    expect(events).toHaveLength(totalCount);
    expect(events.length).toBeGreaterThan(10);
    for (const event of events) {
      expect(event).toMatchObject({
        actor: 'old-2@acme.test',
        subject: expect.stringMatching(/^Subject 11/),
        requestId: null,
      });
    }
  });

  it('is an event of its own, with what was asked for', async () => {
    await exported('format=jsonl&action=old.even&from=2020-01-01T00:00:00Z');
    const [event] = await list({ action: 'audit.exported' });
    expect(event).toMatchObject({
      actor: 'Bootstrap key',
      detail: 'JSON lines, action old.even, from 2020-01-01T00:00:00.000Z',
    });
  });

  it('answers a session as well, and a viewer', async () => {
    const session = await signIn(product);
    const response = await fetch(`${product.address}/audit/export`, { headers: { cookie: session.cookie } });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('integration.created');
  });

  it('refuses who may not read the log, another site, and what is no filter', async () => {
    const { secret } = await createApiKey(product, ['integrations:read']);
    const session = await signIn(product);
    const asked = async (query: string, headers: Record<string, string>) =>
      (await fetch(`${product.address}/audit/export?${query}`, { headers })).status;
    const key = { authorization: `Bearer ${product.apiKey}` };
    expect(await asked('', {})).toBe(401);
    expect(await asked('', { authorization: `Bearer ${secret}` })).toBe(403);
    expect(await asked('', { cookie: session.cookie, 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await asked('', { cookie: session.cookie, origin: 'https://other.test' })).toBe(403);
    for (const query of ['format=xlsx', 'from=yesterday', 'actor=a&actor=b', `text=${'x'.repeat(201)}`]) {
      expect(await asked(query, key), query).toBe(400);
    }
    const before = await page({ action: 'audit.exported' }, 1);
    await asked('format=xlsx', key);
    expect((await page({ action: 'audit.exported' }, 1)).totalCount).toBe(before.totalCount);
  });

  it('holds nothing of another organization', async () => {
    const other = await createOrganization(product);
    const { secret } = await createApiKey(other, ['audit:read']);
    const { text } = await exported('format=jsonl', secret);
    expect(text).toContain('organization.created');
    expect(text).not.toContain('old.even');
    expect(text).not.toContain(FORMULA);
  });
});

const LIST = `query ($first: Int, $after: String, $actor: String, $action: String, $from: DateTime, $until: DateTime, $text: String) {
  auditEvents(first: $first, after: $after, actor: $actor, action: $action, from: $from, until: $until, text: $text) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { at actor actorKind action subject detail ip } } } }`;

function ask(filter: object, first: number, after: string | null) {
  return product.graphql(LIST, { first, after, ...filter });
}

interface AuditPage {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  edges: { node: AuditAnswer }[];
}

async function page(filter: object, first: number, after: string | null = null): Promise<AuditPage> {
  return answerOf(await ask(filter, first, after));
}

async function list(filter: object): Promise<AuditAnswer[]> {
  return (await page(filter, 100)).edges.map(({ node }) => node);
}

async function exported(query: string, apiKey = product.apiKey) {
  const response = await fetch(`${product.address}/audit/export?${query}`, {
    headers: { authorization: `Bearer ${apiKey}` },
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
