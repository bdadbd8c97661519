import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rewriteTexts } from '../../../../../../tests/support/rewrite-files.ts';
import type { Release, VersionChange } from '../../../manifest.ts';

const TOOLS = 'go.acme.example/tools';

function changeOf(parts: Partial<VersionChange> & { goMod?: string } = {}): VersionChange {
  const to = parts.to ?? 'v1.2.0';
  const manifest = parts.goMod === undefined ? {} : { goMod: parts.goMod };
  const release: Release = { version: to, requirements: null, archives: [], manifest };
  return { name: TOOLS, from: 'v1.0.0', to, way: 'requirement', release, ...parts };
}

const rewrite = (files: Record<string, string>, ...changes: VersionChange[]) => rewriteTexts('GO', files, ...changes);

describe('a requirement of go.mod', () => {
  it.each([
    ['in a line of its own', `require ${TOOLS} v1.0.0\n`],
    ['in a block, with a comment', `require (\n\tgo.acme.example/a v1.0.0\n\t${TOOLS} v1.0.0 // v1.0.0 of ours\n)\n`],
    ['for a module that others ask for', `require (\n\t${TOOLS} v1.0.0 // indirect\n)\n`],
    ['in quotes', `require "${TOOLS}" "v1.0.0"\n`],
    ['without a line end', `require ${TOOLS} v1.0.0`],
  ])('is raised %s', async (_, requirement) => {
    const text = `module shop.example/app // the shop\n\ngo 1.18\n\n${requirement}`;
    const { texts, written, refused } = await rewrite({ 'go.mod': text }, changeOf());
    const at = text.indexOf('v1.0.0', text.indexOf(TOOLS));
    expect(texts).toEqual({ 'go.mod': `${text.slice(0, at)}v1.2.0${text.slice(at + 6)}` });
    expect([written.length, refused]).toEqual([1, []]);
  });

  it('keeps line ends of Windows', async () => {
    const text = `module a.example/b\r\n\r\nrequire (\r\n\t${TOOLS} v1.0.0\r\n)\r\n`;
    const { texts } = await rewrite({ 'go.mod': text }, changeOf());
    expect(texts['go.mod']).toBe(text.replace('v1.0.0', 'v1.2.0'));
  });

  it('is raised in every module that has it, and in no other', async () => {
    const module = (name: string, version: string) => `module ${name}\n\ngo 1.18\n\nrequire ${TOOLS} ${version}\n`;
    const { texts, commands } = await rewrite(
      {
        'go.mod': module('a.example/a', 'v1.0.0'),
        'cli/go.mod': module('a.example/cli', 'v1.0.0'),
        'web/go.mod': module('a.example/web', 'v1.1.0'),
      },
      changeOf(),
    );
    expect(Object.keys(texts)).toEqual(['go.mod', 'cli/go.mod']);
    expect(commands.map(({ command }) => command)).toEqual(['go mod tidy', 'cd cli && go mod tidy']);
  });

  it('is written for several packages at once, and the refused one is left out', async () => {
    const text = `module a.example/a\n\nrequire (\n\tgo.acme.example/x v0.1.0\n\t${TOOLS} v1.0.0\n)\n\nexclude go.acme.example/x v0.2.0\n`;
    const { texts, refused } = await rewrite(
      { 'go.mod': text },
      changeOf({ name: 'go.acme.example/x', from: 'v0.1.0', to: 'v0.2.0' }),
      changeOf(),
    );
    expect(texts['go.mod']).toBe(text.replace('v1.0.0', 'v1.2.0'));
    expect(refused.map(({ reason }) => reason)).toEqual(['Line 8 of go.mod excludes go.acme.example/x v0.2.0.']);
  });
});

