/** Real projects: each file is read whole, and each holds as many packages as a plain count of its text finds. */

import { expect, it } from 'vitest';
import {
  type ProjectReading,
  readProject,
  type UploadedFile,
  waysTo,
} from '../../server/src/features/projects/index.ts';
import { countHeld, countWanted } from './project-counts.ts';
import { dataFiles, dataText, describeWithData, filesBelow } from './reference-data.ts';

const limits = { maximumFileLength: 50_000_000 };

describeWithData('real projects', () => {
  for (const folder of ['npm', 'pypi', 'go', 'nuget'].flatMap((format) => dataFiles(`data/projects/${format}`))) {
    const files = filesBelow(folder).map((path) => ({ path, content: dataText(`${folder}/${path}`) }));
    const reading = readProject(files, limits);
    const { dependencies } = reading;
    const project = folder.split('/').slice(-2).join('/');
    const direct = dependencies.filter(({ isDirect }) => isDirect).length;

    it(`${project}: ${files.length} files, ${dependencies.length} dependencies, ${direct} of them direct`, () => {
      expect(reading.files.filter(({ problem }) => problem !== null)).toEqual([]);
      expect(direct).toBeGreaterThan(0);
      expect(misplaced(reading, files)).toEqual([]);
      expect(countedOtherwise(reading, files)).toEqual([]);
    });

    it(`${project}: every locked package comes in by some way, where the lockfile says what asks for what`, () => {
      const ways = waysTo(reading);
      const lost = dependencies.filter(
        ({ lockfile }, index) => lockfile !== null && tellsWays(lockfile) && ways(index).length === 0,
      );
      const texts = new Map(files.map(({ path, content }) => [path, content]));
      const named = lost.filter(({ name, lockfile }) => isAskedFor(texts.get(lockfile ?? '') ?? '', name));
      expect(named.map(({ name, version }) => `${name} ${version}`)).toEqual([]);
    });
  }
});

/** Dependencies of which neither the name nor the one that their dependents use is on the line where they are said to stand. */
function misplaced({ dependencies, requirements }: ProjectReading, files: readonly UploadedFile[]): string[] {
  const lines = new Map(files.map(({ path, content }) => [path, String(content).split('\n')]));
  return dependencies.flatMap(({ writtenName, places }, index) => {
    const aliases = requirements.filter(({ dependency }) => dependency === index).flatMap(({ alias }) => alias ?? []);
    return places
      .filter(
        ({ path, line }) => ![writtenName, ...aliases].some((name) => mentions(lines.get(path) ?? [], line, name)),
      )
      .map(({ path, line }) => `${writtenName} at ${path}:${line}`);
  });
}

/** A table of TOML says the name in the line after its heading, and an alias has the name inside. */
function mentions(lines: readonly string[], line: number, name: string): boolean {
  const near = lines
    .slice(line - 1, line + 5)
    .join('\n')
    .toLowerCase();
  return near.replace(/[-_.]+/g, '-').includes(name.toLowerCase().replace(/[-_.]+/g, '-'));
}

function countedOtherwise({ dependencies, requirements }: ProjectReading, files: readonly UploadedFile[]): string[] {
  return files.flatMap(({ path, content }) => {
    const expected = { held: countHeld(path, String(content)), wanted: countWanted(path, String(content)) };
    const held = dependencies.filter(({ lockfile }) => lockfile === path).length;
    const wanted = new Set(
      requirements
        .filter(({ place, dependent }) => dependent === null && place.path === path)
        .map(({ place }) => place.line),
    ).size;
    const isSame = (expected.held ?? held) === held && (expected.wanted ?? wanted) === wanted;
    return isSame
      ? []
      : [`${path}: ${held} held and ${wanted} wanted, and a plain count finds ${expected.held} and ${expected.wanted}`];
  });
}

/** Pipfile.lock is a list. */
function tellsWays(lockfile: string): boolean {
  return !lockfile.endsWith('Pipfile.lock');
}

/** Lockfiles that were edited by hand hold packages that nothing asks for any more. */
function isAskedFor(lockfile: string, name: string): boolean {
  return lockfile.split('\n').some((line) => /^\s{3,}/.test(line) && line.trim().replaceAll('"', '').startsWith(name));
}
