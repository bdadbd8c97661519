import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diffOf } from '../../../../../tests/support/diff-of.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'unified-diff-'));
  execFileSync('git', ['init', '--quiet', folder]);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What git makes of a file with a patch. */
function applied(path: string, before: string, diff: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, before);
  execFileSync('git', ['-c', 'core.autocrlf=false', '-c', 'core.safecrlf=false', 'apply', '-'], {
    cwd: folder,
    input: diff,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  return readFileSync(file, 'utf8');
}

const long = Array.from({ length: 60 }, (_, line) => `line ${line}\n`).join('');

describe('a unified diff', () => {
  it.each([
    ['a change in the middle', 'package.json', long, long.replace('line 30', 'line thirty')],
    ['changes far apart', 'package.json', long, long.replace('line 3\n', '').replace('line 50', 'line\nfifty')],
    ['changes close together', 'a.txt', long, long.replace('line 20', 'x').replace('line 24', 'y')],
    ['the first line', 'a.txt', long, long.replace('line 0', 'other')],
    ['lines in front', 'a.txt', long, `one\ntwo\n${long}`],
    ['lines at the end', 'a.txt', long, `${long}last\n`],
    ['lines taken away from the end', 'a.txt', long, long.slice(0, long.indexOf('line 55'))],
    [
      'Windows line ends',
      'a.csproj',
      long.replaceAll('\n', '\r\n'),
      long.replace('line 7', 'seven').replaceAll('\n', '\r\n'),
    ],
    ['old Macintosh line ends', 'a.txt', 'a\rb\rc\n', 'a\rB\rc\n'],
    ['a missing last line end', 'a.txt', 'a\nb', 'a\nc'],
    ['a last line end that comes', 'a.txt', 'a\nb', 'a\nb\n'],
    ['a last line end that goes', 'a.txt', 'a\nb\n', 'a\nb'],
    ['a byte order mark', 'a.xml', `\uFEFF${long}`, `\uFEFF${long.replace('line 1\n', 'one\n')}`],
    ['a file that becomes empty', 'a.txt', 'a\n', ''],
    ['a file that was empty', 'b.txt', '', 'a\n'],
    ['a path with spaces', 'my folder/my file.txt', long, long.replace('line 9', 'nine')],
    ['a path with quotes', 'a "quoted" name.txt', long, long.replace('line 9', 'nine')],
    ['a path with accents', 'café/über.txt', long, long.replace('line 9', 'nine')],
    ['one long line', 'a.json', `{"a":1,${' '.repeat(10_000)}"b":2}`, `{"a":1,${' '.repeat(10_000)}"b":3}`],
  ])('is taken by git: %s', async (_what, path, before, after) => {
    expect(applied(path, before, await diffOf(path, before, after))).toBe(after);
  });

  it('holds no more than the change and three lines around it', async () => {
    expect(await diffOf('a.txt', long, long.replace('line 30', 'thirty'))).toBe(
      'diff --git a/a.txt b/a.txt\n--- a/a.txt\n+++ b/a.txt\n@@ -28,7 +28,7 @@\n line 27\n line 28\n line 29\n-line 30\n+thirty\n line 31\n line 32\n line 33\n',
    );
  });

  it('is empty where nothing changes', async () => {
    expect(await diffOf('a.txt', long, long)).toBe('');
  });

  it('of a long lockfile with thousands of changes holds those alone', async () => {
    const [before, after] = [
      lockOf(4_000, () => '1.0.0'),
      lockOf(4_000, (place) => (place % 4 === 0 ? '2.0.0' : '1.0.0')),
    ];
    const diff = await diffOf('package-lock.json', before, after);
    const changed = diff.split('\n').filter((line) => /^[-+] /.test(line));
    expect(changed).toHaveLength(1_000 * 2 * 2);
    expect(changed.every((line) => /"(?:version|resolved)"/.test(line))).toBe(true);
    expect(applied('package-lock.json', before, diff)).toBe(after);
  });

  it('replaces everything where two texts have nothing in common', async () => {
    const [before, after] = ['a', 'b'].map((letter) =>
      Array.from({ length: 3_000 }, (_, line) => `${letter}${line}\n`).join(''),
    ) as [string, string];
    expect(applied('a.txt', before, await diffOf('a.txt', before, after))).toBe(after);
  });

  it('turns any text into any other', async () => {
    const line = fc.constantFrom('a\n', 'b\n', 'c\r\n', '\n', 'd', 'aa\n');
    const short = fc.array(line, { maxLength: 30 });
    const numbered = fc.nat(200).map((number) => `${number}\n`);
    const many = fc.array(fc.oneof(numbered, line), { minLength: 200, maxLength: 400 });
    const text = fc.oneof(short, many).map((lines) => lines.join(''));
    await fc.assert(
      fc.asyncProperty(text, text, async (before, after) => {
        fc.pre(before !== after);
        expect(applied('any.txt', before, await diffOf('any.txt', before, after))).toBe(after);
      }),
      { numRuns: 100 },
    );
  });
});

function lockOf(count: number, versionOf: (place: number) => string): string {
  const packages = Object.fromEntries(
    Array.from({ length: count }, (_, place) => {
      const version = versionOf(place);
      const resolved = `https://packages.example/p${place}/-/p${place}-${version}.tgz`;
      return [`node_modules/p${place}`, { version, resolved, dev: true, license: 'MIT', engines: { node: '>=10' } }];
    }),
  );
  return `${JSON.stringify({ lockfileVersion: 3, packages }, null, 2)}\n`;
}
