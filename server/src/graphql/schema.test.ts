import { readFileSync } from 'node:fs';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { expect, it } from 'vitest';
import { createSchema } from './schema.ts';

it('is written to shared/schema.graphql as it stands (npm run schema)', () => {
  const written = readFileSync(new URL('../../../shared/schema.graphql', import.meta.url), 'utf8');
  expect(`${printSchema(lexicographicSortSchema(createSchema(new Map())))}\n`).toBe(written);
});

it('describes every operation and every type', () => {
  const schema = createSchema(new Map());
  const operations = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
    .flatMap((type) => Object.values(type?.getFields() ?? {}))
    .filter(({ description }) => !description)
    .map(({ name }) => name);
  expect(operations).toEqual([]);
});
