import { describe, expect, it } from 'vitest';
import { changeOf } from '../../../../../../tests/support/nuget-rewrite.ts';
import { rewriteTexts } from '../../../../../../tests/support/rewrite-files.ts';
import type { VersionChange } from '../../../manifest.ts';

const rewrite = (files: Record<string, string>, ...changes: VersionChange[]) =>
  rewriteTexts('NUGET', files, ...changes);

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
