import type { SourceFiles } from '../lab-package.ts';
import { acme, notes, release, type Release, type ReleasedPackage } from '../release.ts';

const runtime = 'netstandard2.0';

const versionsOfStrings = [
  release({ version: '0.9.0', date: '2023-11-20', runtime, status: 'Archived', files: () => strings('firstLetter') }),
  release({ version: '1.0.0', date: '2024-02-06', runtime, files: () => strings('firstLetter') }),
  // What `dotnet nuget delete` makes of a version in CodeArtifact.
  release({ version: '1.1.0', date: '2024-06-18', runtime, status: 'Unlisted', files: () => strings('everyLetter') }),
  release({ version: '1.1.1', date: '2024-06-20', runtime, files: () => strings('everyWord') }),
  release({ version: '1.2.0', date: '2025-03-11', runtime, files: () => strings('everyWord', shout()) }),
  release({
    version: '1.3.0-beta.1',
    date: '2025-09-02',
    runtime,
    files: () => strings('everyWord', shout(), whisper()),
  }),
];

const versionsOfGreeting = [
  greetingRelease('1.0.0', '2024-02-13', '[1.0.0, 2.0.0)'),
  greetingRelease('1.1.0', '2024-07-02', '[1.1.1, 2.0.0)'),
  greetingRelease('1.2.0', '2025-04-08', '[1.2.0, 1.3.0)'),
  greetingRelease('1.3.0-rc.1', '2025-10-07', '1.3.0-beta.1'),
];

const versionsOfColours = [
  release({
    version: '0.9.0',
    date: '2022-05-03',
    runtime,
    withdrawn: notes.coloursWithdrawn,
    files: () => colours({ Red: '#0000ff', Blue: '#ff0000' }),
  }),
  release({ version: '1.0.0', date: '2022-05-10', runtime, files: () => colours({ Red: '#ff0000', Blue: '#0000ff' }) }),
  release({
    version: '1.1.0',
    date: '2023-01-17',
    runtime,
    files: () => colours({ Red: '#ff0000', Green: '#008000', Blue: '#0000ff' }),
  }),
];

/** Acme's own NuGet packages, of which `Acme.Greeting` needs `Acme.Strings`, and an invented public one. */
export const nugetPackages: Readonly<Record<'own' | 'upstream', readonly ReleasedPackage[]>> = {
  own: [
    { ...acme, format: 'nuget', name: 'Acme.Strings', summary: notes.stringsSummary, versions: versionsOfStrings },
    { ...acme, format: 'nuget', name: 'Acme.Greeting', summary: notes.greetingSummary, versions: versionsOfGreeting },
  ],
  upstream: [
    {
      ...acme,
      author: 'Tiny Colours contributors',
      format: 'nuget',
      name: 'Tiny.Colours',
      summary: notes.coloursSummary,
      versions: versionsOfColours,
    },
  ],
};

const bodies = {
  firstLetter: 'text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text.Substring(1)',
  everyLetter: 'text.ToUpperInvariant()',
  everyWord: 'System.Text.RegularExpressions.Regex.Replace(text, @"\\b\\w", match => match.Value.ToUpperInvariant())',
} as const;

function shout(): string {
  return '        public static string Shout(string text) => text.ToUpperInvariant();\n';
}

function whisper(): string {
  return '        public static string Whisper(string text) => text.ToLowerInvariant();\n';
}

function strings(capitals: keyof typeof bodies, ...more: readonly string[]): SourceFiles {
  const capitalise = `        public static string Capitalise(string text) => ${bodies[capitals]};\n`;
  return { 'Words.cs': classText('Acme.Strings', 'Words', capitalise + more.join('')) };
}

function greetingRelease(version: string, date: string, requirement: string): Release {
  const greet = '        public static string Greet(string name) => "Hello, " + Acme.Strings.Words.Capitalise(name);\n';
  return release({
    version,
    date,
    runtime,
    dependencies: { 'Acme.Strings': requirement },
    files: () => ({ 'Greeter.cs': classText('Acme.Greeting', 'Greeter', greet) }),
  });
}

function colours(values: Readonly<Record<string, string>>): SourceFiles {
  const constants = Object.entries(values).map(
    ([name, value]) => `        public const string ${name} = "${value}";\n`,
  );
  return { 'Colours.cs': classText('Tiny.Colours', 'Colours', constants.join('')) };
}

function classText(namespace: string, name: string, members: string): string {
  return `namespace ${namespace}\n{\n    internal static class ${name}\n    {\n${members}    }\n}\n`;
}
