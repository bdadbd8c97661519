import type { SourceFiles } from '../lab-package.ts';
import { acme, notes, release, type Release, type ReleasedPackage } from '../release.ts';

const runtime = '1.18';
const stringsPath = 'go.acme.example/strings';
const greetingPath = 'go.acme.example/greeting';
const coloursPath = 'go.tiny.example/Colours';

const stringsModule = moduleFile(stringsPath);
// A module takes a version back in the go.mod of later ones.
const laterStringsModule = moduleFile(stringsPath, `retract v1.1.0 // ${notes.stringsWithdrawn}`);
const coloursModule = moduleFile(coloursPath, `retract v0.9.0 // ${notes.coloursWithdrawn}`);

const versionsOfStrings = [
  stringsRelease('v0.9.0', '2023-11-20', stringsModule, 'firstLetter', { status: 'Archived' }),
  stringsRelease('v1.0.0', '2024-02-06', stringsModule, 'firstLetter'),
  stringsRelease('v1.1.0', '2024-06-18', stringsModule, 'everyLetter', { withdrawn: notes.stringsWithdrawn }),
  stringsRelease('v1.1.1', '2024-06-20', laterStringsModule, 'everyWord'),
  stringsRelease('v1.2.0', '2025-03-11', laterStringsModule, 'everyWord'),
  stringsRelease('v1.3.0-beta.1', '2025-09-02', laterStringsModule, 'everyWord'),
];

const versionsOfGreeting = [
  greetingRelease('v1.0.0', '2024-02-13', 'v1.0.0'),
  greetingRelease('v1.1.0', '2024-07-02', 'v1.1.1'),
  greetingRelease('v1.2.0', '2025-04-08', 'v1.2.0'),
  greetingRelease('v1.3.0-rc.1', '2025-10-07', 'v1.3.0-beta.1'),
];

const versionsOfColours = [
  release({
    version: 'v0.9.0',
    date: '2022-05-03',
    runtime,
    withdrawn: notes.coloursWithdrawn,
    files: () => colours(moduleFile(coloursPath), { Red: '#0000ff', Blue: '#ff0000' }),
  }),
  release({
    version: 'v1.0.0',
    date: '2022-05-10',
    runtime,
    files: () => colours(coloursModule, { Red: '#ff0000', Blue: '#0000ff' }),
  }),
  release({
    version: 'v1.1.0',
    date: '2023-01-17',
    runtime,
    files: () => colours(coloursModule, { Red: '#ff0000', Green: '#008000', Blue: '#0000ff' }),
  }),
];

/** Acme's own Go modules, of which one needs the other, and an invented public one whose path has to be escaped. */
export const goPackages: Readonly<Record<'own' | 'upstream', readonly ReleasedPackage[]>> = {
  own: [
    { ...acme, format: 'go', name: stringsPath, summary: notes.stringsSummary, versions: versionsOfStrings },
    { ...acme, format: 'go', name: greetingPath, summary: notes.greetingSummary, versions: versionsOfGreeting },
  ],
  upstream: [
    {
      ...acme,
      author: 'Tiny Colours contributors',
      format: 'go',
      name: coloursPath,
      summary: notes.coloursSummary,
      versions: versionsOfColours,
    },
  ],
};

const bodies = {
  firstLetter: 'if text == "" {\n\t\treturn text\n\t}\n\treturn strings.ToUpper(text[:1]) + text[1:]',
  everyLetter: 'return strings.ToUpper(text)',
  everyWord:
    'words := strings.Split(text, " ")\n\tfor i, word := range words {\n\t\tif word != "" {\n' +
    '\t\t\twords[i] = strings.ToUpper(word[:1]) + word[1:]\n\t\t}\n\t}\n\treturn strings.Join(words, " ")',
} as const;

function stringsRelease(
  version: string,
  date: string,
  module: string,
  capitals: keyof typeof bodies,
  more: Pick<Partial<Release>, 'status' | 'withdrawn'> = {},
): Release {
  const files = () => ({
    'go.mod': module,
    'strings.go':
      `// Package strings holds Acme's string helpers.\npackage strings\n\nimport "strings"\n\n` +
      `// Capitalise starts words with a capital letter.\nfunc Capitalise(text string) string {\n\t${bodies[capitals]}\n}\n`,
  });
  return release({ version, date, runtime, files, ...more });
}

function greetingRelease(version: string, date: string, required: string): Release {
  const files = () => ({
    'go.mod': moduleFile(greetingPath, `require ${stringsPath} ${required}`),
    'greeting.go':
      `// Package greeting greets people.\npackage greeting\n\nimport "${stringsPath}"\n\n` +
      `// Greet greets one person.\nfunc Greet(name string) string {\n\treturn "Hello, " + strings.Capitalise(name)\n}\n`,
  });
  return release({ version, date, runtime, dependencies: { [stringsPath]: required }, files });
}

function colours(module: string, values: Readonly<Record<string, string>>): SourceFiles {
  const constants = Object.entries(values).map(([name, value]) => `const ${name} = "${value}"\n`);
  return {
    'go.mod': module,
    'colours.go': `// Package colours names a few colours.\npackage colours\n\n${constants.join('')}`,
  };
}

function moduleFile(path: string, ...directives: readonly string[]): string {
  return [`module ${path}`, `go ${runtime}`, ...directives].join('\n\n') + '\n';
}
