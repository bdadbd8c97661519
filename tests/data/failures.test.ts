/** Real failures with their established causes, beside the repository on some machines: how often the true cause is found. */

import type { PackageType } from '@backline/shared';
import { expect, it } from 'vitest';
import { explainText } from '../../server/src/connectors/codeartifact/failure-text/index.ts';
import { describeWithData, readLines } from './reference-data.ts';

interface RealFailure {
  id: string;
  ecosystem: string;
  raw_error: string;
  http_status?: number;
  cause_code: string;
}

const packageTypes: Record<string, PackageType> = { npm: 'NPM', pypi: 'PYPI', go: 'GO', nuget: 'NUGET' };

describeWithData('real failures', () => {
  it('have their true cause first in 85 %, and among three in 95 %', () => {
    const failures = readLines('aws/failures.jsonl').map((line) => JSON.parse(line) as RealFailure);
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
});

function percent(part: number): string {
  return `${(100 * part).toFixed(1)} %`;
}

/** The figures are what a reader of the test's output wants. */
function report(line: string): void {
  process.stdout.write(`${line}\n`);
}
