import { expect, it } from 'vitest';
import { readProject } from './read-project.ts';
import { waysTo } from './ways.ts';

const lock = JSON.stringify({
  lockfileVersion: 3,
  packages: {
    '': { dependencies: { a: '^1', c: '^1' } },
    'node_modules/a': { version: '1.0.0', dependencies: { b: '^1' } },
    'node_modules/b': { version: '1.0.0', dependencies: { a: '^1', d: '^1' } },
    'node_modules/c': { version: '1.0.0', dependencies: { b: '>=1' } },
    'node_modules/d': { version: '1.0.0', dependencies: { b: '*' } },
    'node_modules/lost': { version: '1.0.0', dependencies: { d: '*' } },
  },
});

it('finds the shortest way to each dependency, through cycles, and none to what nothing asks for', () => {
  const reading = readProject([{ path: 'package-lock.json', content: lock }], { maximumFileLength: 10_000 });
  const ways = waysTo(reading);
  const named = reading.dependencies.map(({ name }, index) => {
    const steps = ways(index).map(
      ({ dependency, requirement }) => `${reading.dependencies[dependency]?.name} ${requirement}`,
    );
    return `${name}: ${steps.join(' > ')}`;
  });
  expect(named).toEqual(['a: a ^1', 'b: a ^1 > b ^1', 'c: c ^1', 'd: a ^1 > b ^1 > d ^1', 'lost: ']);
});