describe('a replacement decides', () => {
  const head = `module a.example/a\n\nrequire ${TOOLS} v1.0.0\n\n`;

  it.each([
    [
      `replace ${TOOLS} => ../tools\n`,
      `Line 5 of go.mod replaces ${TOOLS} with ../tools, so another version that is required has no effect.`,
    ],
    [`replace ${TOOLS} v1.0.0 => go.acme.example/fork v1.0.1\n`, /replaces .* with go\.acme\.example\/fork v1\.0\.1/],
    [`replace ${TOOLS} v1.2.0 => go.acme.example/fork v1.0.1\n`, /replaces/],
  ])('in %s', async (replacement, reason) => {
    const { files, refused } = await rewrite({ 'go.mod': head + replacement }, changeOf());
    expect(files).toEqual([]);
    expect(refused[0]?.reason).toMatch(reason);
  });

  it('where it is what stands in the place of another', async () => {
    const text = `module a.example/a\n\nrequire go.acme.example/old v0.1.0\n\nreplace go.acme.example/old => ${TOOLS} v1.0.0\n`;
    const { refused } = await rewrite({ 'go.mod': text }, changeOf());
    expect(refused[0]?.reason).toBe(
      `Line 5 of go.mod replaces go.acme.example/old with ${TOOLS} v1.0.0, which decides its version; it is to be changed there.`,
    );
  });

  it('in the workspace around the module', async () => {
    const files = { 'go.work': `go 1.18\n\nuse ./app\n\nreplace ${TOOLS} => ./tools\n`, 'app/go.mod': head };
    expect((await rewrite(files, changeOf())).refused[0]?.reason).toMatch(/^Line 5 of go\.work replaces/);
  });
});

describe('a module that only others ask for', () => {
  const sum = `go.acme.example/a v1.0.0 h1:a=\n${TOOLS} v1.0.0 h1:b=\n`;
  const override = changeOf({ way: 'override' });

  it.each([
    [
      'goes into the block of indirect requirements, in order',
      'require go.acme.example/a v1.0.0\n\nrequire (\n\tgo.acme.example/b v1.0.0 // indirect\n\tgo.acme.example/z v1.0.0 // indirect\n)\n',
      `require go.acme.example/a v1.0.0\n\nrequire (\n\tgo.acme.example/b v1.0.0 // indirect\n\t${TOOLS} v1.2.0 // indirect\n\tgo.acme.example/z v1.0.0 // indirect\n)\n`,
    ],
    [
      'goes to the end of the only block where some are indirect',
      'require (\n\tgo.acme.example/a v1.0.0\n\tgo.acme.example/b v1.0.0 // indirect\n)\n',
      `require (\n\tgo.acme.example/a v1.0.0\n\tgo.acme.example/b v1.0.0 // indirect\n\t${TOOLS} v1.2.0 // indirect\n)\n`,
    ],
    [
      'goes behind a block where none is',
      'require (\n\tgo.acme.example/a v1.0.0\n)\n\nretract v0.1.0\n',
      `require (\n\tgo.acme.example/a v1.0.0\n)\n\nrequire ${TOOLS} v1.2.0 // indirect\n\nretract v0.1.0\n`,
    ],
    [
      'goes behind single requirements',
      'require go.acme.example/a v1.0.0',
      `require go.acme.example/a v1.0.0\nrequire ${TOOLS} v1.2.0 // indirect`,
    ],
  ])('%s', async (_, before, after) => {
    const head = 'module a.example/a\n\ngo 1.16\n\n';
    const { texts } = await rewrite({ 'go.mod': head + before, 'go.sum': sum }, override);
    expect(texts['go.mod']).toBe(head + after);
  });

  it('is refused where no file holds it', async () => {
    const { refused } = await rewrite({ 'go.mod': 'module a.example/a\n' }, override);
    expect(refused[0]?.reason).toBe(`No go.mod or go.sum file here holds ${TOOLS} v1.0.0.`);
  });
});

