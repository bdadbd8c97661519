import * as fc from 'fast-check';
import type { ManifestFixture } from './fixture.ts';

const version = fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20)).map((numbers) => numbers.join('.'));
const held = fc.uniqueArray(fc.record({ name: fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/), version }), {
  minLength: 1,
  maxLength: 20,
  selector: ({ name }) => name,
});

export const nugetManifests: ManifestFixture = {
  id: 'NUGET',
  recognised: [
    ['Shop.csproj', 'manifest'],
    ['Shop.Core.fsproj', 'manifest'],
    ['Shop.vbproj', 'manifest'],
    ['Directory.Packages.props', 'constraints'],
    ['Directory.Build.props', 'configuration'],
    ['packages.lock.json', 'lockfile'],
    ['packages.config', 'manifest'],
    ['NuGet.Config', 'configuration'],
    ['global.json', 'configuration'],
  ],
  unknown: ['Shop.sln', 'app.config', 'Shop.csproj.user', 'common.props', 'package.json'],

  projects: [
    {
      title: 'references of a project, with properties, conditions and floating versions',
      files: {
        'Directory.Build.props':
          '<Project>\n  <PropertyGroup>\n    <JsonVersion>13.0.3</JsonVersion>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="Acme.Analyzers" Version="1.0.0" PrivateAssets="all" />\n  </ItemGroup>\n</Project>\n',
        'src/Shop.csproj': `<?xml version="1.0" encoding="utf-8"?>
<Project Sdk="Microsoft.NET.Sdk">
  <!-- <PackageReference Include="Not.This" Version="1.0.0" /> -->
  <ItemGroup>
    <PackageReference Include="Newtonsoft.Json" Version="$(JsonVersion)" />
    <PackageReference Include="Serilog">
      <Version>3.*</Version>
    </PackageReference>
    <PackageReference Include="Dapper" Version="[2.0.0,3.0.0)" />
    <PackageReference Include="Unknown.Version" Version="$(Elsewhere)" />
  </ItemGroup>
  <ItemGroup Condition="'$(TargetFramework)' == 'net48'">
    <PackageReference Include="System.Memory" Version="4.5.5" />
  </ItemGroup>
</Project>
`,
      },
      dependencies: [
        'acme.analyzers@? direct development at Directory.Build.props:6 <- Directory.Build.props:6 1.0.0',
        'newtonsoft.json@? direct at src/Shop.csproj:5 <- src/Shop.csproj:5 13.0.3',
        'serilog@? direct at src/Shop.csproj:6 <- src/Shop.csproj:6 3.*',
        'dapper@? direct at src/Shop.csproj:9 <- src/Shop.csproj:9 [2.0.0,3.0.0)',
        'unknown.version@? direct at src/Shop.csproj:10 <- src/Shop.csproj:10 ($(Elsewhere))',
        'system.memory@? direct at src/Shop.csproj:13 <- src/Shop.csproj:13 4.5.5',
      ],
      remarks: [
        'src/Shop.csproj:10 The version of Unknown.Version is $(Elsewhere), and no file here says what that is.',
      ],
    },
    {
      title: 'central versions, one of them overridden',
      files: {
        'Directory.Packages.props':
          '<Project>\n  <ItemGroup>\n    <PackageVersion Include="A" Version="1.0.0" />\n    <PackageVersion Include="B" Version="2.0.0" />\n    <GlobalPackageReference Include="G" Version="3.0.0" />\n  </ItemGroup>\n</Project>\n',
        'src/Shop.fsproj':
          '<Project>\n  <ItemGroup>\n    <PackageReference Include="a" />\n    <PackageReference Include="B" VersionOverride="2.1.0" />\n  </ItemGroup>\n</Project>\n',
      },
      dependencies: [
        'a@? direct at src/Shop.fsproj:3 <- src/Shop.fsproj:3 1.0.0',
        'b@? direct at src/Shop.fsproj:4 <- src/Shop.fsproj:4 2.1.0',
        'g@? direct development at Directory.Packages.props:5 <- Directory.Packages.props:5 3.0.0',
      ],
      constraints: [
        'central a 1.0.0 at Directory.Packages.props:3',
        'central b 2.0.0 at Directory.Packages.props:4',
        'central g 3.0.0 at Directory.Packages.props:5',
      ],
    },
    {
      title: 'packages.lock.json beside its project',
      files: {
        'Shop.csproj':
          '<Project>\n  <ItemGroup>\n    <PackageReference Include="Serilog.Sinks.File" Version="5.0.0" />\n  </ItemGroup>\n</Project>\n',
        'packages.lock.json': `{
  "version": 1,
  "dependencies": {
    "net8.0": {
      "Serilog.Sinks.File": {
        "type": "Direct",
        "requested": "[5.0.0, )",
        "resolved": "5.0.0",
        "contentHash": "aa==",
        "dependencies": { "Serilog": "2.10.0" }
      },
      "Serilog": { "type": "Transitive", "resolved": "2.10.0", "contentHash": "bb==" },
      "shop.core": { "type": "Project", "dependencies": { "Serilog": "[2.8.0, )" } }
    }
  }
}
`,
      },
      dependencies: [
        'serilog.sinks.file@5.0.0 direct at packages.lock.json:5 <- Shop.csproj:3 5.0.0',
        'serilog@2.10.0 at packages.lock.json:12 <- serilog.sinks.file 2.10.0, shop.core [2.8.0, )',
        'shop.core@? direct local at packages.lock.json:13 <- packages.lock.json:13 ()',
      ],
    },
    {
      title: 'packages.config',
      files: {
        'packages.config':
          '<?xml version="1.0"?>\n<packages>\n  <package id="log4net" version="2.0.15" targetFramework="net48" />\n  <package id="StyleCop" version="1.0.0" developmentDependency="true" />\n  <package id="jQuery" version="1.12.4" allowedVersions="[1,2)" />\n</packages>\n',
      },
      dependencies: [
        'log4net@2.0.15 direct at packages.config:3 <- packages.config:3 [2.0.15]',
        'stylecop@1.0.0 direct development at packages.config:4 <- packages.config:4 [1.0.0]',
        'jquery@1.12.4 direct at packages.config:5 <- packages.config:5 [1,2)',
      ],
    },
  ],

  broken: [
    {
      title: 'a tag that does not end',
      path: 'Shop.csproj',
      text: '<Project>\n  <ItemGroup>\n</Project>\n',
      line: 3,
      reason: /^It is no valid XML: <\/Project> ends <ItemGroup> of line 2\.$/,
    },
    {
      title: 'a project cut in the middle',
      path: 'Shop.csproj',
      text: '<Project>\n  <ItemGroup>\n',
      line: 2,
      reason: /<ItemGroup> does not end/,
    },
    {
      title: 'a project cut within a tag',
      path: 'Shop.csproj',
      text: '<Project>\n  <ItemGroup Condi',
      line: 2,
      reason: /ends within a tag/,
    },
    {
      title: 'entities that multiply',
      path: 'Shop.csproj',
      text: '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;">]>\n<Project>&c;</Project>',
      line: 2,
      reason: /declares a document type/,
    },
    {
      title: 'an attribute without quotes',
      path: 'Shop.csproj',
      text: '<Project>\n<ItemGroup a=b /></Project>',
      line: 2,
      reason: /the attribute a has no quoted value/,
    },
    {
      title: 'an attribute given twice',
      path: 'packages.config',
      text: '<packages>\n<package id="A" id="B" version="1.0.0" /></packages>',
      line: 2,
      reason: /the attribute id is given twice/,
    },
    {
      title: 'a project file that is something else',
      path: 'Shop.csproj',
      text: '\n<html></html>',
      line: 2,
      reason: /outermost element is <html>/,
    },
    {
      title: 'no XML at all',
      path: 'packages.config',
      text: 'log4net 2.0.15',
      line: 1,
      reason: /no valid XML|no element/,
    },
    {
      title: 'a version that is none',
      path: 'packages.config',
      text: '<packages>\n  <package id="A" version="latest" />\n</packages>',
      line: 2,
      reason: /^A has the version latest, which is none\. The line was left out\.$/,
    },
    {
      title: 'an id that is none',
      path: 'Shop.csproj',
      text: '<Project><ItemGroup>\n<PackageReference Include="../A" Version="1.0.0" /></ItemGroup></Project>',
      line: 2,
      reason: /^\.\.\/A is no id of a package/,
    },
    {
      title: 'a lockfile of the future',
      path: 'packages.lock.json',
      text: '{\n  "version": 9\n}',
      line: 2,
      reason: /^Its version is 9; 1 and 2 can be read\.$/,
    },
  ],

  generated: held.map((packages) => ({
    files: {
      'packages.lock.json': JSON.stringify(
        {
          version: 1,
          dependencies: {
            'net8.0': Object.fromEntries(
              packages.map((each) => [
                each.name,
                { type: 'Direct', requested: `[${each.version}, )`, resolved: each.version },
              ]),
            ),
          },
        },
        null,
        2,
      ),
    },
    locked: packages.map((each) => `${each.name} ${each.version}`),
  })),

  hostile: {
    'Shop.csproj': `<Project>\n<PropertyGroup>${'<grown>$(grown)$(grown)x</grown>'.repeat(80)}</PropertyGroup>\n<PropertyGroup><__proto__>1</__proto__><a>$(b)$(b)</a><b>$(a)$(a)</b></PropertyGroup>\n<ItemGroup><PackageReference Include="__proto__" Version="$(__proto__)" /><PackageReference Include="constructor" Version="$(a)" /><__proto__ Include="polluted" /></ItemGroup>\n<Import Project="Shop.csproj" /></Project>`,
    'packages.lock.json':
      '{"version": 1, "dependencies": {"__proto__": {"polluted": {"type": "Direct", "resolved": "1.0.0"}}, "net8.0": {"__proto__": {"type": "Direct", "resolved": "1.0.0"}, "constructor": {"type": "Direct", "resolved": "1.0.0", "dependencies": {"__proto__": "1.0.0", "toString": "1.0.0"}}}}}',
    'packages.config': '<packages><package id="__proto__" version="1.0.0" __proto__="1" /><__proto__ /></packages>',
    'Directory.Packages.props':
      '<Project><ItemGroup><PackageVersion Include="constructor" Version="1.0.0" /><PackageVersion Include="__proto__" Version="1.0.0" /></ItemGroup></Project>',
  },
};
