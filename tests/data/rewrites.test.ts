/** Real projects with every package changed, in each way: what is written is read again as meant, and nothing else is touched. */

import { expect, it } from 'vitest';
import { type PackageTypePlug, packageTypePlugs, type VersionChange } from '../../server/src/package-types/index.ts';
import { dataFiles, dataText, describeWithData, filesBelow } from './reference-data.ts';

const WAYS = ['update', 'requirement', 'override'] as const;
const HASH = `sha256:${'a'.repeat(64)}`;

describeWithData('real projects with changed versions', () => {
  for (const plug of packageTypePlugs.filter(({ definition }) => definition.id !== 'NPM')) {
    const format = plug.definition.id.toLowerCase();
    for (const folder of dataFiles(`data/projects/${format}`)) {
      const files = filesBelow(folder)
        .map((path) => ({ path, text: dataText(`${folder}/${path}`).replace(/^\uFEFF/, '') }))
        .filter((file) => plug.manifests.recognise(file) !== null);

      it.for(WAYS)(`${folder.split('/').slice(-2).join('/')}: %s`, async (way) => {
        const { manifests } = plug;
        const reading = manifests.read(files);
        const changes = changesOf(plug, reading, way);
        const rewrite = await manifests.rewrite(
          {
            files,
            reading,
            registry: () => Promise.reject(new Error('This package type needs no registry.')),
            signal: new AbortController().signal,
          },
          changes,
        );
        expect(rewrite.written.length).toBeGreaterThan(0);
        expect(rewrite.written.length + rewrite.refused.length).toBe(changes.length);
        const texts = new Map(rewrite.files.map(({ path, text }) => [path, text]));
        const again = manifests.read(files.map(({ path, text }) => ({ path, text: texts.get(path) ?? text })));
        expect(again.files.map(({ problem }) => problem)).toEqual(reading.files.map(({ problem }) => problem));
        const held = new Set(again.dependencies.map(({ name, version }) => `${name} ${version}`));
        const wanted = new Set(
          again.requirements.map(
            ({ dependency, requirement }) => `${again.dependencies[dependency]?.name} ${requirement}`,
          ),
        );
        const lost = rewrite.written.filter(
          ({ name, to }) => !held.has(`${name} ${to}`) && !wanted.has(`${name} ${to}`),
        );
        expect(lost.map(({ name, from, to }) => `${name} ${from} ${to}`)).toEqual([]);
        expect(strangeLines(files, texts, changes)).toEqual([]);
      });
    }
  }
});

function changesOf(
  { definition, versions }: PackageTypePlug,
  { dependencies, requirements }: ReturnType<PackageTypePlug['manifests']['read']>,
  way: (typeof WAYS)[number],
): VersionChange[] {
  const changes = new Map<string, VersionChange>();
  for (const [index, { name, version, source }] of dependencies.entries()) {
    const minimum = requirements.find(({ dependency }) => dependency === index)?.requirement ?? '';
    const from = version ?? (definition.id === 'NUGET' && versions.isValid(minimum) ? minimum : null);
    if (from === null || source !== 'registry') continue;
    const to = from.replace(/^(v?\d+)(?:\.(\d+))?(?:[^+]|\+(?!incompatible))*/, (_, major: string, minor = '0') => {
      return `${major}.${Number(minor) + 1}.77`;
    });
    const archives = [{ fileName: `${name}.whl`, url: `https://repo.example/${name}.whl`, integrity: [HASH] }];
    changes.set(`${name} ${from}`, {
      name,
      from,
      to,
      way,
      release: { version: to, requirements: null, archives, manifest: {} },
    });
  }
  return [...changes.values()];
}

/** Lines of changed files that are new and hold none of the new versions, hashes or names. */
function strangeLines(
  files: readonly { path: string; text: string }[],
  texts: ReadonlyMap<string, string>,
  changes: readonly VersionChange[],
): string[] {
  const news = new Set(changes.map(({ to }) => to));
  return files.flatMap(({ path, text }) => {
    const known = new Set(text.split('\n'));
    const added = (texts.get(path) ?? text).split('\n').filter((line) => !known.has(line) && line.trim() !== '');
    return added.filter((line) => !isExpected(line, news)).map((line) => `${path}: ${line.trim().slice(0, 100)}`);
  });
}

function isExpected(line: string, news: ReadonlySet<string>): boolean {
  const isRenewed = line.includes('a'.repeat(64)) || /"(?:sha256|type)": |content-hash|ItemGroup|tool\.uv\]/.test(line);
  const isReference = /<Package(?:Reference|Version) |[<>~^=]=? ?\d|\.\*/.test(line);
  return (
    isRenewed ||
    isReference ||
    [...line.matchAll(/v?\d+\.\d+\.77(?:\+incompatible)?/g)].some(([version]) => news.has(version))
  );
}
