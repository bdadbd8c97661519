import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '../../server/local/postgres.ts';
import type { Row } from '../bench.ts';
import { compare } from '../compare.ts';
import { atMost } from '../verdict.ts';
import { advisories } from '../workload/advisories.ts';
import { zipOf, type ZipEntry } from '../workload/zip.ts';

const COUNT = 200_000;
const IN_ONE_ZIP = 20_000;
const MEGABYTE = 1_000_000;

/** Against a real PostgreSQL with its usual settings. Imported once, because it takes a minute; loaded in each run. */
export const advisoryData: Row = {
  id: '7b',
  title: `${COUNT.toLocaleString('en')} advisories imported, and loaded into memory`,
  async run(bench) {
    const source = writeZips(join(bench.folder, 'advisories'));
    const dataFolder = join(bench.folder, 'postgres');
    rmSync(dataFolder, { recursive: true, force: true });
    const postgres = await startPostgres({ dataFolder });
    try {
      const databaseUrl = postgres.url('backline');
      const areAll = ({ versionCount }: { versionCount: number }) => {
        if (versionCount !== COUNT) throw new Error(`There are ${versionCount} advisories in place of ${COUNT}.`);
      };
      const importing = bench.advisories('product, import', { work: 'import', databaseUrl, source }, areAll);
      const { imported } = await compare({ imported: importing }, 1);
      const loading = bench.advisories('product, load', { work: 'load', databaseUrl, source }, areAll);
      const { loaded } = await compare({ loaded: loading }, bench.runs);
      return {
        standings: [imported, loaded],
        verdicts: [
          atMost(180, 'seconds of the import', imported.wallMs / 1_000),
          atMost(300, 'peak memory of a process that loads them, MB', (loaded.memory ?? Number.NaN) / MEGABYTE),
        ],
      };
    } finally {
      await postgres.stop();
    }
  },
};

function writeZips(folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const entries: ZipEntry[] = [];
  let zips = 0;
  for (const { id, text } of advisories(COUNT)) {
    entries.push({ name: `${id}.json`, text });
    if (entries.length < IN_ONE_ZIP) continue;
    writeFileSync(join(folder, `${zips}.zip`), zipOf(entries.splice(0)));
    zips += 1;
  }
  return folder;
}
