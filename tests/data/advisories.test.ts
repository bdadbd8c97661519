/** Real advisories, many of them odd: all are imported, and what they enumerate is found, also by their ranges alone. */

import { readFileSync } from 'node:fs';
import { packageTypes } from '@backline/shared';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  Advisories,
  ADVISORY_ENTITIES,
  AdvisoryImporter,
  AdvisoryIndexBuilder,
  AdvisoryStore,
  readRecord,
  type AdvisoryRecord,
} from '../../server/src/advisories/index.ts';
import { createDataSource, databaseOf, type DataSource } from '../../server/src/db.ts';
import { createHttp } from '../../server/src/lib/http.ts';
import { packageTypePlug } from '../../server/src/package-types/index.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { dataFiles, dataPath, describeWithData, tally } from './reference-data.ts';

interface Enumerated {
  id: string;
  name: string;
  version: string;
  hasRange: boolean;
}

describeWithData('real advisories', () => {
  const texts = ['npm', 'pypi', 'go', 'nuget'].flatMap((format) =>
    dataFiles(`data/advisories/${format}`).map((file) => readFileSync(dataPath(file), 'utf8')),
  );
  const read = texts.map(readRecord);
  const records = read.flatMap(({ record }) => (record ? [record] : []));
  const current = records.filter(({ withdrawn }) => withdrawn === null);
  const problems = read.flatMap((one) => one.problems.map((problem) => problem.replace(/: .*/, '')));

  it(`are all read: ${records.length} of ${texts.length}, ${records.length - current.length} withdrawn (problems ${tally(problems)})`, () => {
    expect(records).toHaveLength(texts.length);
    expect(problems.length).toBeLessThan(records.length / 20);
  });

  const worded = records.flatMap((record, place) => {
    const { database_specific: specific } = JSON.parse(texts[place] as string) as { database_specific?: { severity?: string } }; // prettier-ignore
    const word = specific?.severity?.replace('MODERATE', 'MEDIUM');
    return word && record.severity?.vector ? [{ id: record.id, word, rating: record.severity.rating }] : [];
  });
  it(`are as severe by their vectors as GitHub says in a word: ${worded.length}`, () => {
    expect(worded.length).toBeGreaterThan(20);
    expect(worded.filter(({ word, rating }) => word !== rating)).toEqual([]);
  });

  const whole = indexOf(current);
  const byRanges = indexOf(current.map(withoutVersions));

  for (const { id, label } of packageTypes) {
    const { versions: rules } = packageTypePlug(id);
    const enumerated = current.flatMap(({ id: record, affected }) =>
      affected
        .filter(({ packageType }) => packageType === id)
        .flatMap(({ name, versions, intervals }): Enumerated[] =>
          versions.map((version) => ({ id: record, name, version, hasRange: intervals.length > 0 })),
        ),
    );
    // Go's and npm's advisories enumerate none.
    if (enumerated.length === 0) continue;

    it(`of ${label} are found for each of the ${enumerated.length} versions that they enumerate`, () => {
      const missed = enumerated.filter(({ id: record, name, version }) => !finds(whole, record, name, version));
      expect(missed).toEqual([]);
    });

    const skipped = enumerated.map(reasonToSkip).filter((reason) => reason !== null);
    const judged = enumerated.filter((one) => reasonToSkip(one) === null);
    it(`of ${label} are found for ${judged.length} of them by ranges alone (skipped ${tally(skipped)})`, () => {
      expect(judged.length).toBeGreaterThan(500);
      expect(skipped.length).toBeLessThan(judged.length / 100);
      expect(judged.filter(({ id: record, name, version }) => !finds(byRanges, record, name, version))).toEqual([]);
    });

    function finds(index: typeof whole, record: string, name: string, version: string): boolean {
      return index.match(id, name, version).some(({ records: found }) => found.includes(record));
    }

    function reasonToSkip({ id: record, name, version, hasRange }: Enumerated): string | null {
      if (!hasRange) return 'no range beside';
      if (!rules.isValid(version)) return 'no version of its package type';
      if (!rules.isPrerelease(version) || finds(byRanges, record, name, version)) return null;
      return 'a pre-release outside, added by hand';
    }
  }

  let testDatabase: TestDatabase;
  let dataSource: DataSource;
  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    dataSource = await createDataSource(testDatabase.url, { entities: ADVISORY_ENTITIES, migrations: [] }).initialize();
  });
  afterAll(async () => {
    await dataSource.destroy();
    await testDatabase.drop();
  });

  it('are imported once, and then there is nothing to do', async () => {
    const database = databaseOf(dataSource);
    const importer = new AdvisoryImporter(database, new AdvisoryStore(), { now: () => new Date() });
    const http = createHttp({});
    const first = await importer.run(dataPath('data/advisories'), { http });
    expect(first).toMatchObject({ advisoryCount: current.length, counts: { read: texts.length, added: texts.length } });
    const second = await importer.run(dataPath('data/advisories'), { http });
    expect(second).toMatchObject({ advisoryCount: current.length, counts: { unchanged: texts.length, added: 0 } });
    await http.close();
    const { index } = await new Advisories(database, new AdvisoryStore()).load();
    const versions = current.flatMap(({ affected }) => affected.flatMap(({ packageType, name, versions: all }) => all.map((version) => ({ packageType, name, version })))); // prettier-ignore
    expect(index.matchAll(versions)).toEqual(whole.matchAll(versions));
  });
});

function indexOf(records: readonly AdvisoryRecord[]) {
  const builder = new AdvisoryIndexBuilder();
  for (const record of records) builder.add(record);
  const work = builder.build();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

function withoutVersions(record: AdvisoryRecord): AdvisoryRecord {
  return { ...record, affected: record.affected.map((affected) => ({ ...affected, versions: [] })) };
}
