/** Real failures with their established causes, beside the repository on some machines: how often the true cause is found. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PackageType } from '@backline/shared';
import { expect, it } from 'vitest';
import { explainText } from '../../server/src/connectors/codeartifact/failure-text/index.ts';

interface RealFailure {
  id: string;
  ecosystem: string;
  raw_error: string;
  http_status?: number;
  cause_code: string;
}

const folder = process.env['SHARED_FOLDER'] ?? join(import.meta.dirname, '../../../shared');
const file = join(folder, 'aws/failures.jsonl');
const packageTypes: Record<string, PackageType> = { npm: 'NPM', pypi: 'PYPI', go: 'GO', nuget: 'NUGET' };

it.skipIf(!existsSync(file))(`the true cause comes first in 85 % and among three in 95 % of ${file}`, () => {
  const failures = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as RealFailure);
  const places = failures.map(({ id, ecosystem, raw_error: text, http_status: status, cause_code: cause }) => {
    const hints = { packageType: packageTypes[ecosystem] ?? null, httpStatus: status ?? null };
    const codes: string[] = explainText(text, hints).causes.map(({ code }) => code);
    return { id, cause, codes, place: codes.indexOf(cause) };
  });
  const share = (count: number) => count / failures.length;
  const first = share(places.filter(({ place }) => place === 0).length);
  const amongThree = share(places.filter(({ place }) => place >= 0 && place < 3).length);
  report(`${failures.length} failures: first ${percent(first)}, among three ${percent(amongThree)}`);
  for (const { id, cause, codes, place } of places) {
    if (place !== 0) report(`${id}: ${cause} is not first of ${codes.slice(0, 3).join(', ') || 'none'}`);
  }
  expect(first).toBeGreaterThanOrEqual(0.85);
  expect(amongThree).toBeGreaterThanOrEqual(0.95);
});

function percent(part: number): string {
  return `${(100 * part).toFixed(1)} %`;
}

/** The figures are what a reader of the test's output wants. */
function report(line: string): void {
  process.stdout.write(`${line}\n`);
}
