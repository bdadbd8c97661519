import type { SourceFiles } from '../lab-package.ts';
import { acme, notes, release, type ReleasedPackage } from '../release.ts';

const runtime = '>=18';

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
  release({ version: '1.2.0', date: '2025-03-11', runtime, files: () => strings('everyWord', shout) }),
  release({ version: '1.3.0-beta.1', date: '2025-09-02', runtime, files: () => strings('everyWord', shout, whisper) }),
];

const versionsOfGreeting = [
  greetingRelease('1.0.0', '2024-02-13', '^1.0.0'),
  greetingRelease('1.1.0', '2024-07-02', '^1.1.1'),
  greetingRelease('1.2.0', '2025-04-08', '~1.2.0'),
  greetingRelease('1.3.0-rc.1', '2025-10-07', '1.3.0-beta.1'),
];

/** Acme's own npm packages; `@acme/greeting` needs `@acme/strings`. */
export const npmPackages: readonly ReleasedPackage[] = [
  {
    ...acme,
    format: 'npm',
    name: '@acme/strings',
    summary: notes.stringsSummary,
    tags: { next: '1.3.0-beta.1' },
    versions: versionsOfStrings,
  },
  {
    ...acme,
    format: 'npm',
    name: '@acme/greeting',
    summary: notes.greetingSummary,
    tags: { next: '1.3.0-rc.1' },
    versions: versionsOfGreeting,
  },
];

const patterns = { firstLetter: '/^\\w/u', everyLetter: '/\\w/gu', everyWord: '/\\b\\w/gu' } as const;
const shout = 'exports.shout = (text) => text.toUpperCase();\n';
const whisper = 'exports.whisper = (text) => text.toLowerCase();\n';

function strings(capitals: keyof typeof patterns, ...more: readonly string[]): SourceFiles {
  return {
    'index.js': `'use strict';

exports.capitalise = (text) => text.replace(${patterns[capitals]}, (letter) => letter.toUpperCase());
${more.join('')}`,
    'README.md': `# @acme/strings\n\n${notes.stringsSummary}\n`,
  };
}

function greetingRelease(version: string, date: string, requirement: string) {
  const files = () => ({
    'index.js': `'use strict';

const { capitalise } = require('@acme/strings');

exports.greet = (name) => 'Hello, ' + capitalise(name);
`,
    'README.md': `# @acme/greeting\n\n${notes.greetingSummary}\n`,
  });
  return release({ version, date, runtime, dependencies: { '@acme/strings': requirement }, files });
}
