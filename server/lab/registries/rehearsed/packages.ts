import type { RegistryFormat, SourceFiles } from '../lab-package.ts';
import { acme, release, type ReleasedPackage } from '../release.ts';
import { members, type Member, type MemberRelease, type Need } from './members.ts';

/** How one package type writes the same packages. */
interface Spelling {
  readonly runtime: string;
  name(member: string): string;
  version(version: string): string;
  requirement(need: Need): string;
  files(member: Member, release: MemberRelease): SourceFiles;
}

const REHEARSED = 'Made for rehearsing; its vulnerabilities are inventions of the lab.';

const spellings: Readonly<Record<RegistryFormat, Spelling>> = {
  npm: {
    runtime: '>=18',
    name: (member) => `@acme/${member}`,
    version: (version) => version,
    requirement: ({ accepts, from }) => `${{ minor: '^', patch: '~', exact: '' }[accepts]}${from}`,
    files: (member, made) => ({
      'index.js': `'use strict';

exports.describe = () => [
  ${[`'@acme/${member.name} ${made.version}'`, ...needed(made).map((name) => `...require('@acme/${name}').describe()`)].join(',\n  ')},
];
`,
      'README.md': `# @acme/${member.name}\n\n${member.summary} ${REHEARSED}\n`,
    }),
  },
  pypi: {
    runtime: '>=3.8',
    name: (member) => `acme-${member}`,
    version: (version) => version,
    requirement: ({ accepts, from }) => ({ minor: `>=${from},<2`, patch: `~=${from}`, exact: `==${from}` })[accepts],
    files: (member, made) => ({
      [`acme_${member.name}/__init__.py`]: [
        `"""${member.summary} ${REHEARSED}"""\n`,
        ...needed(made).map((name) => `import acme_${name}\n`),
        `\n\ndef describe():\n    return [${[`"acme-${member.name} ${made.version}"`, ...needed(made).map((name) => `*acme_${name}.describe()`)].join(', ')}]\n`,
      ].join(''),
    }),
  },
  nuget: {
    runtime: 'netstandard2.0',
    name: (member) => `Acme.${capital(member)}`,
    version: (version) => version,
    requirement: ({ accepts, from }) =>
      ({ minor: `[${from}, 2.0.0)`, patch: `[${from}, ${nextMinor(from)})`, exact: `[${from}]` })[accepts],
    files: ({ name, summary }, { version }) => ({
      'Described.cs': `namespace Acme.${capital(name)}
{
    /// <summary>${summary} ${REHEARSED}</summary>
    internal static class Described
    {
        public const string Version = "${version}";
    }
}
`,
    }),
  },
  go: {
    runtime: '1.18',
    name: (member) => `go.acme.example/${member}`,
    version: (version) => `v${version}`,
    requirement: ({ from }) => `v${from}`,
    files: (member, made) => ({ 'go.mod': moduleFile(member, made), [`${member.name}.go`]: goSource(member, made) }),
  },
};

/** The same packages in every package type. */
export const rehearsedPackages: readonly ReleasedPackage[] = Object.entries(spellings).flatMap(([format, spelling]) =>
  members.map((member) => spelled(format as RegistryFormat, spelling, member)),
);

function spelled(format: RegistryFormat, spelling: Spelling, member: Member): ReleasedPackage {
  const { runtime } = spelling;
  return {
    ...acme,
    format,
    name: spelling.name(member.name),
    summary: `${member.summary} ${REHEARSED}`,
    versions: member.releases.map(({ version, date, needs = {}, ...facts }) =>
      release({
        ...facts,
        version: spelling.version(version),
        date,
        runtime,
        dependencies: Object.fromEntries(
          Object.entries(needs).map(([name, need]) => [spelling.name(name), spelling.requirement(need)]),
        ),
        files: () => spelling.files(member, { version, date, needs, ...facts }),
      }),
    ),
  };
}

function needed({ needs = {} }: MemberRelease): string[] {
  return Object.keys(needs);
}

function moduleFile({ name, releases }: Member, { version, needs = {}, withdrawn }: MemberRelease): string {
  const required = Object.entries(needs).map(([other, { from }]) => `require go.acme.example/${other} v${from}`);
  // A module takes versions back in its newest go.mod.
  const isNewest = releases.at(-1)?.version === version;
  const retracted = releases.filter((made) => isNewest && withdrawn !== undefined && made.withdrawn !== undefined);
  const directives = retracted.map((made) => `retract v${made.version} // ${made.withdrawn}`);
  return `${[`module go.acme.example/${name}`, 'go 1.18', ...required, ...directives].join('\n\n')}\n`;
}

function goSource({ name, summary }: Member, made: MemberRelease): string {
  const others = needed(made);
  const imports = others.map((other) => `import "go.acme.example/${other}"\n\n`).join('');
  const lines = others.reduce(
    (list, other) => `append(${list}, ${other}.Describe()...)`,
    `[]string{"${name} ${made.version}"}`,
  );
  return `// Package ${name}: ${summary} ${REHEARSED}
package ${name}

${imports}// Describe names this version and those that it uses.
func Describe() []string {
	return ${lines}
}
`;
}

function nextMinor(version: string): string {
  const [major = '', minor = ''] = version.split('.');
  return `${major}.${Number(minor) + 1}.0`;
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
