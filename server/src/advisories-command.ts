/** `advisories import <source>`: reads the settings, imports, and says what was done. Beside the server, as a program of its own. */

import 'reflect-metadata';
import { migrations } from '../../migrations/index.ts';
import {
  ADVISORY_ENTITIES,
  AdvisoryImporter,
  AdvisoryStore,
  SourceFailure,
  type AdvisoryImportEntity,
  type ImportSummary,
} from './advisories/index.ts';
import { createDataSource, databaseOf, migrateDatabase } from './db.ts';
import { readEnvironment } from './env.ts';
import { systemClock } from './lib/clock.ts';
import { createHttp, type Http } from './lib/http.ts';

const USAGE = `npm run advisories -- import <zip, folder or https address> ...

Takes OSV records for npm, PyPI, Go and NuGet: OSV's own zip of one ecosystem, a folder of records or zips, or one record.
What is known and unchanged is passed over, so it can be run again at any time; running servers take up what is new.
`;

/** Problems that are printed; the others are counted. */
const PRINTED_PROBLEMS = 50;
const PROGRESS_INTERVAL_MS = 2_000;
const STATEMENT_LIMIT_MS = 60_000;

export interface CommandWorld {
  environment: NodeJS.ProcessEnv;
  /** What was done. */
  print(line: string): void;
  /** Progress and refusals. */
  note(line: string): void;
  signal?: AbortSignal;
  /** Instead of the door to the network; for tests. */
  http?: Http;
}

/** Runs the command and returns its exit code: 0 where every source was read to its end. */
export async function runAdvisoriesCommand(words: readonly string[], world: CommandWorld): Promise<number> {
  const [command, ...sources] = words;
  if (command !== 'import' || sources.length === 0) {
    world.note(USAGE);
    return command === undefined || command === 'help' ? 0 : 1;
  }
  const settings = readEnvironment(world.environment);
  await migrateDatabase(settings.DATABASE_URL, migrations);
  const parts = { entities: ADVISORY_ENTITIES, migrations: [] };
  const dataSource = await createDataSource(settings.DATABASE_URL, parts, STATEMENT_LIMIT_MS).initialize();
  const http = world.http ?? createHttp({ httpsProxy: settings.HTTPS_PROXY, noProxy: settings.NO_PROXY });
  const importer = new AdvisoryImporter(databaseOf(dataSource), new AdvisoryStore(), systemClock);
  try {
    let code = 0;
    for (const source of sources) code = Math.max(code, await importOne(importer, source, { ...world, http }));
    return code;
  } finally {
    await http.close();
    await dataSource.destroy();
  }
}

async function importOne(
  importer: AdvisoryImporter,
  source: string,
  world: CommandWorld & { http: Http },
): Promise<number> {
  const { signal } = world;
  const tell = everyNowAndThen((line) => world.note(line));
  try {
    const run = await importer.run(source, {
      http: world.http,
      ...(signal && { signal }),
      onDownload: (bytes) => tell(() => `${(bytes / 2 ** 20).toFixed(0)} MB fetched`),
      onProgress: (summary) => tell(() => progressOf(summary)),
    });
    for (const line of summaryOf(run)) world.print(line);
    return 0;
  } catch (error) {
    if (signal?.aborted) world.note('Stopped. What was read until now is kept; run it again to go on.');
    else if (error instanceof SourceFailure) world.note(error.message);
    else throw error;
    return 1;
  }
}

function progressOf({ counts }: ImportSummary): string {
  const { read, added, updated, unchanged, problems } = counts;
  return `${figure(read)} read: ${figure(added)} new, ${figure(updated)} changed, ${figure(unchanged)} unchanged, ${figure(problems)} problems`;
}

function summaryOf({
  source,
  counts,
  problems,
  startedAt,
  finishedAt,
  advisoryCount,
  newestModified,
}: AdvisoryImportEntity): string[] {
  const seconds = ((finishedAt?.getTime() ?? startedAt.getTime()) - startedAt.getTime()) / 1000;
  const shown = problems.slice(0, PRINTED_PROBLEMS);
  return [
    `Imported ${source} in ${seconds.toFixed(1)} s.`,
    `  ${figure(counts.read)} records read: ${figure(counts.added)} new, ${figure(counts.updated)} changed, ${figure(counts.unchanged)} unchanged, ${figure(counts.older)} older than known`,
    `  ${figure(counts.elsewhere)} of other package types, ${figure(counts.withdrawn)} withdrawn, ${figure(counts.gitRanges)} ranges of commits passed over`,
    `  ${figure(counts.problems)} problems, ${figure(counts.unreadable)} records unreadable`,
    ...shown.map(({ record, problem }) => `    ${record} ${problem}`),
    ...(counts.problems > shown.length ? [`    and ${figure(counts.problems - shown.length)} more`] : []),
    `There are ${figure(advisoryCount ?? 0)} advisories now; the last change of any is of ${newestModified?.toISOString() ?? 'no known time'}.`,
  ];
}

function figure(count: number): string {
  return count.toLocaleString('en');
}

function everyNowAndThen(note: (line: string) => void): (line: () => string) => void {
  let next = Date.now() + PROGRESS_INTERVAL_MS;
  return (line) => {
    if (Date.now() < next) return;
    next = Date.now() + PROGRESS_INTERVAL_MS;
    note(line());
  };
}
