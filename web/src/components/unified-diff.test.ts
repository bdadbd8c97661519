import { describe, expect, it } from 'vitest';
import { joinDiffs, readDiff } from './unified-diff.ts';

const diff = `diff --git a/package.json b/package.json
--- a/package.json
+++ b/package.json
@@ -10,4 +10,5 @@ "dependencies"
   "a": "1",\r
-  "b": "1"
+  "b": "2",
+  "c": "3"
 }
@@ -40 +41 @@
--- x
+++ y
\\ No newline at end of file
`;

describe('readDiff', () => {
  const { lines, added, removed } = readDiff(diff);

  it('numbers lines of both files', () => {
    expect(lines.map(({ kind, before, after, text }) => [kind, before, after, text])).toEqual([
      ['hunk', null, null, '@@ -10,4 +10,5 @@ "dependencies"'],
      ['context', 10, 10, '  "a": "1",'],
      ['removed', 11, null, '  "b": "1"'],
      ['added', null, 11, '  "b": "2",'],
      ['added', null, 12, '  "c": "3"'],
      ['context', 12, 13, '}'],
      ['hunk', null, null, '@@ -40 +41 @@'],
      ['removed', 40, null, '-- x'],
      ['added', null, 41, '++ y'],
      ['note', null, null, 'No newline at end of file'],
    ]);
  });

  it('counts what changes', () => {
    expect([added, removed]).toEqual([3, 2]);
  });

  it('has nothing of a text that is no diff', () => {
    expect(readDiff('hello\n+there')).toEqual({ lines: [], added: 0, removed: 0 });
  });
});

describe('joinDiffs', () => {
  it('ends every diff with a line end', () => {
    expect(joinDiffs(['a\n', 'b', 'c\n'])).toBe('a\nb\nc\n');
  });
});
