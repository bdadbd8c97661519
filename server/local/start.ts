import './node-version.ts';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chooseDataFolder } from './data-folder.ts';
import { hasAwsSettings, readHost, readPort, withoutProxySettings } from './environment.ts';
import { type FirstSignIn, rememberFirstSignIn } from './first-sign-in.ts';
import { startPostgres } from './postgres.ts';
import { isPortFree, waitUntilReady } from './readiness.ts';
import { MEMORY_OPTIONS } from './server-options.ts';
import { startSupervisedProcess, type SupervisedProcess } from './supervised-process.ts';

const OPTIONS = ['--enable-source-maps', ...MEMORY_OPTIONS];

interface Part {
  stop(): Promise<void>;
  kill?(): void;
}

const fromSources = import.meta.url.endsWith('.ts');
const projectFolder = resolve(fileURLToPath(import.meta.url), '../../..');
const startedParts: Part[] = [];
let ending = false;
let endingSince = 0;

void run();

/** What `npm start` and `npm run dev` do: put a database and the lab around the server where nobody named others. */
async function run(): Promise<void> {
  process.on('SIGINT', onStopSignal);
  process.on('SIGTERM', onStopSignal);
  process.on('SIGHUP', onStopSignal);
  endWithNpm();
  try {
    await startEverything();
  } catch (error) {
    console.error(messageOf(error));
    await end(1);
  }
}

async function startEverything(): Promise<void> {
  const port = readPort(process.env);
  if (port !== undefined && !(await isPortFree(port))) {
    throw new Error(
      `Port ${port} is already in use. Stop what listens there, or choose another one: PORT=4001 npm start`,
    );
  }
  const dataFolder = chooseDataFolder(projectFolder, process.env['DATA_FOLDER']);
  let environment: NodeJS.ProcessEnv = { LOG_LEVEL: 'warn', ...process.env };

  let firstSignIn: FirstSignIn | undefined;
  if (!environment['DATABASE_URL']) {
    if (!Object.keys(environment).some((name) => name.startsWith('BOOTSTRAP_'))) {
      firstSignIn = rememberFirstSignIn(dataFolder);
    }
    environment['DATABASE_URL'] = await addPostgres(join(dataFolder, 'postgres'));
  }
  if (firstSignIn) {
    environment['BOOTSTRAP_ADMIN_EMAIL'] = firstSignIn.email;
    environment['BOOTSTRAP_ADMIN_PASSWORD'] = firstSignIn.password;
    environment['BOOTSTRAP_SUPPORT_EMAIL'] = firstSignIn.support.email;
    environment['BOOTSTRAP_SUPPORT_PASSWORD'] = firstSignIn.support.password;
  }

  let labAddress: string | undefined;
  if (!hasAwsSettings(environment)) {
    const { startLab } = await import('../lab/start.ts');
    const lab = await startLab({ dataFolder: join(dataFolder, 'lab') });
    startedParts.push(lab);
    labAddress = lab.controlUrl;
    // The lab's packages are its own, so that package managers may be run here.
    environment = { BUILD_CHECKS: 'true', ...withoutProxySettings(environment), ...lab.environment };
  }

  const server = await addServer(environment);
  if (fromSources) await addWebBuild();
  if (port === undefined) return;
  if (await waitUntilReady(readHost(environment), port, () => server.running)) {
    const address = environment['PUBLIC_URL'] ?? `http://localhost:${port}`;
    if (labAddress !== undefined) await addLabAdvisories(environment['DATABASE_URL']);
    const keepsData = labAddress !== undefined || !process.env['DATABASE_URL'];
    printReady({ address, firstSignIn, labAddress, dataFolder: keepsData ? dataFolder : undefined });
  } else if (server.running && !ending) {
    throw new Error('The server did not become ready within a minute. LOG_LEVEL=info npm start shows what it does.');
  }
}

