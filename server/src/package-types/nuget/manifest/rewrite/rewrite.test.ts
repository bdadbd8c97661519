import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeOf, projectOf } from '../../../../../../tests/support/nuget-rewrite.ts';
import { rewriteTexts } from '../../../../../../tests/support/rewrite-files.ts';
import type { VersionChange } from '../../../manifest.ts';

const rewrite = (files: Record<string, string>, ...changes: VersionChange[]) =>
  rewriteTexts('NUGET', files, ...changes);

describe('a reference of a project', () => {
  it.each([
    ['<PackageReference Include="Acme.Tools" Version="1.0.0" /> <!-- 1.0.0 -->', '"1.0.0"', '"1.2.0"'],
    ["<PackageReference Version='1.0.0' Include='acme.tools'/>", "'1.0.0'", "'1.2.0'"],
    ['<PackageReference Include="Acme.Tools"><Version> 1.0.0 </Version></PackageReference>', ' 1.0.0 ', ' 1.2.0 '],
    ['<PackageReference Include="Acme.Tools" Version="[1.0.0,1.1)" />', '[1.0.0,1.1)', '[1.2.0,1.3)'],
    ['<PackageReference Include="Acme.Tools" Version="1.0.*" />', '1.0.*', '1.2.*'],
    [
      '<PackageReference Include="Acme.Tools" />\n    <PackageReference Update="Acme.Tools" Version="1.0.0" />',
      '1.0.0',
      '1.2.0',
    ],
  ])('%s is raised', async (item, before, after) => {
    const text = projectOf('<PackageReference Include="Other" Version="1.0.0" />', item);
    const { texts, refused, commands } = await rewrite({ 'app.csproj': text }, changeOf());
    expect(refused).toEqual([]);
    expect(texts).toEqual({ 'app.csproj': text.replace(item, item.replace(before, after)) });
    expect(commands).toEqual([]);
  });

  it('keeps line ends of Windows and the missing last one', async () => {
    const text = projectOf('<PackageReference Include="Acme.Tools" Version="1.0.0" />')
      .trimEnd()
      .replaceAll('\n', '\r\n');
    expect((await rewrite({ 'app.fsproj': text }, changeOf())).texts['app.fsproj']).toBe(
      text.replace('1.0.0', '1.2.0'),
    );
  });

  it('is raised in the projects that have this version alone', async () => {
    const of = (version: string) => projectOf(`<PackageReference Include="Acme.Tools" Version="${version}" />`);
    const { texts } = await rewrite(
      { 'a/a.csproj': of('1.0.0'), 'b/b.csproj': of('0.9.0'), 'c/c.csproj': of('1.0') },
      changeOf(),
    );
    expect(Object.keys(texts)).toEqual(['a/a.csproj', 'c/c.csproj']);
  });

  it('is refused where its style leaves no room, and the other change is written', async () => {
    const text = projectOf(
      '<PackageReference Include="Acme.Tools" Version="1.0.*" />',
      '<PackageReference Include="Other" Version="1.0.0" />',
    );
    const { texts, refused } = await rewrite(
      { 'app.csproj': text },
      changeOf({ to: '1.2.0-beta' }),
      changeOf({ name: 'other' }),
    );
    expect(refused.map(({ reason }) => reason)).toEqual([
      'Line 3 of app.csproj asks for acme.tools 1.0.*, which cannot be raised to 1.2.0-beta in the way it is written.',
    ]);
    expect(texts['app.csproj']).toBe(text.replace('"Other" Version="1.0.0"', '"Other" Version="1.2.0"'));
  });
});

