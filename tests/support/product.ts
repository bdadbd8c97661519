/** The whole product for one test file: the built server as its own process, a database of its own, and the lab for AWS. */

import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startLab } from '../../server/lab/start.ts';
import { withoutProxySettings } from '../../server/local/environment.ts';
import { findFreePort, waitUntilReady } from '../../server/local/readiness.ts';
import { MEMORY_OPTIONS } from '../../server/local/server-options.ts';
import { startSupervisedProcess } from '../../server/local/supervised-process.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

export type Lab = Awaited<ReturnType<typeof startLab>>;

export interface ProductOptions {
  /** Without the lab, the server gets no AWS at all unless `environment` names one. */
  readonly lab?: boolean;
  /** Settings added to the server's, or put in place of them. */
  readonly environment?: Readonly<Record<string, string>>;
  /** A database to use, for starting twice on the same one; without it, the product makes and drops its own. */
  readonly database?: TestDatabase;
}

export interface GraphqlReply {
  readonly status: number;
  readonly data: unknown;
  readonly errors: readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> }[];
}

export interface Product {
  readonly address: string;
  readonly admin: { readonly email: string; readonly password: string };
  /** Somebody of Backline support, whom no organization lets in yet. */
  readonly support: { readonly email: string; readonly password: string };
  /** A key with all scopes. */
  readonly apiKey: string;
  /** @throws Error when started without the lab. */
  readonly lab: Lab;
  readonly database: TestDatabase;
  /** Asks the API with the key (or with the one given; `null` sends none). */
  graphql(
    query: string,
    variables?: Readonly<Record<string, unknown>>,
    options?: { readonly apiKey?: string | null },
  ): Promise<GraphqlReply>;
  /** Everything that the server has printed so far: for tests that look for secrets in it. */
  output(): string;
  /** Ends the server at once, as `kill -9` does; the lab and the database stay until `stop`. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

const serverFile = resolve(import.meta.dirname, '../../server/dist/main.js');

/** Starts the built server and waits until it is ready. `build.ts` as global setup keeps the build fresh. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  if (!existsSync(serverFile)) throw new Error('The server is not built. Run "npm run build".');
  const cleanUps: (() => Promise<void> | void)[] = [];
  const stop = async () => {
    for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
  };
  try {
    const database = options.database ?? (await createTestDatabase());
    if (!options.database) cleanUps.push(() => database.drop());
    const lab = options.lab === false ? undefined : await startOwnLab(cleanUps);
    const port = await findFreePort();
    const admin = { email: 'owner@acme.test', password: randomBytes(12).toString('base64url') };
    const support = { email: 'helper@backline.test', password: randomBytes(12).toString('base64url') };
    const apiKey = `test-${randomBytes(24).toString('base64url')}`;
    const server = await startServerProcess({
      ...withoutAwsSettings(withoutProxySettings(process.env)),
      LOG_LEVEL: 'info',
      PORT: String(port),
      DATABASE_URL: database.url,
      BOOTSTRAP_ADMIN_EMAIL: admin.email,
      BOOTSTRAP_ADMIN_PASSWORD: admin.password,
      BOOTSTRAP_SUPPORT_EMAIL: support.email,
      BOOTSTRAP_SUPPORT_PASSWORD: support.password,
      BOOTSTRAP_API_KEY: apiKey,
      ...lab?.environment,
      ...options.environment,
    });
    cleanUps.push(() => server.stop());
    if (!(await waitUntilReady('127.0.0.1', port, server.isRunning))) {
      throw new Error(`The server did not become ready. It printed:\n${server.output()}`);
    }
    const address = `http://localhost:${port}`;
    return {
      address,
      admin,
      support,
      apiKey,
      database,
      get lab() {
        if (!lab) throw new Error('This product was started without the lab.');
        return lab;
      },
      graphql: (query, variables = {}, { apiKey: key = apiKey } = {}) => askGraphql(address, key, { query, variables }),
      output: server.output,
      kill: server.kill,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startOwnLab(cleanUps: (() => Promise<void> | void)[]): Promise<Lab> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'backline-lab-'));
  cleanUps.push(() => rmSync(dataFolder, { recursive: true, force: true }));
  const lab = await startLab({ dataFolder });
  cleanUps.push(() => lab.stop());
  return lab;
}

async function startServerProcess(environment: NodeJS.ProcessEnv) {
  const printed: string[] = [];
  const server = await startSupervisedProcess({
    command: process.execPath,
    // Not with source maps, as `npm start` has them: reading those of 2 MB of code is a fifth of the time of each start.
    parameters: [...MEMORY_OPTIONS, serverFile],
    environment,
    endSignal: 'SIGTERM',
    onOutput: (text) => printed.push(text),
  });
  let running = true;
  void server.exited.finally(() => (running = false));
  const kill = async () => {
    server.kill();
    await server.exited;
  };
  return { stop: () => server.stop(), kill, output: () => printed.join(''), isRunning: () => running };
}

function withoutAwsSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !name.startsWith('AWS_') && name !== 'NODE_OPTIONS');
  return Object.fromEntries(kept);
}

async function askGraphql(address: string, apiKey: string | null, body: object): Promise<GraphqlReply> {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }) },
    body: JSON.stringify(body),
  });
  const { data = null, errors = [] } = (await response.json()) as Partial<GraphqlReply>;
  return { status: response.status, data, errors };
}