async function addPostgres(folder: string): Promise<string> {
  const postgres = await startPostgres({ dataFolder: folder });
  startedParts.push(postgres);
  void whenEnded(postgres.exited, async (code) => {
    console.error(`PostgreSQL ended by itself (code ${code}), so everything stops. Start again; data is kept.`);
    await end(1);
  });
  return postgres.url('backline');
}

/** An analysis is of use without them, so they stop nothing. */
async function addLabAdvisories(databaseUrl: string | undefined): Promise<void> {
  if (databaseUrl === undefined) return;
  try {
    const { importLabAdvisories } = await import('./lab-advisories.ts');
    await importLabAdvisories(databaseUrl, join(projectFolder, 'server/lab/advisories'));
  } catch (error) {
    console.error(`The lab's advisories were not imported: ${messageOf(error)}`);
  }
}

async function addServer(environment: NodeJS.ProcessEnv): Promise<{ readonly running: boolean }> {
  const watching = ['--watch', '--watch-preserve-output', '--import', './scripts/typescript-hooks.mjs'];
  const server = await startSupervisedProcess({
    command: process.execPath,
    parameters: fromSources
      ? [...OPTIONS, ...watching, 'server/src/main.ts']
      : [...OPTIONS, join(projectFolder, 'server/dist/main.js')],
    environment,
    endSignal: 'SIGTERM',
    workingFolder: projectFolder,
  });
  startedParts.push(server);
  const state = { running: true };
  void whenEnded(server.exited, async (code) => {
    state.running = false;
    await end(code);
  });
  return state;
}

/** Acts on the end of a part that we did not end. */
async function whenEnded(exited: Promise<number>, act: (code: number) => Promise<void>): Promise<void> {
  const code = await exited;
  if (!ending) await act(code);
}

async function addWebBuild(): Promise<SupervisedProcess> {
  const build = await startSupervisedProcess({
    command: process.execPath,
    parameters: [join(projectFolder, 'node_modules/vite/bin/vite.js'), 'build', '--watch', '--logLevel', 'warn'],
    environment: process.env,
    endSignal: 'SIGTERM',
    workingFolder: join(projectFolder, 'web'),
  });
  startedParts.push(build);
  return build;
}

interface ReadyFacts {
  readonly address: string;
  readonly firstSignIn: FirstSignIn | undefined;
  readonly labAddress: string | undefined;
  readonly dataFolder: string | undefined;
}

function printReady({ address, firstSignIn, labAddress, dataFolder }: ReadyFacts): void {
  const isExpectedFolder = dataFolder?.startsWith(projectFolder) || process.env['DATA_FOLDER'] !== undefined;
  const samples = join(projectFolder, 'server/lab/sample-projects');
  const lines = [
    `Address   ${address}`,
    firstSignIn && `Email     ${firstSignIn.email}`,
    firstSignIn && `Password  ${firstSignIn.password}`,
    firstSignIn && `Support   ${firstSignIn.support.email}, password ${firstSignIn.support.password}`,
    labAddress && `AWS lab   ${labAddress} (stands in for AWS: deploy the role there, and rehearse failures)`,
    labAddress && `Samples   ${samples} (projects with vulnerable dependencies, to analyse)`,
    dataFolder &&
      `Data      ${dataFolder}${isExpectedFolder ? '' : " (PostgreSQL's user cannot reach the project's own folder)"}`,
    'Stop      Ctrl-C',
  ].filter((line) => line !== undefined);
  console.log(`Backline is ready.\n\n${lines.map((line) => `  ${line}`).join('\n')}\n`);
}

// A Ctrl-C arrives twice, from the terminal and from npm; only a later one means impatience.
function onStopSignal(): void {
  if (ending && Date.now() - endingSince > 1_000) {
    for (const part of startedParts) part.kill?.();
    process.exit(130);
  }
  void end(0);
}

async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  endingSince = Date.now();
  for (const part of startedParts.toReversed()) {
    await part.stop().catch((error: unknown) => console.error(messageOf(error)));
  }
  process.exit(code);
}

/** npm does not always pass a signal on, and never `kill -9`: without the npm that started us, we end as well. */
function endWithNpm(): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void end(0);
  }, 500).unref();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