describe('go.sum', () => {
  const mod = `module a.example/a\n\ngo 1.18\n\nrequire ${TOOLS} v1.0.0\n`;
  const sum = `${TOOLS} v1.0.0 h1:old=\n${TOOLS} v1.0.0/go.mod h1:oldmod=\n${TOOLS} v1.10.0 h1:ten=\nz.example/z v1.0.0 h1:z=\n`;

  it('gets the hash of the new go.mod file in its place, and names the command for the archive', async () => {
    const goMod = `module ${TOOLS}\n`;
    const inner = createHash('sha256').update(goMod).digest('hex');
    const hash = createHash('sha256').update(`${inner}  go.mod\n`).digest('base64');
    const { texts, commands } = await rewrite({ 'go.mod': mod, 'go.sum': sum }, changeOf({ goMod }));
    expect(texts['go.sum']).toBe(
      sum.replace(`${TOOLS} v1.10.0`, `${TOOLS} v1.2.0/go.mod h1:${hash}\n${TOOLS} v1.10.0`),
    );
    expect(commands).toEqual([
      { command: 'go mod tidy', reason: expect.stringContaining('cannot be known without its archive') as string },
    ]);
  });

  it('gets both lines where metadata gives the hash of the archive', async () => {
    const release: Release = {
      version: 'v1.2.0',
      requirements: null,
      archives: [{ fileName: 'v1.2.0.zip', url: 'https://repo.example/v1.2.0.zip', integrity: ['h1:zip='] }],
      manifest: { goMod: '' },
    };
    const { texts } = await rewrite({ 'go.mod': mod, 'go.sum': '' }, changeOf({ release }));
    expect(texts['go.sum']).toMatch(/^go\.acme\.example\/tools v1\.2\.0 h1:zip=\n.* v1\.2\.0\/go\.mod h1:\S+\n$/);
  });

  it('stays as it is where nothing is known', async () => {
    const { texts } = await rewrite({ 'go.mod': mod, 'go.sum': sum }, changeOf());
    expect(Object.keys(texts)).toEqual(['go.mod']);
  });
});

it('names what vendored copies and workspaces need', async () => {
  const { commands } = await rewrite(
    {
      'go.work': 'go 1.18\n\nuse ./app\n',
      'app/go.mod': `module a.example/app\n\nrequire ${TOOLS} v1.0.0\n`,
      'app/vendor/modules.txt': `# ${TOOLS} v1.0.0\n## explicit\n${TOOLS}\n`,
    },
    changeOf(),
  );
  expect(commands.map(({ command }) => command)).toEqual([
    'cd app && go mod tidy',
    'go work sync',
    'cd app && go mod vendor',
  ]);
});

it('changes nothing but the lines that name the module', async () => {
  const name = fc.stringMatching(/^[a-z]{1,6}$/).map((word) => `go.acme.example/${word}`);
  const line = fc.record({ name, indirect: fc.boolean(), space: fc.constantFrom(' ', '\t', '  ') });
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(line, { minLength: 1, maxLength: 12, selector: (each) => each.name }),
      fc.nat(11),
      fc.constantFrom('\n', '\r\n'),
      async (lines, place, end) => {
        const chosen = lines[place % lines.length]?.name ?? '';
        const requires = lines.map(
          ({ name: module, indirect, space }) => `\t${module}${space}v1.0.0${indirect ? ' // indirect' : ''}`,
        );
        const text = ['module a.example/a // v1.0.0', '', 'require (', ...requires, ')', ''].join(end);
        const { texts } = await rewrite({ 'go.mod': text }, changeOf({ name: chosen }));
        const [before, after] = [text.split('\n'), texts['go.mod']?.split('\n') ?? []];
        expect(after).toHaveLength(before.length);
        const changed = before.flatMap((old, index) => (old === after[index] ? [] : [[old, after[index]]]));
        expect(changed).toHaveLength(1);
        expect(changed[0]?.[1]).toBe(changed[0]?.[0]?.replace('v1.0.0', 'v1.2.0'));
      },
    ),
  );
});
