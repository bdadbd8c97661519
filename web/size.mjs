/** Prints what a first visit loads, compressed, and fails above the budget: the entry with everything it imports at once, and the first page. */

import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const BUDGET_KB = 220;
const FIRST_PAGE = 'src/features/integrations/hub/page.tsx';

const dist = new URL('dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));
const files = new Set();
collect('index.html');
collect(FIRST_PAGE);

const sizes = [...files].map((file) => ({
  file,
  kilobytes: gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length / 1024,
}));
const total = sizes.reduce((sum, { kilobytes }) => sum + kilobytes, 0);
for (const { file, kilobytes } of sizes.sort((a, b) => b.kilobytes - a.kilobytes))
  write(`${kilobytes.toFixed(1).padStart(7)} KB  ${file}`);
write(`${total.toFixed(1).padStart(7)} KB  first visit, gzip (budget ${BUDGET_KB} KB)`);
if (total > BUDGET_KB) process.exitCode = 1;

function collect(key) {
  const chunk = manifest[key];
  if (!chunk || files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const style of chunk.css ?? []) files.add(style);
  for (const imported of chunk.imports ?? []) collect(imported);
}

function write(line) {
  process.stdout.write(`${line}\n`);
}
