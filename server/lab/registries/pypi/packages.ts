import type { SourceFiles } from '../lab-package.ts';
import { acme, notes, release, type Release, type ReleasedPackage } from '../release.ts';

const runtime = '>=3.8';

const versionsOfStrings = [
  release({ version: '0.9.0', date: '2023-11-20', runtime, status: 'Archived', files: () => strings('firstLetter') }),
  release({ version: '1.0.0', date: '2024-02-06', runtime, files: () => strings('firstLetter') }),
  release({
    version: '1.1.0',
    date: '2024-06-18',
    runtime,
    withdrawn: notes.stringsWithdrawn,
    files: () => strings('everyLetter'),
  }),
  release({ version: '1.1.1', date: '2024-06-20', runtime, files: () => strings('everyWord') }),
  release({ version: '1.2.0', date: '2025-03-11', runtime, files: () => strings('everyWord', shout()) }),
  release({
    version: '1.3.0b1',
    preRelease: true,
    date: '2025-09-02',
    runtime,
    files: () => strings('everyWord', shout(), whisper()),
  }),
];

const versionsOfGreeting = [
  greetingRelease('1.0.0', '2024-02-13', '>=1.0,<2'),
  greetingRelease('1.1.0', '2024-07-02', '>=1.1.1,<2'),
  greetingRelease('1.2.0', '2025-04-08', '~=1.2.0'),
  { ...greetingRelease('1.3.0rc1', '2025-10-07', '==1.3.0b1'), preRelease: true },
];

const versionsOfColours = [
  release({
    version: '0.9.0',
    date: '2022-05-03',
    runtime,
    withdrawn: notes.coloursWithdrawn,
    files: () => colours({ red: '#0000ff', blue: '#ff0000' }),
  }),
  release({
    version: '1.0.0',
    date: '2022-05-10',
    runtime,
    files: () => colours({ red: '#ff0000', blue: '#0000ff' }),
  }),
  release({
    version: '1.1.0',
    date: '2023-01-17',
    runtime,
    files: () => colours({ red: '#ff0000', green: '#008000', blue: '#0000ff' }),
  }),
];

/** Acme's own Python projects, of which `acme-greeting` needs `acme-strings`, and an invented public one. */
export const pypiPackages: Readonly<Record<'own' | 'upstream', readonly ReleasedPackage[]>> = {
  own: [
    { ...acme, format: 'pypi', name: 'acme-strings', summary: notes.stringsSummary, versions: versionsOfStrings },
    { ...acme, format: 'pypi', name: 'acme-greeting', summary: notes.greetingSummary, versions: versionsOfGreeting },
  ],
  upstream: [
    {
      ...acme,
      author: 'Tiny Colours contributors',
      format: 'pypi',
      name: 'tiny-colours',
      summary: notes.coloursSummary,
      versions: versionsOfColours,
    },
  ],
};

const bodies = {
  firstLetter: 'text[:1].upper() + text[1:]',
  everyLetter: 'text.upper()',
  everyWord: '" ".join(word[:1].upper() + word[1:] for word in text.split(" "))',
} as const;

function shout(): string {
  return '\n\ndef shout(text):\n    return text.upper()\n';
}

function whisper(): string {
  return '\n\ndef whisper(text):\n    return text.lower()\n';
}

function strings(capitals: keyof typeof bodies, ...more: readonly string[]): SourceFiles {
  return { 'acme_strings/__init__.py': `def capitalise(text):\n    return ${bodies[capitals]}\n${more.join('')}` };
}

function greetingRelease(version: string, date: string, requirement: string): Release {
  const module = 'from acme_strings import capitalise\n\n\ndef greet(name):\n    return "Hello, " + capitalise(name)\n';
  return release({
    version,
    date,
    runtime,
    dependencies: { 'acme-strings': requirement },
    files: () => ({ 'acme_greeting/__init__.py': module }),
  });
}

function colours(values: Readonly<Record<string, string>>): SourceFiles {
  return { 'tiny_colours/__init__.py': `COLOURS = ${JSON.stringify(values)}\n` };
}
