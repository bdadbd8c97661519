import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const projectFolder = resolve(import.meta.dirname, '..');
const settingsFile = join(projectFolder, '.dependency-cruiser.mjs');

const projectFolders = ['shared', 'server', 'web', 'migrations', 'tests', 'bench'];

/** [the rule that must speak, the file that breaks it, what the file imports] */
const violations: [rule: string, file: string, imported: string][] = [
  ['no-cycles', 'server/src/lib/one.ts', './two.ts'],
  ['shared-imports-nobody', 'shared/src/server.ts', '../../server/src/lib/clock.ts'],
  ['shared-imports-nobody', 'shared/src/package.ts', 'zod'],
  ['shared-imports-nobody', 'shared/src/node.ts', 'node:fs'],
  ['web-imports-only-shared', 'web/src/server.ts', '../../server/src/lib/clock.ts'],
  ['web-imports-only-shared', 'web/src/lab.ts', '../../server/lab/world.ts'],
  ['web-imports-only-shared', 'web/src/migrations.ts', '../../migrations/index.ts'],
  ['plugs-know-nobody-above', 'server/src/connectors/alpha/feature.ts', '../../features/audit/index.ts'],
  ['plugs-know-nobody-above', 'server/src/connectors/alpha/graphql.ts', '../../graphql/schema.ts'],
  ['plugs-know-nobody-above', 'server/src/package-types/npm/jobs.ts', '../../jobs/queue.ts'],
  ['plugs-know-nobody-above', 'server/src/package-types/npm/http.ts', '../../http/app.ts'],
  ['plugs-never-meet', 'server/src/connectors/alpha/beta.ts', '../beta/index.ts'],
  ['plugs-never-meet', 'server/src/package-types/npm/go.ts', '../go/versions.ts'],
  ['plugs-never-meet', 'server/src/package-types/npm/alpha.ts', '../../connectors/beta/index.ts'],
  ['plugs-never-meet', 'shared/src/package-types/npm/go.ts', '../go/definition.ts'],
  ['features-know-no-shell', 'server/src/features/audit/graphql.ts', '../../graphql/schema.ts'],
  ['features-know-no-shell', 'server/src/features/audit/http.ts', '../../http/app.ts'],
  ['features-by-front-door', 'server/src/features/audit/back-door.ts', '../identity/service.ts'],
  ['features-by-front-door', 'server/src/features/audit/deep-door.ts', '../identity/sign-in/index.ts'],
  ['features-by-front-door-from-outside', 'server/src/http/back-door.ts', '../features/identity/service.ts'],
  ['feature-order-identity', 'server/src/features/identity/later.ts', '../audit/index.ts'],
  ['feature-order-audit', 'server/src/features/audit/later.ts', '../integrations/index.ts'],
  ['feature-order-integrations', 'server/src/features/integrations/later.ts', '../packages/index.ts'],
  ['feature-order-packages', 'server/src/features/packages/later.ts', '../diagnostics/index.ts'],
  ['feature-order-diagnostics', 'server/src/features/diagnostics/later.ts', '../support/index.ts'],
  ['feature-order-support', 'server/src/features/support/later.ts', '../projects/index.ts'],
  ['typeorm-only-in-stores', 'server/src/features/audit/service.ts', 'typeorm'],
  ['typeorm-only-in-stores', 'server/src/features/audit/service-with-path.ts', 'typeorm/driver/postgres/driver.js'],
  ['aws-sdk-only-in-codeartifact', 'server/src/features/audit/aws.ts', '@aws-sdk/client-sts'],
  ['aws-sdk-only-in-codeartifact', 'server/src/connectors/alpha/aws.ts', '@smithy/signature-v4'],
  ['type-graphql-only-at-the-edge', 'server/src/features/audit/rules.ts', 'type-graphql'],
  ['only-tests-import-tests', 'server/src/http/test-only.ts', '../../../tests/support/database.ts'],
  ['nobody-imports-the-benchmark', 'server/src/http/bench.ts', '../../../bench/measure.ts'],
  ['nobody-imports-the-benchmark', 'tests/support/bench.ts', '../../bench/measure.ts'],
  [
    'features-by-front-door-from-outside',
    'bench/processes/back-door.ts',
    '../../server/src/features/identity/service.ts',
  ],
  ['server-knows-no-lab', 'server/src/http/lab.ts', '../../lab/world.ts'],
  ['server-knows-no-lab', 'server/src/http/local.ts', '../../local/start.ts'],
  ['lab-stands-alone', 'server/lab/server.ts', '../src/lib/clock.ts'],
  ['lib-knows-nobody-above', 'server/src/lib/feature.ts', '../features/audit/index.ts'],
  ['jobs-know-no-feature', 'server/src/jobs/feature.ts', '../features/audit/index.ts'],
  ['no-unresolvable', 'server/src/http/nowhere.ts', './nowhere-to-be-found.ts'],
];

