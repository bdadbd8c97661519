import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { skippedTests } from './tests/support/skipped-tests.ts';

// Vite resolves graphql to its ESM build and Node to its CommonJS one; two copies cannot share a schema.
const graphqlOnce = { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] };

// Servers, workers and package managers start a hundred times: what Node compiled once, the next one takes.
process.env['NODE_COMPILE_CACHE'] ??= resolve('.cache/compiled');

export default defineConfig({
  test: {
    // The files of one worker share what they import; importing it for each of them anew was most of the time.
    isolate: false,
    // More than there are cores: a third of the time is waiting, for time limits and for servers that died.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    // .ci/run reads the numbers from the report.
    reporters: process.env.CI
      ? ['default', skippedTests, ['json', { outputFile: '.cache/test-report.json' }]]
      : ['default', skippedTests],
    projects: [
      {
        resolve: graphqlOnce,
        test: {
          name: 'unit',
          include: ['{shared,server,web,scripts,bench}/**/*.test.{ts,tsx}'],
          setupFiles: ['tests/support/setup.ts'],
          testTimeout: 20_000,
        },
      },
      {
        resolve: graphqlOnce,
        test: {
          name: 'system',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/e2e/**', 'tests/data/**'],
          setupFiles: ['tests/support/setup.ts'],
          globalSetup: ['tests/support/build.ts', 'tests/support/database-server.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: graphqlOnce,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          setupFiles: ['tests/support/setup.ts'],
          globalSetup: ['tests/support/build.ts', 'tests/support/database-server.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        resolve: graphqlOnce,
        test: {
          // Of data beside the repository, so not a part of `npm test`.
          name: 'data',
          include: ['tests/data/**/*.test.ts'],
          setupFiles: ['tests/support/setup.ts'],
          globalSetup: ['tests/support/database-server.ts'],
          testTimeout: 60_000,
        },
      },
    ],
  },
});
