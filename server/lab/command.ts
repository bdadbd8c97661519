import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { STATE_FILE, startLab } from './start.ts';

const USAGE = `npm run lab -- <command>

  list                     every switch, and whether it is on
  on <switch> ...          put switches on
  off <switch> ...         put switches off
  reset                    all switches off
  deploy <External ID> [account id] [role name]
                           create or update the customer's role, as the stack does
  status                   what is on, and the last requests
  start                    start a lab by itself and print the environment that leads to it

DATA_FOLDER names the data folder where "npm start" was given one.`;

const reply = z.object({
  error: z.string().optional(),
  switches: z.array(z.object({ id: z.string(), group: z.string(), title: z.string(), on: z.boolean() })).default([]),
  accounts: z.array(z.object({ roles: z.array(z.object({ arn: z.string() })) })).default([]),
  requests: z
    .array(
      z.object({
        at: z.string(),
        status: z.number(),
        action: z.string().nullable(),
        host: z.string(),
        path: z.string(),
        errorCode: z.string().nullable(),
      }),
    )
    .default([]),
});
type Reply = z.infer<typeof reply>;

const projectFolder = join(fileURLToPath(import.meta.url), '../../..');
const dataFolder = process.env['DATA_FOLDER'];
// Where "npm start" keeps its data: the folder it is told, the project's own, or one under /var/tmp.
const projectHash = createHash('sha256').update(resolve(projectFolder)).digest('hex').slice(0, 12);
const folders = dataFolder
  ? [join(dataFolder, 'lab')]
  : [join(projectFolder, '.data/lab'), `/var/tmp/backline-${projectHash}/lab`];

try {
  await run(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function run([command, ...words]: string[]): Promise<void> {
  switch (command) {
    case 'list':
      return printSwitches(await call('/api/state'));
    case 'on':
    case 'off':
      return flip(words, command === 'on');
    case 'reset':
      await call('/api/reset', {});
      return console.log('All switches are off.');
    case 'deploy':
      return deploy(words);
    case 'status':
      return printStatus(await call('/api/state'));
    case 'start':
      return startAlone();
    default:
      console.log(USAGE);
      process.exitCode = command === undefined || command === 'help' ? 0 : 1;
  }
}

async function flip(ids: readonly string[], isOn: boolean): Promise<void> {
  if (ids.length === 0) throw new Error(`Name a switch: npm run lab -- ${isOn ? 'on' : 'off'} <switch>`);
  for (const id of ids) {
    await call(`/api/switches/${encodeURIComponent(id)}`, { on: isOn });
    console.log(`${id} is ${isOn ? 'on' : 'off'}.`);
  }
}

async function deploy([externalId, accountId, roleName]: readonly string[]): Promise<void> {
  if (externalId === undefined) throw new Error('Name the External ID: npm run lab -- deploy <External ID>');
  await call('/api/deploy', { externalId, ...(accountId && { accountId }), ...(roleName && { roleName }) });
  console.log('Deployed. The role now accepts this External ID.');
}

async function startAlone(): Promise<void> {
  const lab = await startLab({ dataFolder: folders[0] ?? '.data/lab' });
  console.log(`# ${lab.controlUrl}`);
  for (const [name, value] of Object.entries(lab.environment)) console.log(`export ${name}='${value}'`);
  const end = () => void lab.stop().then(() => process.exit(0));
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

function printSwitches({ switches }: Reply): void {
  for (const group of new Set(switches.map((item) => item.group))) {
    console.log(`\n${group}`);
    for (const { id, title, on } of switches.filter((item) => item.group === group)) {
      console.log(`  ${on ? 'on ' : 'off'}  ${id.padEnd(36)}${title}`);
    }
  }
}

function printStatus({ switches, accounts, requests }: Reply): void {
  const active = switches.filter(({ on }) => on).map(({ id }) => id);
  console.log(active.length > 0 ? `On: ${active.join(', ')}` : 'All switches are off.');
  for (const { arn } of accounts.flatMap(({ roles }) => roles)) console.log(`Role: ${arn}`);
  for (const { at, status, errorCode, action, host, path } of requests.slice(0, 20).toReversed()) {
    console.log(`${at.slice(11, 19)}  ${status} ${errorCode ?? ''}  ${action ?? ''}  ${host}${path}`);
  }
}

async function call(path: string, body?: object): Promise<Reply> {
  const url = new URL(path, readControlUrl());
  const options = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  let answer: Response;
  try {
    answer = await fetch(url, body ? options : {});
  } catch {
    throw new Error(`No lab answers at ${url.origin}. Start it with "npm start".`);
  }
  const read = reply.parse(await answer.json());
  if (read.error !== undefined) throw new Error(read.error);
  return read;
}

function readControlUrl(): string {
  for (const folder of folders) {
    const file = join(folder, STATE_FILE);
    if (!existsSync(file)) continue;
    return z.object({ controlUrl: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).controlUrl;
  }
  throw new Error(`No lab is running (looked in ${folders.join(' and ')}). Start it with "npm start".`);
}
