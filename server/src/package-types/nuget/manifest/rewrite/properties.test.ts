import { describe, expect, it } from 'vitest';
import { changeOf, projectOf } from '../../../../../../tests/support/nuget-rewrite.ts';
import { rewriteTexts } from '../../../../../../tests/support/rewrite-files.ts';
import type { VersionChange } from '../../../manifest.ts';

const rewrite = (files: Record<string, string>, ...changes: VersionChange[]) =>
  rewriteTexts('NUGET', files, ...changes);

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
