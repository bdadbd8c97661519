/** `npm run bench [-- 1 4] [--runs 7]`: compares the product with its peers on this machine, and prints the goal beside each ratio. */

import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Bench } from './bench.ts';
import { bundle } from './bundle.ts';
import { heading, lines, machine } from './report.ts';
import { rows } from './rows/index.ts';
import { startStub } from './stub/index.ts';
import { PackumentWorkload } from './workload/packuments.ts';

const FOLDER = resolve(import.meta.dirname, '../.cache/bench');
const RUNS = 7;

const { positionals, values } = parseArgs({ allowPositionals: true, options: { runs: { type: 'string' } } });
const chosen = positionals.length === 0 ? rows : rows.filter(({ id }) => positionals.includes(id));
const unknown = positionals.filter((id) => rows.every((row) => row.id !== id));
const runs = Number(values.runs ?? RUNS);
if (unknown.length > 0 || !Number.isInteger(runs) || runs < 1) {
  console.error(`Rows are ${rows.map(({ id }) => id).join(', ')}; --runs takes a whole number.`);
  process.exit(2);
}

mkdirSync(FOLDER, { recursive: true });
const bundles = await bundle(join(FOLDER, 'processes'));
const stub = await startStub(join(FOLDER, 'stub'));
try {
  const bench = new Bench(runs, FOLDER, stub, new PackumentWorkload(), bundles);
  console.log(machine());
  console.log(
    `Medians of ${runs} runs each, taken turn by turn, against a registry on loopback over TLS; product and loops go through a proxy, and the product paces itself in row 5 alone.`,
  );
  for (const row of chosen) {
    console.log(heading(row));
    try {
      for (const line of lines(await row.run(bench))) console.log(line);
    } catch (error) {
      process.exitCode = 1;
      console.log(`  failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
} finally {
  stub.stop();
}