/** What looks similar and is right. */
const allowed: [file: string, imported: string][] = [
  ['web/src/shared.ts', '../../shared/src/index.ts'],
  ['server/src/main.ts', './features/identity/index.ts'],
  ['server/src/features/audit/index.ts', '../identity/index.ts'],
  ['server/src/features/identity/sign-in/store.ts', 'typeorm'],
  ['server/src/features/identity/entity.ts', 'typeorm'],
  ['server/src/features/identity/resolver.ts', 'type-graphql'],
  ['server/src/db.ts', 'typeorm'],
  ['migrations/1-create.ts', 'typeorm'],
  ['server/src/connectors/codeartifact/access.ts', '@aws-sdk/client-sts'],
  ['server/lab/sts.ts', '@smithy/signature-v4'],
  ['server/lab/policy.ts', '../src/connectors/codeartifact/policy/index.ts'],
  ['server/src/lib/clock.test.ts', '../../../tests/support/database.ts'],
  ['server/local/start.ts', '../lab/world.ts'],
  ['bench/processes/product.ts', '../../server/src/features/identity/index.ts'],
  ['bench/stub/index.ts', '../../server/lab/world.ts'],
];

let folder: string;
let reported: string[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'backline-boundaries-'));
  for (const [file, imported] of allowed) write(file, `import '${imported}';`);
  for (const [, file, imported] of violations) write(file, `import type { Thing } from '${imported}';`);
  write('server/src/lib/two.ts', `import './one.ts';`);
  for (const file of importedFiles()) write(file, 'export {};');
  for (const name of importedPackages()) writePackage(name);
  reported = reportViolations();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the boundaries', () => {
  it.each(violations)('%s: %s must not import %s', (rule, file) => {
    expect(reported).toContain(`${rule}: ${file}`);
  });

  it.each(allowed)('%s may import %s', (file) => {
    expect(reported.filter((line) => line.endsWith(`: ${file}`))).toEqual([]);
  });

  it('have a planted violation for every rule', async () => {
    const { default: settings } = (await import(pathToFileURL(settingsFile).href)) as {
      default: { forbidden: { name: string }[] };
    };
    const planted = new Set(violations.map(([rule]) => rule));
    expect(settings.forbidden.map(({ name }) => name).filter((name) => !planted.has(name))).toEqual([]);
  });
});

function reportViolations(): string[] {
  const run = spawnSync(
    process.execPath,
    [
      join(projectFolder, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
      `--config=${settingsFile}`,
      '--output-type=json',
      ...projectFolders,
    ],
    { cwd: folder, encoding: 'utf8' },
  );
  if (run.stdout === '') throw new Error(run.stderr);
  const report = JSON.parse(run.stdout) as {
    summary: { violations: { from: string; rule: { name: string } }[] };
  };
  return report.summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);
}

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), `${text}\n`);
}

function writePackage(specifier: string): void {
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
  write(`node_modules/${name}/index.js`, '');
  if (name !== specifier) write(`node_modules/${specifier}`, '');
}

/** What is imported by path and was not written itself. */
function importedFiles(): string[] {
  const written = new Set([...allowed.map(([file]) => file), ...violations.map(([, file]) => file)]);
  return [...allowed, ...violations.map(([, file, imported]): [string, string] => [file, imported])]
    .filter(([, imported]) => imported.startsWith('.') && !imported.includes('nowhere'))
    .map(([file, imported]) => join(dirname(file), imported))
    .filter((file) => !written.has(file) && file !== 'server/src/lib/two.ts');
}

function importedPackages(): string[] {
  return [...allowed.map(([, imported]) => imported), ...violations.map(([, , imported]) => imported)].filter(
    (imported) => !imported.startsWith('.') && !imported.startsWith('node:'),
  );
}
