import { Client } from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { findFreePort } from '../../server/local/readiness.ts';
import { readEnvironment } from '../../server/src/env.ts';
import { newId } from '../../server/src/lib/id.ts';
import { startServer, type RunningServer } from '../../server/src/server.ts';
import { URLS } from '../support/code-artifact.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const KEY = 'a-key-for-counting-statements';
const INTEGRATIONS = 50;

let database: TestDatabase;
let server: RunningServer;

// In this process, so that the statements can be seen as they leave.
beforeAll(async () => {
  database = await createTestDatabase();
  server = await startServer(
    readEnvironment({
      PORT: String(await findFreePort()),
      DATABASE_URL: database.url,
      LOG_LEVEL: 'silent',
      BOOTSTRAP_API_KEY: KEY,
    }),
  );
  await fill();
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

const list = 'query ($first: Int) { integrations(first: $first) { totalCount edges { node {';
const levels: [what: string, query: string, tables: string[]][] = [
  ['the list', `${list} id name status } } } }`, ['integration']],
  ['their repositories', `${list} repositories { url domain } } } } }`, ['integration', 'repository']],
  [
    'their last reports',
    `${list} lastReport { status checks { label } } } } } }`,
    ['connection_report', 'integration'],
  ],
  [
    'what changed',
    `${list} statusChange { since turned { code } changes { setting } concurrentFailures { name } } } } } }`,
    [
      'connection_report',
      'connection_report',
      'connection_report',
      'connection_report',
      'integration',
      'integration',
      'integration_version',
      'integration_version',
    ],
  ],
  [
    'everything',
    `${list} repositories { url } lastReport { id } reports(first: 3) { totalCount edges { node { id } } } } } } }`,
    ['connection_report', 'connection_report', 'integration', 'repository'],
  ],
];

it.each(levels)('asks the database once for each level: %s', async (_, query, tables) => {
  for (const first of [1, INTEGRATIONS]) {
    const { statements, edges } = await ask(query, first);
    expect(edges).toHaveLength(first);
    expect(statements.map(tableOf).sort()).toEqual(tables);
  }
});

it('gives each integration its own repositories and reports', async () => {
  const { edges } = await ask(levels.at(-1)?.[1] ?? '', INTEGRATIONS);
  for (const { node } of edges) {
    expect(node.repositories).toHaveLength(2);
    expect(node.reports.totalCount).toBe(4);
    expect(node.reports.edges).toHaveLength(3);
    expect(node.reports.edges[0]?.node.id).toBe(node.lastReport.id);
  }
  expect(new Set(edges.map(({ node }) => node.lastReport.id)).size).toBe(INTEGRATIONS);
});

it('tells each integration what changed about it', async () => {
  const { edges } = await ask(levels.find(([what]) => what === 'what changed')?.[1] ?? '', INTEGRATIONS);
  for (const { node } of edges) {
    expect(node.statusChange).toMatchObject({
      turned: [{ code: 'REPOSITORY_READ' }],
      changes: [{ setting: 'ROLE_ARN' }],
    });
    expect(node.statusChange.concurrentFailures).toHaveLength(INTEGRATIONS - 1);
  }
});

interface Node {
  statusChange: { concurrentFailures: object[] };
  repositories: object[];
  lastReport: { id: string };
  reports: { totalCount: number; edges: { node: { id: string } }[] };
}

/** The answer, and the statements that it took besides those that find out who is asking. */
async function ask(query: string, first: number): Promise<{ statements: string[]; edges: { node: Node }[] }> {
  const spy = vi.spyOn(Client.prototype, 'query');
  const response = await fetch(`${server.address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${KEY}` },
    body: JSON.stringify({ query, variables: { first } }),
  });
  const { data } = (await response.json()) as { data: { integrations: { edges: { node: Node }[] } } };
  const statements = spy.mock.calls.map(([statement]: unknown[]) => textOf(statement));
  spy.mockRestore();
  return {
    edges: data.integrations.edges,
    statements: statements.filter((text) => !/api_key|SELECT 1$|pgboss|pg_listening/.test(text)),
  };
}

function textOf(statement: unknown): string {
  return typeof statement === 'string' ? statement : (statement as { text: string }).text;
}

function tableOf(statement: string): string {
  return (
    /(?:FROM|FROM unnest.+FROM) "?(integration_version|integration|repository|connection_report)"?/s.exec(
      statement,
    )?.[1] ?? statement
  );
}

function readCheck(outcome: 'CONNECTED' | 'FAILING'): object {
  return { code: 'REPOSITORY_READ', label: 'x', status: outcome === 'FAILING' ? 'FAILED' : 'PASSED', durationMs: 1 };
}

async function fill(): Promise<void> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query<{ id: string }>('SELECT id FROM organization');
  const organization = rows[0]?.id;
  for (let n = 0; n < INTEGRATIONS; n += 1) {
    const id = newId();
    await client.query(
      `INSERT INTO integration (id, organization_id, name, status, status_since, account_id, external_id, role_arn,
        version, created_at, updated_at) VALUES ($1, $2, $3, 'FAILING', now(), '111122223333', 'x', 'x', 2, now(), now())`,
      [id, organization, `Number ${n}`],
    );
    for (const [position, url] of [URLS.NPM, URLS.SHARED].entries()) {
      await client.query(
        `INSERT INTO repository (id, organization_id, integration_id, position, package_type, url)
         VALUES ($1, $2, $3, $4, 'NPM', $5)`,
        [newId(), organization, id, position, url],
      );
    }
    for (const version of [1, 2]) {
      await client.query(
        `INSERT INTO integration_version (integration_id, version, organization_id, at, actor, account_id, external_id,
          role_arn, repositories) VALUES ($1, $2, $3, now(), 'x', '111122223333', 'x', $4, '[]')`,
        [id, version, organization, `role ${version}`],
      );
    }
    for (const [version, outcome] of [
      [1, 'CONNECTED'],
      [1, 'CONNECTED'],
      [2, 'FAILING'],
      [2, 'FAILING'],
    ] as const) {
      await client.query(
        `INSERT INTO connection_report (id, organization_id, integration_id, integration_version, status, outcome,
          problem_count, started_at, duration_ms, requested_by, checks)
         VALUES ($1, $2, $3, $4::int, 'PASSED', $5, 1, make_timestamptz(2026, 1, $4::int, 0, 0, 0), 1, 'x', $6)`,
        [newId(), organization, id, version, outcome, JSON.stringify([readCheck(outcome)])],
      );
    }
  }
  await client.end();
}
