import fc from 'fast-check';
import { expect, it } from 'vitest';
import { diffOf } from '../../../../../tests/support/diff-of.ts';
import { changedFiles } from './changed-files.ts';

const other = { path: 'yarn.lock', text: 'stays\n' };

it('makes of the files what a patch was made for', async () => {
  const line = fc.constantFrom('', 'a', '  "b": "1.0.0",', '--- a/x', '+++ b/x', '@@ -1,1 +1,1 @@', '\uFEFFc', 'd\r');
  const text = fc.tuple(fc.array(line, { maxLength: 30 }), fc.boolean()).map(([lines, isEnded]) => lines.join('\n') + (isEnded ? '\n' : '')); // prettier-ignore
  await fc.assert(
    fc.asyncProperty(text, text, async (before, after) => {
      fc.pre(before !== after);
      const path = 'a "strange" name/package.json';
      const patches = [{ path, diff: await diffOf(path, before, after) }];
      expect(changedFiles([{ path, text: before }, other], patches)).toEqual([{ path, text: after }, other]);
    }),
  );
});

it.each([
  ['of another file', 'package.json', 'other\n'],
  ['of a file that is not there', 'pnpm-lock.yaml', 'old\n'],
])('throws for a patch %s', async (_what, path, before) => {
  const patch = { path, diff: await diffOf(path, before, 'new\n') };
  expect(() => changedFiles([{ path: 'package.json', text: 'old\n' }, other], [patch])).toThrow('patch');
});
