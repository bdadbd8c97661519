import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectToLab, CUSTOMER_ROLE } from '../../tests/support/lab-clients.ts';
import { startLab, type RunningLab } from './start.ts';

const projectFolder = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'lab-control-'));
const dataFolder = join(folder, 'lab');
let lab: RunningLab;

beforeAll(async () => {
  lab = await startLab({ dataFolder });
});
afterAll(async () => {
  await lab.stop();
  rmSync(folder, { recursive: true });
});

interface Sent {
  method?: string;
  headers?: Record<string, string>;
  body?: object;
}

function ask(
  path: string,
  { method = 'GET', headers = {}, body }: Sent = {},
): Promise<{ status: number; body: string }> {
  const url = new URL(path, lab.controlUrl);
  return new Promise((done, fail) => {
    const sent = request(url, { method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => done({ status: response.statusCode ?? 0, body: text }));
    });
    sent.on('error', fail);
    sent.end(body && JSON.stringify(body));
  });
}

const json = { 'content-type': 'application/json' };

describe('the control page', () => {
  it('lists the switches and flips them', async () => {
    expect((await ask('/')).body).toContain('<title>AWS lab</title>');
    const flipped = await ask('/api/switches/scp_denied', { method: 'POST', headers: json, body: { on: true } });
    expect(flipped.status).toBe(200);
    expect(JSON.parse(flipped.body)).toMatchObject({
      switches: expect.arrayContaining([expect.objectContaining({ id: 'scp_denied', on: true })]) as unknown,
    });
    expect(lab.active).toEqual(['scp_denied']);
    await ask('/api/reset', { method: 'POST', headers: json, body: {} });
    expect(lab.active).toEqual([]);
  });

  it('is closed to other names of this machine, other pages and plain forms', async () => {
    const body = { on: true };
    const refused: Sent[] = [
      { headers: { host: 'rebound.example' } },
      { method: 'POST', headers: { ...json, origin: 'http://localhost:4000' }, body },
      { method: 'POST', headers: { ...json, 'sec-fetch-site': 'same-site' }, body },
      { method: 'POST', headers: { 'content-type': 'text/plain' }, body },
    ];
    for (const sent of refused) expect((await ask('/api/switches/scp_denied', sent)).status).toBe(403);
    expect(lab.active).toEqual([]);
  });

  it('says what is wrong with a request', async () => {
    const post = (path: string, body: object) => ask(path, { method: 'POST', headers: json, body });
    expect(await post('/api/switches/nothing', { on: true })).toMatchObject({
      status: 400,
      body: expect.stringContaining('no switch nothing') as unknown,
    });
    expect(await post('/api/deploy', { externalId: 'short' })).toMatchObject({
      status: 400,
      body: expect.stringContaining('8 to 1,224') as unknown,
    });
    expect((await post('/api/else', {})).status).toBe(404);
  });

  it('shows no secret', async () => {
    const { body } = await ask('/api/state');
    expect(body).not.toContain(lab.environment['AWS_SECRET_ACCESS_KEY']);
    expect(body).not.toContain(lab.environment['AWS_ACCESS_KEY_ID']);
  });
});

describe('deploying', () => {
  it('gives the role another External ID, which outlives a reset and a restart', async () => {
    const aws = connectToLab(lab);
    const externalId = 'bl-4f9d2c71e0a85b36';
    await ask('/api/deploy', { method: 'POST', headers: json, body: { externalId } });
    await aws.assumeCustomerRole({ ExternalId: externalId });
    lab.reset();
    await aws.assumeCustomerRole({ ExternalId: externalId });
    await expect(aws.assumeCustomerRole()).rejects.toThrow('is not authorized to perform: sts:AssumeRole');
    aws.close();

    await lab.stop();
    lab = await startLab({ dataFolder });
    const again = connectToLab(lab);
    await again.assumeCustomerRole({ ExternalId: externalId });
    again.close();
  });

  it('makes a role in an account that is new, with a domain in it', async () => {
    lab.deploy({ externalId: 'another-customer', accountId: '555566667777', roleName: 'Reader', rolePath: '/teams/' });
    const aws = connectToLab(lab);
    const role = { RoleArn: 'arn:aws:iam::555566667777:role/teams/Reader', ExternalId: 'another-customer' };
    const session = await aws.assumeCustomerRole(role);
    expect(await aws.identity(session)).toBe('arn:aws:sts::555566667777:assumed-role/Reader/one');
    expect(await aws.token(session, { domainOwner: '555566667777' })).not.toBe('');
    aws.close();
  });
});

describe('npm run lab', () => {
  const run = (...words: string[]) =>
    promisify(execFile)(
      process.execPath,
      ['--import', './scripts/typescript-hooks.mjs', 'server/lab/command.ts', ...words],
      {
        cwd: projectFolder,
        env: { ...process.env, DATA_FOLDER: folder },
      },
    );

  it('flips, lists and deploys in the lab that runs', async () => {
    expect((await run('on', 'scp_denied', 'rcp_denied')).stdout).toContain('scp_denied is on.');
    expect((await run('list')).stdout).toMatch(/on {3}scp_denied/u);
    expect((await run('status')).stdout).toContain('On: rcp_denied, scp_denied');
    await run('deploy', 'deployed-by-command');
    expect((await run('status')).stdout).toContain(CUSTOMER_ROLE);
    await run('reset');
    expect(lab.active).toEqual([]);
    await expect(run('on', 'nothing')).rejects.toMatchObject({
      stderr: expect.stringContaining('no switch nothing') as unknown,
    });
  });
});

describe('a lab', () => {
  it('shares its authority, keeps the rest to itself, and leaves nothing when it stops', async () => {
    const own = join(folder, 'second');
    const second = await startLab({ dataFolder: own, certificateFolder: dataFolder });
    expect(second.certificatePem).toBe(lab.certificatePem);
    second.set('scp_denied', true);
    expect(lab.active).toEqual([]);
    expect(readFileSync(second.environment['NODE_EXTRA_CA_CERTS'] ?? '', 'utf8')).toContain(lab.certificatePem.trim());
    await second.stop();
    expect(existsSync(join(own, 'running.json'))).toBe(false);
  });
});
