import { describe, expect, it } from 'vitest';
import { changeOf, projectOf } from '../../../../../../tests/support/nuget-rewrite.ts';
import { rewriteTexts } from '../../../../../../tests/support/rewrite-files.ts';
import type { VersionChange } from '../../../manifest.ts';

const rewrite = (files: Record<string, string>, ...changes: VersionChange[]) =>
  rewriteTexts('NUGET', files, ...changes);

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
