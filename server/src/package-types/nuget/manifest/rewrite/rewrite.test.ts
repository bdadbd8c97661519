import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VersionChange } from '../../../manifest.ts';
import { manifests } from '../index.ts';

function changeOf(parts: Partial<VersionChange> = {}): VersionChange {
  const to = parts.to ?? '1.2.0';
  return {
    name: 'acme.tools',
    from: '1.0.0',
    to,
    way: 'requirement',
    release: { version: to, requirements: null, archives: [], manifest: {} },
    ...parts,
  };
}

async function rewrite(files: Record<string, string>, ...changes: VersionChange[]) {
  const given = Object.entries(files).map(([path, text]) => ({ path, text }));
  const rewritten = await manifests.rewrite(
    {
      files: given,
      reading: manifests.read(given),
      registry: () => Promise.reject(new Error('not asked for')),
      signal: new AbortController().signal,
    },
    changes,
  );
  return { ...rewritten, texts: Object.fromEntries(rewritten.files.map(({ path, text }) => [path, text])) };
}

function projectOf(...items: string[]): string {
  return `<Project Sdk="Microsoft.NET.Sdk">\n  <ItemGroup>\n${items.map((item) => `    ${item}\n`).join('')}  </ItemGroup>\n</Project>\n`;
}

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

