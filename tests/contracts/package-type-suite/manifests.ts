import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PackageTypePlug, PackageTypeReading } from '../../../server/src/package-types/index.ts';
import type { ManifestFixture, Texts } from '../manifest-fixtures/fixture.ts';

export function tryManifests({ manifests }: PackageTypePlug, fixture: ManifestFixture): void {
  const read = (files: Texts) => manifests.read(Object.entries(files).map(([path, text]) => ({ path, text })));

  it.each(fixture.recognised)('takes %s for a %s, in any folder', (path, kind) => {
    for (const folder of ['', 'packages/app/'])
      expect(manifests.recognise({ path: folder + path, text: '' })).toBe(kind);
  });

  it.each(fixture.unknown.map((path) => [path]))('does not know %s', (path) => {
    expect(manifests.recognise({ path, text: '{"name":"x"}' })).toBeNull();
  });

  it.each(fixture.projects.map((project) => [project.title, project] as const))('reads %s', (_, project) => {
    const reading = read(project.files);
    expect(problemsIn(reading)).toEqual([]);
    expect(describeDependencies(reading)).toEqual([...project.dependencies].sort());
    expect(describeConstraints(reading)).toEqual([...(project.constraints ?? [])].sort());
    expect(remarksIn(reading)).toEqual(project.remarks ?? []);
  });

  it.each(fixture.projects.map((project) => [project.title, project] as const))(
    'reads %s the same with line ends of Windows',
    (_, project) => {
      const windows = Object.fromEntries(
        Object.entries(project.files).map(([path, text]) => [path, text.replaceAll('\n', '\r\n')]),
      );
      expect(describeDependencies(read(windows))).toEqual([...project.dependencies].sort());
    },
  );

  it.each(fixture.broken.map((file) => [file.title, file] as const))(
    'says line and reason of %s, and reads the other files',
    (_, { path, text, line, reason }) => {
      const [project] = fixture.projects;
      const moved = Object.fromEntries(
        Object.entries(project?.files ?? {}).map(([good, content]) => [`good/${good}`, content]),
      );
      const reading = read({ [`bad/${path}`]: text, ...moved });
      const file = reading.files.find((each) => each.path === `bad/${path}`);
      expect(file?.problem).toEqual({ line, reason: expect.stringMatching(reason) as string });
      const inGood = reading.dependencies.filter(({ places }) =>
        places.every((place) => place.path.startsWith('good/')),
      );
      expect(inGood.length).toBeGreaterThan(0);
    },
  );

  it('gives back the packages that a generated lockfile holds', () => {
    fc.assert(
      fc.property(fixture.generated, ({ files, locked }) => {
        const reading = read(files);
        expect(problemsIn(reading)).toEqual([]);
        const held = reading.dependencies.map(({ name, version }) => `${name} ${version}`);
        expect([...new Set(held)].sort()).toEqual([...new Set(locked)].sort());
        expectSound(reading, files);
      }),
      { numRuns: 200 },
    );
  });

  it('reads names such as __proto__ as names', () => {
    const reading = read(fixture.hostile);
    expectSound(reading, fixture.hostile);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('never throws, and stays within the files, whatever they hold', () => {
    const texts = Object.assign({}, ...fixture.projects.map(({ files }) => files), fixture.hostile) as Texts;
    fc.assert(
      fc.property(garbled(texts), (files) => {
        const reading = read(files);
        expect(reading.files).toHaveLength(Object.keys(files).length);
        expectSound(reading, files);
      }),
      { numRuns: 500 },
    );
  });
}

/** `name@version direct development [source] <- dependent (requirement), ... @path:line`: everything that matters, in one line. */
function describeDependencies({ dependencies, requirements }: PackageTypeReading): string[] {
  return dependencies
    .map((dependency, index) => {
      const { name, version, source, isDirect, isDevelopment, isOptional, isPeer, places } = dependency;
      const flags = Object.entries({
        direct: isDirect,
        development: isDevelopment,
        optional: isOptional,
        peer: isPeer,
      }).flatMap(([flag, is]) => (is ? [flag] : []));
      const asked = requirements
        .filter((requirement) => requirement.dependency === index)
        .map(({ dependent, requirement, written, place }) => {
          const who = dependent === null ? `${place.path}:${place.line}` : (dependencies[dependent]?.name ?? '');
          return `${who} ${requirement ?? `(${written})`}`.trim();
        });
      const origin = source === 'registry' ? [] : [source];
      const at = places.map(({ path, line }) => `${path}:${line}`).join(' ');
      return [`${name}@${version ?? '?'}`, ...flags, ...origin, `at ${at}`, `<- ${asked.sort().join(', ')}`]
        .join(' ')
        .trim();
    })
    .sort();
}

function describeConstraints({ constraints }: PackageTypeReading): string[] {
  return constraints
    .map(
      ({ kind, name, requirement, below, place }) =>
        `${kind} ${[...below, name].join(' > ')} ${requirement} at ${place.path}:${place.line}`,
    )
    .sort();
}

function problemsIn({ files }: PackageTypeReading): unknown[] {
  return files.filter(({ problem }) => problem !== null).map(({ path, problem }) => ({ path, problem }));
}

function remarksIn({ files }: PackageTypeReading): string[] {
  return files.flatMap(({ path, remarks }) => remarks.map(({ line, reason }) => `${path}:${line ?? ''} ${reason}`));
}

/** What holds of every reading. */
function expectSound({ files, dependencies, requirements }: PackageTypeReading, given: Texts): void {
  expect(files.map(({ path }) => path)).toEqual(Object.keys(given));
  const lines = new Map(Object.entries(given).map(([path, text]) => [path, text.split('\n').length]));
  const isPlace = ({ path, line }: { path: string; line: number | null }) =>
    line === null || (line >= 1 && line <= (lines.get(path) ?? 0));
  const remarks = files.flatMap(({ path, problem, remarks: said }) =>
    [...(problem ? [problem] : []), ...said].map(({ line }) => ({ path, line })),
  );
  const places = [
    ...remarks,
    ...dependencies.flatMap((each) => each.places),
    ...requirements.map(({ place }) => place),
  ];
  expect(places.filter((place) => !isPlace(place))).toEqual([]);
  const isIndex = (index: number | null) => index === null || (index >= 0 && index < dependencies.length);
  expect(requirements.every(({ dependent, dependency }) => isIndex(dependent) && isIndex(dependency))).toBe(true);
  expect(dependencies.every(({ places: at }) => at.length > 0)).toBe(true);
}

/** Sound files with lines lost, doubled, cut or put in, and texts that are nothing at all. */
function garbled(texts: Texts): fc.Arbitrary<Texts> {
  const noise = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    ':',
    ',',
    '=',
    '\\',
    '\t',
    ' - ',
    '? ',
    '__proto__',
    '<',
    '/>',
    '&',
    '*x',
    '>-',
    '(',
    ')',
    '=>',
    '@',
    ';',
    '\u2028',
    '\uD800',
    '#',
  );
  const changes = fc.array(fc.tuple(fc.nat(), fc.constantFrom('drop', 'double', 'cut', 'insert', 'end'), noise), {
    minLength: 1,
    maxLength: 6,
  });
  const entries = Object.entries(texts).map(([path, text]) => {
    const changed = changes.map((list) => list.reduce((sofar, [at, how, what]) => change(sofar, at, how, what), text));
    return [
      path,
      fc.oneof(
        { arbitrary: changed, weight: 6 },
        { arbitrary: fc.constant(text), weight: 2 },
        fc.string({ unit: 'binary', maxLength: 60 }),
      ),
    ] as const;
  });
  return fc.record(Object.fromEntries(entries));
}

function change(text: string, at: number, how: string, what: string): string {
  const lines = text.split('\n');
  const row = at % lines.length;
  if (how === 'drop') return lines.toSpliced(row, 1).join('\n');
  if (how === 'double') return lines.toSpliced(row, 0, lines[row] ?? '').join('\n');
  const position = at % (text.length + 1);
  if (how === 'cut') return text.slice(0, position) + text.slice(position + 3);
  return how === 'insert' ? text.slice(0, position) + what + text.slice(position) : text.slice(0, position);
}
