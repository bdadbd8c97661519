import './node-version.ts';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runAdvisoriesCommand } from '../src/advisories-command.ts';
import { chooseDataFolder } from './data-folder.ts';
import { findRunningPostgres, startPostgres } from './postgres.ts';

/** `npm run advisories`: finds the database of `npm start`, running or not, where DATABASE_URL names no other. */

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function run(words: readonly string[]): Promise<number> {
  const world = { print: console.log, note: console.error, signal: stop.signal };
  if (words[0] !== 'import' || process.env['DATABASE_URL']) {
    return runAdvisoriesCommand(words, { ...world, environment: process.env });
  }
  const projectFolder = resolve(fileURLToPath(import.meta.url), '../../..');
  const postgresFolder = join(chooseDataFolder(projectFolder, process.env['DATA_FOLDER']), 'postgres');
  const running = await findRunningPostgres(postgresFolder);
  const postgres = running ? undefined : await startPostgres({ dataFolder: postgresFolder });
  try {
    const url = running ?? postgres?.url('backline');
    return await runAdvisoriesCommand(words, { ...world, environment: { ...process.env, DATABASE_URL: url } });
  } finally {
    await postgres?.stop();
  }
}
