import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { controlPage } from './control-page.ts';
import type { DeploymentInput } from './deployments.ts';
import type { Lab } from './lab.ts';
import { switches } from './switches/index.ts';
import { roleArn } from './world.ts';

export interface Controls {
  readonly lab: Lab;
  readonly deploy: (input: DeploymentInput) => void;
  readonly reset: () => void;
}

const LOOPBACK = '127.0.0.1';
const MOST_BODY_BYTES = 64 * 1024;
const SHOWN_REQUESTS = 100;

/** Serves the page and the JSON interface by which people flip switches. Only for this machine, and only for its own page. */
export async function startControl(controls: Controls, port: number): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => void answer(controls, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, resolve);
  });
  return {
    url: `http://${LOOPBACK}:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(controls: Controls, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const refused = refusal(request);
    if (refused) return sendJson(response, 403, { error: refused });
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (request.method === 'GET' && path === '/') return sendPage(response);
    if (request.method === 'GET' && path === '/api/state') return sendJson(response, 200, describe(controls.lab));
    if (request.method === 'POST' && change(controls, path, await readBody(request))) {
      return sendJson(response, 200, describe(controls.lab));
    }
    return sendJson(response, 404, { error: 'There is nothing here.' });
  } catch (error) {
    return sendJson(response, 400, { error: error instanceof Error ? error.message : String(error) });
  }
}

/** A page elsewhere can neither read (foreign Host names, by way of DNS) nor write (foreign Origin, plain forms). */
function refusal(request: IncomingMessage): string | null {
  const host = request.headers.host ?? '';
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/u.test(host)) return 'Only the own machine may be named as host.';
  if (request.method === 'GET') return null;
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin !== undefined && origin !== `http://${host}`) return 'Only the own page may change anything.';
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'Only the own page may change anything.';
  return request.headers['content-type'] === 'application/json' ? null : 'Changes are sent as application/json.';
}

/** False where the path means nothing. */
function change(controls: Controls, path: string, body: Record<string, unknown>): boolean {
  const id = /^\/api\/switches\/([\w-]+)$/u.exec(path)?.[1];
  if (id) controls.lab.set(id, body['on'] === true);
  else if (path === '/api/reset') controls.reset();
  // What is not acceptable in it is refused there.
  else if (path === '/api/deploy') controls.deploy(body as unknown as DeploymentInput);
  else return false;
  return true;
}

function describe(lab: Lab): object {
  const { world, requests } = lab.state;
  return {
    switches: switches.map(({ id, group, title, effect, cause }) => ({
      id,
      group,
      title,
      effect,
      cause,
      on: lab.active.includes(id),
    })),
    accounts: world.accounts.map((account) => ({
      id: account.id,
      roles: account.roles.map((role) => ({
        arn: roleArn(account, role),
        trustPolicy: role.trustPolicy,
        identityPolicies: role.identityPolicies,
      })),
      domains: account.domains.map(({ name, region, policy, repositories }) => ({
        name,
        region,
        policy,
        address: `https://${name}-${account.id}.d.codeartifact.${region}.amazonaws.com`,
        repositories: repositories.map((repository) => repository.name),
      })),
    })),
    requests: requests.slice(-SHOWN_REQUESTS).toReversed(),
  };
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MOST_BODY_BYTES) throw new Error('The request is too large.');
    chunks.push(chunk);
  }
  const body: unknown = length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString('utf8'));
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new Error('The body is not a JSON object.');
  return { ...body };
}

function sendPage(response: ServerResponse): void {
  const nonce = randomBytes(16).toString('base64');
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  response
    .writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
    })
    .end(controlPage(nonce));
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response
    .writeHead(status, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    .end(JSON.stringify(body));
}
