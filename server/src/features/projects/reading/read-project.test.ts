import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UploadedFile } from './project-reading.ts';
import { readProject } from './read-project.ts';

const limits = { maximumFileLength: 1_000 };
const manifest = '{\n  "dependencies": { "left-pad": "^1.3.0" }\n}\n';

function read(...files: UploadedFile[]) {
  return readProject(files, limits);
}

function problemOf(file: UploadedFile) {
  const reading = read(file, { path: 'other/package.json', content: manifest });
  expect(reading.dependencies.map(({ name }) => name)).toEqual(['left-pad']);
  return reading.files[0]?.problem;
}

describe('reading a project', () => {
  it('brings the package types together in one graph', () => {
    const reading = read(
      { path: 'web/package.json', content: manifest },
      { path: 'api/go.mod', content: 'module a.example/api\n\nrequire github.com/gorilla/mux v1.8.0\n' },
      { path: 'tools/requirements.txt', content: 'six==1.16.0\n' },
      { path: 'README.md', content: '# Shop' },
    );
    expect(reading.files.map(({ path, packageType, kind, problem }) => [path, packageType, kind, problem])).toEqual([
      ['web/package.json', 'NPM', 'manifest', null],
      ['api/go.mod', 'GO', 'manifest', null],
      ['tools/requirements.txt', 'PYPI', 'manifest', null],
      ['README.md', null, null, null],
    ]);
    const asked = reading.requirements.map(({ dependency, place }) => {
      const { packageType, name } = reading.dependencies[dependency] ?? {};
      return `${packageType} ${name} at ${place.path}:${place.line}`;
    });
    expect(asked.sort()).toEqual([
      'GO github.com/gorilla/mux at api/go.mod:3',
      'NPM left-pad at web/package.json:2',
      'PYPI six at tools/requirements.txt:1',
    ]);
  });

  it('says of a file that nobody knows, and of installed packages, that they were not read', () => {
    const { files, dependencies } = read(
      { path: 'a.txt', content: 'Dear all' },
      { path: 'node_modules/a/package.json', content: manifest },
    );
    expect(dependencies).toEqual([]);
    expect(files.map(({ problem, remarks }) => [problem, remarks.map(({ reason }) => reason)])).toEqual([
      [null, [expect.stringContaining('No package type here knows a file of this name')]],
      [null, [expect.stringContaining('installed package')]],
    ]);
  });

  it.each([
    ['/etc/package.json', 'absolute'],
    ['../package.json', '`..`'],
    ['a/../../package.json', '`..`'],
    ['a\\package.json', 'backslash'],
    ['C:/package.json', 'drive'],
    ['c:package.json', 'drive'],
    ['a\0/package.json', 'control character'],
    ['a//package.json', 'empty step'],
    ['a/./package.json', 'empty step'],
    ['', 'no path'],
    [`${'a/'.repeat(600)}package.json`, '1024 are the most'],
  ])('refuses the path %j', (path, reason) => {
    expect(problemOf({ path, content: manifest })).toEqual({
      line: null,
      reason: expect.stringContaining(reason) as string,
    });
  });

  it('reads the first of two files with one path, or with paths that some file systems take for one', () => {
    const { files } = read(
      { path: 'package.json', content: manifest },
      { path: './package.json', content: '{}' },
      { path: 'Web/go.mod', content: 'module a.example/b' },
      { path: 'web/go.mod', content: 'module a.example/c' },
      { path: 'caf\u00e9/go.mod', content: 'module a.example/b' },
      { path: 'cafe\u0301/go.mod', content: 'module a.example/c' },
    );
    expect(files.map(({ problem }) => problem?.reason ?? null)).toEqual([
      null,
      'There is another file with this path, and that one was read.',
      null,
      'Its path differs from Web/go.mod in case or accents alone, and that one was read.',
      null,
      'Its path differs from caf\u00e9/go.mod in case or accents alone, and that one was read.',
    ]);
  });

  it.each([
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${manifest}`, 'utf8')],
    ['UTF-16 with a mark', Buffer.from(`\uFEFF${manifest}`, 'utf16le')],
    ['UTF-16 with a mark, the other way round', Buffer.from(`\uFEFF${manifest}`, 'utf16le').swap16()],
    ['text with a mark', `\uFEFF${manifest}`],
    ['line ends of Windows', manifest.replaceAll('\n', '\r\n')],
  ])('reads %s', (_, content) => {
    const { files, dependencies } = read({ path: 'package.json', content });
    expect(files[0]?.problem).toBeNull();
    expect(dependencies.map(({ name, places }) => [name, places[0]?.line])).toEqual([['left-pad', 2]]);
  });

  it.each([
    ['UTF-16 without a mark', Buffer.from(manifest, 'utf16le'), null, 'UTF-16 without a byte order mark'],
    ['bytes that are no UTF-8', Buffer.concat([Buffer.from('{\n'), Buffer.from([0xc3, 0x28])]), 2, 'no text in UTF-8'],
    ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 9]), 1, 'no text'],
    ['a file that is too long', 'x'.repeat(1_001), null, '1000 are the most'],
    ['an unresolved merge', '{\n<<<<<<< HEAD\n"a": 1\n=======\n"a": 2\n>>>>>>> branch\n}', 2, 'merge conflict'],
    ['an unresolved merge with line ends of Windows', '{\r\n<<<<<<<\r\n}', 2, 'merge conflict'],
  ])('says what is wrong with %s', (_, content, line, reason) => {
    expect(problemOf({ path: 'package.json', content })).toEqual({
      line,
      reason: expect.stringContaining(reason) as string,
    });
  });

  it('takes no heading and no arrow in a text for a merge conflict', () => {
    const content = '# <<<<<<< no mark\n# Title\n# =======\nsix\n';
    expect(read({ path: 'requirements.txt', content }).files[0]?.problem).toBeNull();
  });

  it('accounts for every file whatever their paths and contents are', () => {
    const path = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'package.json',
        'go.mod',
        'poetry.lock',
        'a.csproj',
        'yarn.lock',
        'requirements.txt',
        '../x',
        '__proto__',
      ),
    );
    const content = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.uint8Array(),
      fc.constantFrom('{}', manifest, '[[package]]', '<Project/>'),
    );
    fc.assert(
      fc.property(fc.array(fc.record({ path, content }), { maxLength: 12 }), (files) => {
        const reading = readProject(files, limits);
        expect(reading.files).toHaveLength(files.length);
      }),
      { numRuns: 500 },
    );
  });
});
