import { type BuildPlan, type BuildRules, whyNotRegistryAlone } from '../builds.ts';
import type { ProjectFile } from '../manifest.ts';
import { folderOf, nameOf } from '../paths.ts';
import { client } from './client-config.ts';

const PROJECT = /\.(?:cs|fs|vb)proj$/i;

/** What a project file can only have where it does more than list packages: restoring it would run that. */
const CODE =
  /<\s*(?:Target|UsingTask|Import|Task|Exec|Sdk)\b|\$\(\s*\[|\$\([^)]*\.\w+\(|\bSdk\s*=\s*["'](?!Microsoft\.NET\.Sdk(?:\.\w+)?["'])/i;

/** MSBuild evaluates a project to restore it, so only projects without anything that runs are taken. */
export const builds: BuildRules = {
  plan({ files, reading, repositories }) {
    const settings = client.write(repositories);
    const written = files.filter(({ path }) => !/\.targets$/i.test(path));
    return files
      .filter(({ path }) => PROJECT.test(path))
      .map((file): BuildPlan => ({
        folder: folderOf(file.path),
        client: 'dotnet',
        refused: whyCode(files) ?? whyNotRegistryAlone(reading),
        executable: 'dotnet',
        question: { parameters: ['--version'], answer: /^\d/ },
        steps: [['restore', nameOf(file.path), '--no-http-cache', '--disable-build-servers']],
        environment: {
          DOTNET_CLI_TELEMETRY_OPTOUT: '1',
          DOTNET_NOLOGO: '1',
          DOTNET_SKIP_FIRST_TIME_EXPERIENCE: '1',
          DOTNET_GCHeapHardLimit: '0x40000000',
          MSBUILDDISABLENODEREUSE: '1',
          NUGET_CERT_REVOCATION_MODE: 'offline',
        },
        files: [
          ...written,
          ...settings.files.map(({ path, content }) => ({
            path,
            // NuGet takes plain HTTP from a source that says so: https://learn.microsoft.com/nuget/reference/errors-and-warnings/nu1302
            text: content.replaceAll('protocolVersion="3"', 'protocolVersion="3" allowInsecureConnections="true"'),
          })),
        ],
      }));
  },
};

function whyCode(files: readonly ProjectFile[]): string | null {
  const file = files.find(({ path, text }) => /proj$|\.props$|\.targets$/i.test(path) && CODE.test(text));
  return file === undefined
    ? null
    : `${file.path} holds targets, imports or functions, which MSBuild would run while it restores the project.`;
}
