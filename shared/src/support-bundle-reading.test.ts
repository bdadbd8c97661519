import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LARGEST_SUPPORT_BUNDLE, readSupportBundle } from './support-bundle-reading.ts';
import { SUPPORT_BUNDLE_FORMAT, SUPPORT_BUNDLE_VERSION, type SupportBundle } from './support-bundle.ts';

const TIME = '2026-12-01T08:00:00.000Z';

const bundle: SupportBundle = {
  format: SUPPORT_BUNDLE_FORMAT,
  formatVersion: SUPPORT_BUNDLE_VERSION,
  exportedAt: TIME,
  exportedBy: 'ada@example.com',
  versions: { product: '0.1.0', schema: 'abc', database: 'CreateSupport', node: 'v24.21.0' },
  environment: {
    operatingSystem: 'linux x64',
    region: 'us-east-1',
    platformRoleArn: 'arn:aws:iam::198331734661:role/Platform',
    hasOwnStsEndpoint: false,
    hasOwnCodeArtifactEndpoint: false,
    hasProxy: true,
    hasExtraCertificateAuthorities: false,
  },
  organization: { id: 'organization', name: 'Acme' },
  integration: {
    id: 'integration',
    name: 'Packages',
    status: 'FAILING',
    statusSince: TIME,
    accountId: '111122223333',
    externalId: '••••',
    roleArn: 'arn:aws:iam::111122223333:role/Role',
    version: 3,
    createdAt: TIME,
    updatedAt: TIME,
    repositories: [{ packageType: 'NPM', url: 'https://example.test/npm/r/', routes: [] }],
  },
  statusChange: {
    kind: 'FAILED',
    since: TIME,
    turned: [{ code: 'ASSUME_ROLE', label: 'Assume', repositoryUrl: null, before: 'PASSED', after: 'FAILED' }],
    changes: [
      {
        at: TIME,
        actor: 'ada@example.com',
        setting: 'ROLE_ARN',
        repositoryUrl: null,
        before: 'arn:one',
        after: 'arn:two',
        isPossibleCause: true,
      },
    ],
    nothingChangedHere: false,
  },
  reports: [
    {
      id: 'report',
      integrationVersion: 3,
      status: 'FAILED',
      startedAt: TIME,
      durationMs: 12,
      requestedBy: 'ada@example.com',
      checks: [
        {
          code: 'ASSUME_ROLE',
          status: 'FAILED',
          label: 'Assume the role',
          repositoryUrl: null,
          domain: null,
          durationMs: 12,
          evidence: { httpStatus: 403, errorCode: 'AccessDenied', message: 'no', awsRequestId: null },
          diagnosis: {
            category: 'AUTHENTICATION_FAILED',
            summary: 'The role refused.',
            causes: [
              {
                code: 'external_id_mismatch',
                certainty: 'LIKELY',
                side: 'CUSTOMER',
                explanation: 'It differs.',
                steps: ['Compare.'],
                snippet: { language: 'json', text: '{}' },
                documentationUrl: 'https://docs.aws.amazon.com/x',
              },
            ],
          },
        },
      ],
    },
  ],
  changes: [{ at: TIME, actor: 'ada@example.com', action: 'integration.updated', detail: null }],
};

describe('readSupportBundle', () => {
  it('reads a bundle, also one with a byte order mark or with members of a later time', () => {
    const text = JSON.stringify(bundle);
    expect(readSupportBundle(text)).toEqual({ bundle, problem: null });
    expect(readSupportBundle(`\uFEFF${text}`).problem).toBeNull();
    expect(readSupportBundle(JSON.stringify({ ...bundle, more: { of: 'it' } })).problem).toBeNull();
  });

  it.each([
    ['', 'not JSON'],
    ['{"format": "backline-sup', 'not JSON'],
    ['%PDF-1.7', 'not JSON'],
    ['null', 'no support bundle'],
    ['[]', 'no support bundle'],
    ['{"name": "package.json"}', 'no support bundle'],
    [JSON.stringify({ ...bundle, formatVersion: 2 }), 'has version 2; this console reads version 1'],
    [JSON.stringify({ ...bundle, formatVersion: '1' }), 'no version'],
    ['x'.repeat(LARGEST_SUPPORT_BUNDLE + 1), 'larger than'],
  ])('says what %.30s is not', (text, words) => {
    const { bundle: nothing, problem } = readSupportBundle(text);
    expect(nothing).toBeNull();
    expect(problem).toContain(words);
  });

  it('takes no link but https', () => {
    const text = JSON.stringify(bundle).replace('https://docs.aws.amazon.com/x', 'javascript:alert(1)');
    expect(readSupportBundle(text).problem).toContain('reports[0].checks[0].diagnosis.causes[0].documentationUrl');
  });

  it('names the place where any part is missing or of another kind', () => {
    for (const path of pathsOf(bundle)) {
      for (const wrong of [undefined, { other: 'kind' }, 7.5, ['list']]) {
        const damaged = JSON.stringify(replaced(bundle, path, wrong));
        if (damaged === JSON.stringify(bundle) || isOfSameKind(valueAt(bundle, path), wrong)) continue;
        expect(readSupportBundle(damaged).bundle, `${path.join('.')} as ${JSON.stringify(wrong)}`).toBeNull();
      }
    }
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(readSupportBundle(text).bundle).toBeNull();
      }),
    );
  });
});

type Path = (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, entry]) =>
    pathsOf(entry, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return path.length > 0 ? [path, ...inner] : inner;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((current, key) => (current as Record<string, unknown>)[key], value);
}

function replaced(value: unknown, [key, ...rest]: Path, replacement: unknown): unknown {
  if (key === undefined) return replacement;
  const inner = replaced((value as Record<string, unknown>)[key], rest, replacement);
  if (Array.isArray(value)) return value.map((entry: unknown, index) => (index === key ? inner : entry));
  return { ...(value as object), [key]: inner };
}

/** Where the replacement is right as well: a number for a number, a list of texts for a list of texts. */
function isOfSameKind(value: unknown, replacement: unknown): boolean {
  if (typeof value === 'number') return typeof replacement === 'number';
  if (!Array.isArray(value) || !Array.isArray(replacement)) return false;
  return value.every((entry) => typeof entry === 'string');
}
