import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DIAGNOSIS_CATEGORIES } from '../../../lib/diagnosis.ts';
import { explainText } from './index.ts';

/** AWS gives the same bytes for several of these, and no reason of its: they may be ranked and never be called certain. */
const NEVER_CERTAIN = [
  'external_id_mismatch', 'role_not_found', 'trust_principal_mismatch', 'trust_principal_stale_id', 'trust_condition_unmet',
  'iam_eventual_consistency', 'platform_role_not_allowed', 'kms_key_disabled', 'package_not_found', 'version_not_found',
  'origin_control_upstream_block', 'version_archived', 'upstream_registry_down',
]; // prettier-ignore

const HOST = 'acme-111122223333.d.codeartifact.eu-west-1.amazonaws.com';
const words = fc.constantFrom(
  'AccessDenied', 'ExpiredToken', 'ValidationError', 'Throttling', 'ResourceNotFoundException', '401', '403', '404', '500',
  'Unauthorized', 'not found', 'is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/a',
  'is not authorized to perform: codeartifact:ReadFromRepository on resource: x', 'because no identity-based policy allows it',
  'with an explicit deny in a resource-based policy', `https://${HOST}/npm/main/lodash`, `https://${HOST}/pypi/main/simple/a/`,
  'codeartifact', 'external id', 'token expired', 'npm ERR!', 'go:', 'nuget', 'ENOTFOUND', 'timed out', 'certificate verify failed',
  'sum.golang.org/lookup/a', 'redirect', 's3', 'lockfile', '\n', '\\n', '"', '\u001b[31m', '>', '│',
); // prettier-ignore
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(fc.oneof(words, fc.string({ maxLength: 12 })), { maxLength: 20 }).map((parts) => parts.join(' ')),
);
const anyHints = fc.record({
  packageType: fc.constantFrom(null, 'NPM' as const, 'PYPI' as const, 'GO' as const, 'NUGET' as const),
  httpStatus: fc.constantFrom(null, 200, 301, 307, 400, 401, 403, 404, 406, 410, 429, 500),
});

describe('whatever the text', () => {
  it('there is an answer; a certain cause stands alone, and what cannot be told apart is never certain', () => {
    fc.assert(
      fc.property(anyText, anyHints, (text, hints) => {
        const { category, causes, summary, reading } = explainText(text, hints);
        expect(DIAGNOSIS_CATEGORIES).toContain(category);
        expect(summary).toMatch(/^\S.*\.$/s);
        expect(category === 'UNKNOWN').toBe(causes.length === 0);
        if (causes.some(({ certainty }) => certainty === 'CERTAIN')) expect(causes).toHaveLength(1);
        expect(new Set(causes.map(({ code }) => code)).size).toBe(causes.length);
        for (const { code, certainty, explanation, steps } of causes) {
          if (NEVER_CERTAIN.includes(code)) expect(certainty).not.toBe('CERTAIN');
          for (const sentence of [explanation, ...steps]) expect(sentence).not.toMatch(/undefined|NaN|\[object/);
        }
        expect(reading?.lines.length).toBeLessThanOrEqual(14);
      }),
      { numRuns: 2_000 },
    );
  });

  it('no token of the text leaves', () => {
    const part = fc.stringMatching(/^[\w-]{12,40}$/);
    fc.assert(
      fc.property(anyText, fc.tuple(part, part, part, part, part), anyText, (before, parts, after) => {
        const token = `eyJ${parts.join('.')}`;
        const answer = JSON.stringify(
          explainText(`${before} ${token} ${after}`, { packageType: null, httpStatus: 401 }),
        );
        expect(answer).not.toContain(parts[2]);
      }),
    );
  });
});

describe('the work grows with the length of the text and no faster', () => {
  const pieces: Record<string, string> = {
    'one letter': 'a', 'names and hyphens': 'a-', 'dots': 'a.', 'the beginning of a token': 'eyJaaaaaaaaaaaa.', 'ARNs': 'arn:aws:iam::111122223333:role/',
    'escaped quotes': '\\"', 'backslashes': '\\', 'web addresses': 'https://', 'colours': '\u001b[', 'blanks': ' ', 'line ends': '\n', 'zero bytes': '\u0000',
    'statuses': '401 ', 'passwords in URLs': '//a:', 'names of packages': 'No matching version found for @a/', 'denials': 'not authorized to perform: ',
    'reasons': 'explicit deny in a ', 'hosts': 'codeartifact.', 'base64': 'aA1/+', 'timestamps': '2026-01-05T02:07:12Z ', 'arrows': '> ', 'percent escapes': '%2f',
    'everything at once': `npm ERR! 401 https://${HOST}/npm/main/@a%2fb AccessDenied sts:AssumeRole arn:aws:iam::111122223333:role/x `,
  }; // prettier-ignore

  it.each(Object.entries(pieces))('%s', (_, piece) => {
    const [short, long] = [32_768, 524_288].map((length) => piece.repeat(Math.ceil(length / piece.length)));
    // Sixteen times the text: a quadratic pattern needs 256 times the work. The least of several runs is the least disturbed.
    expect(least(long ?? '') / Math.max(least(short ?? ''), 1)).toBeLessThan(100);
  });

  it('as no pattern repeats what repeats itself', () => {
    const folders = ['./', '../signatures/'].flatMap((folder) =>
      readdirSync(new URL(folder, import.meta.url)).map((name) => `${folder}${name}`),
    );
    const files = folders.filter((file) => !file.endsWith('.test.ts'));
    for (const file of [...files, '../failure.ts', '../../../lib/redact.ts']) {
      const source = readFileSync(new URL(file, import.meta.url), 'utf8');
      // A group that ends in an open repetition and is itself repeated without end: (a+)+, (a*b*)*.
      expect(source.match(/\((?:\?[:=!<]*)?[^()|\n]*[+*]\)[+*](?!\))/g) ?? [], file).toEqual([]);
    }
  });
});

/** Milliseconds of CPU. */
function least(text: string): number {
  const runs = Array.from({ length: 3 }, () => {
    const before = process.cpuUsage();
    explainText(text, { packageType: null, httpStatus: null });
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  return Math.min(...runs);
}