describe('a property', () => {
  const project = projectOf('<PackageReference Include="Acme.Tools" Version="$(ToolsVersion)" />');
  const props = (value: string) => `<Project>\n  <PropertyGroup>\n    ${value}\n  </PropertyGroup>\n</Project>\n`;

  it('is changed where this package alone uses it', async () => {
    const text = props('<ToolsVersion>1.0.0</ToolsVersion>');
    const { texts } = await rewrite({ 'Directory.Build.props': text, 'src/app.csproj': project }, changeOf());
    expect(texts).toEqual({ 'Directory.Build.props': text.replace('1.0.0', '1.2.0') });
  });

  it('is changed once where all packages that use it get the same version', async () => {
    const text = props('<ToolsVersion>1.0.0</ToolsVersion>');
    const both = project.replace(
      '  </ItemGroup>',
      '    <PackageReference Include="Acme.More" Version="$(ToolsVersion)" />\n  </ItemGroup>',
    );
    const { texts, written } = await rewrite(
      { 'Directory.Build.props': text, 'src/app.csproj': both },
      changeOf(),
      changeOf({ name: 'acme.more' }),
    );
    expect([Object.keys(texts), written.length]).toEqual([['Directory.Build.props'], 2]);
    expect(
      (await rewrite({ 'Directory.Build.props': text, 'src/app.csproj': both }, changeOf())).refused[0]?.reason,
    ).toBe(
      'Line 3 of src/app.csproj takes the version of acme.tools from $(ToolsVersion), which acme.more uses as well.',
    );
  });

  it.each([
    ['<ToolsVersion>1.0.0</ToolsVersion><ToolsVersion Condition="true">1.0.0</ToolsVersion>', /set in 2 places/],
    ['<ToolsVersion Condition="true">1.0.0</ToolsVersion>', /does not set that to a plain version/],
    ['<ToolsVersion>1.0.0</ToolsVersion><Tag>v$(ToolsVersion)</Tag>', /used for something else as well/],
  ])('is left as it is in %s', async (value, reason) => {
    const { files, refused } = await rewrite(
      { 'Directory.Build.props': props(value), 'src/app.csproj': project },
      changeOf(),
    );
    expect(files).toEqual([]);
    expect(refused[0]?.reason).toMatch(reason);
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

describe('packages.lock.json', () => {
  const lock = `{\n  "version": 1,\n  "dependencies": {\n    "net6.0": {\n      "Acme.Tools": {\n        "type": "Direct",\n        "requested": "[1.0.0, )",\n        "resolved": "1.0.0",\n        "contentHash": "t==",\n        "dependencies": {\n          "Other": "1.0.0"\n        }\n      }\n    }\n  }\n}`;

  it('gets version and range, loses the hash, and the command says why', async () => {
    const text = projectOf('<PackageReference Include="Acme.Tools" Version="1.0.0" />');
    const { texts, commands } = await rewrite(
      { 'my app/a.csproj': text, 'my app/packages.lock.json': lock },
      changeOf(),
    );
    expect(texts['my app/packages.lock.json']).toBe(
      lock
        .replace('"[1.0.0, )"', '"[1.2.0, )"')
        .replace('"resolved": "1.0.0"', '"resolved": "1.2.0"')
        .replace('        "contentHash": "t==",\n', ''),
    );
    expect(commands).toEqual([
      {
        command: "dotnet restore 'my app/a.csproj' --force-evaluate",
        reason: expect.stringMatching(/^The content hash of acme\.tools 1\.2\.0 cannot be known.*NU1403/) as string,
      },
    ]);
  });

  it('of a project that refers to the changed one follows it', async () => {
    const app =
      '{"version":1,"dependencies":{"net6.0":{"Acme.Tools":{"type":"Transitive","resolved":"1.0.0"},"acme.core":{"type":"Project","dependencies":{"Acme.Tools":"[1.0.0, )"}}}}}';
    const { texts } = await rewrite(
      {
        'core/core.csproj': projectOf('<PackageReference Include="Acme.Tools" Version="1.0.0" />').replace(
          '  <ItemGroup>',
          '  <PropertyGroup><AssemblyName>Acme.Core</AssemblyName></PropertyGroup>\n  <ItemGroup>',
        ),
        'app/app.csproj': projectOf('<ProjectReference Include="../core/core.csproj" />'),
        'app/packages.lock.json': app,
      },
      changeOf(),
    );
    expect(texts['app/packages.lock.json']).toBe(app.replaceAll('1.0.0', '1.2.0'));
  });

  it('changes alone where a floating version takes the new one already', async () => {
    const text = projectOf('<PackageReference Include="Acme.Tools" Version="1.*" />');
    const floating = lock.replace('[1.0.0, )', '[1.*, )');
    const { texts } = await rewrite({ 'a.csproj': text, 'packages.lock.json': floating }, changeOf({ way: 'update' }));
    expect(Object.keys(texts)).toEqual(['packages.lock.json']);
    expect(texts['packages.lock.json']).toContain('"requested": "[1.*, )"');
    const without = await rewrite({ 'a.csproj': text }, changeOf({ way: 'update' }));
    expect(without.refused[0]?.reason).toBe(
      'What the project asks for takes 1.2.0 already, and no lockfile holds 1.0.0.',
    );
  });
});

describe('packages.config', () => {
  const config =
    '<?xml version="1.0"?>\n<packages>\n  <package id="Acme.Tools" version="1.0.0" targetFramework="net45" />\n  <package id="Acme.Tools.More" version="1.0.0" />\n</packages>\n';
  const project = String.raw`<Project><Reference><HintPath>..\packages\Acme.Tools.1.0.0\lib\net45\Acme.Tools.dll</HintPath></Reference><Reference><HintPath>..\packages\Acme.Tools.More.1.0.0\lib\a.dll</HintPath></Reference></Project>`;

  it('is changed with the paths of the project beside it', async () => {
    const { texts, commands } = await rewrite({ 'app/packages.config': config, 'app/app.csproj': project }, changeOf());
    expect(texts).toEqual({
      'app/packages.config': config.replace('1.0.0" target', '1.2.0" target'),
      'app/app.csproj': project.replace('Tools.1.0.0', 'Tools.1.2.0'),
    });
    expect(commands.map(({ command }) => command)).toEqual(['nuget restore app/app.csproj']);
  });

  it('is refused where it leaves the version out', async () => {
    const { refused } = await rewrite(
      { 'packages.config': config.replace('targetFramework="net45"', 'allowedVersions="[1.0,1.1)"') },
      changeOf(),
    );
    expect(refused[0]?.reason).toBe(
      'Line 3 of packages.config allows [1.0,1.1) of Acme.Tools, which leaves 1.2.0 out.',
    );
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