describe('central versions', () => {
  const props = (pins: boolean, ...items: string[]) =>
    `<Project>\n  <PropertyGroup>\n    <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>\n    <CentralPackageTransitivePinningEnabled>${pins}</CentralPackageTransitivePinningEnabled>\n  </PropertyGroup>\n  <ItemGroup>\n${items.map((item) => `    ${item}\n`).join('')}  </ItemGroup>\n</Project>\n`;
  const other = '<PackageVersion Include="Other" Version="3.0.0" />';
  const lock = JSON.stringify(
    {
      version: 2,
      dependencies: {
        'net8.0': {
          Other: {
            type: 'Direct',
            requested: '[3.0.0, )',
            resolved: '3.0.0',
            contentHash: 'o==',
            dependencies: { 'Acme.Tools': '1.0.0' },
          },
          'Acme.Tools': { type: 'Transitive', resolved: '1.0.0', contentHash: 't==' },
        },
      },
    },
    null,
    2,
  );
  const project = projectOf('<PackageReference Include="Other" />');

  it('are raised where they stand, and overrides of a project where they stand', async () => {
    const central = props(false, '<PackageVersion Include="Acme.Tools" Version="1.0.0" />');
    const files = {
      'Directory.Packages.props': central,
      'a/a.csproj': projectOf('<PackageReference Include="Acme.Tools" />'),
      'b/b.csproj': projectOf('<PackageReference Include="Acme.Tools" VersionOverride="1.0.0" />'),
    };
    expect((await rewrite(files, changeOf())).texts).toEqual({
      'Directory.Packages.props': central.replace('1.0.0', '1.2.0'),
      'b/b.csproj': files['b/b.csproj'].replace('1.0.0', '1.2.0'),
    });
  });

  it('pin what only others ask for', async () => {
    const files = {
      'Directory.Packages.props': props(true, other),
      'a/a.csproj': project,
      'a/packages.lock.json': lock,
    };
    const { texts } = await rewrite(files, changeOf({ way: 'override' }));
    expect(texts).toEqual({
      'Directory.Packages.props': props(true, other, '<PackageVersion Include="Acme.Tools" Version="1.2.0" />'),
      'a/packages.lock.json': lock.replace(
        /"type": "Transitive",(\s+)"resolved": "1.0.0",\s+"contentHash": "t=="/,
        '"type": "CentralTransitive",$1"requested": "[1.2.0, )",$1"resolved": "1.2.0"',
      ),
    });
  });

  it('come with a reference where they do not pin', async () => {
    const files = {
      'Directory.Packages.props': props(false, other),
      'a/a.csproj': project,
      'a/packages.lock.json': lock,
    };
    const { texts } = await rewrite(files, changeOf({ way: 'override' }));
    expect(texts['Directory.Packages.props']).toBe(
      props(false, other, '<PackageVersion Include="Acme.Tools" Version="1.2.0" />'),
    );
    expect(texts['a/a.csproj']).toBe(
      projectOf('<PackageReference Include="Other" />', '<PackageReference Include="Acme.Tools" />'),
    );
  });

  it.each([
    [
      'a group',
      projectOf('<PackageReference Include="Other" Version="3.0.0" />'),
      projectOf(
        '<PackageReference Include="Other" Version="3.0.0" />',
        '<PackageReference Include="Acme.Tools" Version="1.2.0" />',
      ),
    ],
    [
      'no group that applies always',
      '<Project>\r\n\t<ItemGroup Condition="true">\r\n\t\t<PackageReference Include="Other" Version="3.0.0" />\r\n\t</ItemGroup>\r\n</Project>',
      '<Project>\r\n\t<ItemGroup Condition="true">\r\n\t\t<PackageReference Include="Other" Version="3.0.0" />\r\n\t</ItemGroup>\r\n\t<ItemGroup>\r\n\t\t<PackageReference Include="Acme.Tools" Version="1.2.0" />\r\n\t</ItemGroup>\r\n</Project>',
    ],
    [
      'one line',
      '<Project><ItemGroup Condition="true"><PackageReference Include="Other" Version="3.0.0" /></ItemGroup></Project>',
      '<Project><ItemGroup Condition="true"><PackageReference Include="Other" Version="3.0.0" /></ItemGroup>\n  <ItemGroup>\n    <PackageReference Include="Acme.Tools" Version="1.2.0" />\n  </ItemGroup>\n</Project>',
    ],
  ])('are not needed for a reference of the project itself, in %s', async (_, before, after) => {
    const { texts } = await rewrite({ 'a.csproj': before, 'packages.lock.json': lock }, changeOf({ way: 'override' }));
    expect(texts['a.csproj']).toBe(after);
  });

  it('or an update of what only others ask for: that is refused, since NuGet takes the lowest', async () => {
    const { refused } = await rewrite({ 'a.csproj': project, 'packages.lock.json': lock }, changeOf({ way: 'update' }));
    expect(refused[0]?.reason).toMatch(/^Only other packages ask for acme\.tools, and NuGet takes the lowest version/);
    const alone = await rewrite({ 'packages.lock.json': lock }, changeOf({ way: 'override' }));
    expect(alone.refused[0]?.reason).toMatch(/no project file of that folder is here/);
  });
});

it('changes nothing but the lines that name the package', async () => {
  const reference = fc.record({
    id: fc.stringMatching(/^[A-Z][a-z]{0,5}$/),
    quote: fc.constantFrom('"', "'"),
    tail: fc.constantFrom('', ' <!-- 1.0.0 -->', '  '),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(reference, { minLength: 1, maxLength: 10, selector: ({ id }) => id.toLowerCase() }),
      fc.nat(9),
      fc.constantFrom('\n', '\r\n'),
      async (references, place, end) => {
        const chosen = references[place % references.length]?.id ?? '';
        const items = references.map(
          ({ id, quote, tail }) => `<PackageReference Include="${id}" Version=${quote}1.0.0${quote} />${tail}`,
        );
        const text = projectOf(...items).replaceAll('\n', end);
        const { texts, refused } = await rewrite({ 'app.csproj': text }, changeOf({ name: chosen.toLowerCase() }));
        expect(refused).toEqual([]);
        const [before, after] = [text.split('\n'), texts['app.csproj']?.split('\n') ?? []];
        expect(after).toHaveLength(before.length);
        const changed = before.flatMap((old, index) => (old === after[index] ? [] : [[old, after[index]]]));
        expect(changed).toHaveLength(1);
        expect(changed[0]?.[1]).toBe(changed[0]?.[0]?.replace('1.0.0', '1.2.0'));
      },
    ),
  );
});
