import { expect, it } from 'vitest';
import { skipReasons } from './skipped-tests.ts';

type TestModule = Parameters<typeof skipReasons>[0][number];

function moduleWith(...notes: (string | undefined)[]): TestModule {
  const tests = notes.map((note) => ({ result: () => ({ state: 'skipped', errors: undefined, note }) }));
  return { children: { allTests: () => tests } } as unknown as TestModule;
}

it('names each reason once, with how many tests were skipped for it', () => {
  const modules = [moduleWith('No go is on this machine.', undefined), moduleWith('No go is on this machine.')];
  expect(skipReasons(modules)).toEqual(['2 skipped: No go is on this machine.']);
  expect(skipReasons([moduleWith()])).toEqual([]);
});
