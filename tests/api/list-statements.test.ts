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
  const { edges } = await ask(levels[3]?.[1] ?? '', INTEGRATIONS);
  for (const { node } of edges) {
    expect(node.repositories).toHaveLength(2);
    expect(node.reports.totalCount).toBe(4);
    expect(node.reports.edges).toHaveLength(3);
    expect(node.reports.edges[0]?.node.id).toBe(node.lastReport.id);
  }
  expect(new Set(edges.map(({ node }) => node.lastReport.id)).size).toBe(INTEGRATIONS);
});

interface Node {
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
  return { edges: data.integrations.edges, statements: statements.filter((text) => !/api_key|SELECT 1$/.test(text)) };
}

function textOf(statement: unknown): string {
  return typeof statement === 'string' ? statement : (statement as { text: string }).text;
}

function tableOf(statement: string): string {
  return /FROM "?(integration|repository|connection_report)"?/.exec(statement)?.[1] ?? statement;
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
        version, created_at, updated_at) VALUES ($1, $2, $3, 'CONNECTED', now(), '111122223333', 'x', 'x', 1, now(), now())`,
      [id, organization, `Number ${n}`],
    );
    for (const [position, url] of [URLS.NPM, URLS.SHARED].entries()) {
      await client.query(
        `INSERT INTO repository (id, organization_id, integration_id, position, package_type, url)
         VALUES ($1, $2, $3, $4, 'NPM', $5)`,
        [newId(), organization, id, position, url],
      );
    }
    for (let report = 0; report < 4; report += 1) {
      await client.query(
        `INSERT INTO connection_report (id, organization_id, integration_id, integration_version, status, started_at,
          duration_ms, requested_by, checks) VALUES ($1, $2, $3, 1, 'PASSED', now(), 1, 'x', '[]')`,
        [newId(), organization, id],
      );
    }
  }
  await client.end();
}
