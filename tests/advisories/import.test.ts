/** Importing advisories into a real database, and matching with what is there afterwards. */

import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runAdvisoriesCommand } from '../../server/src/advisories-command.ts';
import { AdvisoryImports, affected, record } from '../support/advisory-imports.ts';

let imports: AdvisoryImports;

beforeEach(async () => {
  imports = await AdvisoryImports.open();
});
afterEach(() => imports.close());

describe('an import', () => {
  it('takes what is new or changed, and nothing twice', async () => {
    const first = await imports.take({ 'A.json': record('A'), 'B.json': record('B'), 'sub/C.json': record('C') });
    expect(first.counts).toMatchObject({ read: 3, added: 3, updated: 0, unchanged: 0, problems: 0 });
    const second = await imports.take({
      'A.json': record('A'),
      'B.json': record('B', { modified: '2026-02-01T00:00:00Z', affected: affected('2.0.0') }),
      'C.json': record('C', { modified: '2025-01-01T00:00:00Z', affected: affected('9.0.0') }),
      'D.json': record('D'),
    });
    expect(second.counts).toMatchObject({ read: 4, added: 1, updated: 1, unchanged: 1, older: 1 });
    expect(await imports.idsAt('1.5.0')).toEqual(['B']);
    expect(await imports.idsAt('0.5.0')).toEqual(['A', 'B', 'C', 'D']);
  });

  it('takes a change that its publisher did not date', async () => {
    await imports.take({ 'A.json': record('A') });
    const { counts } = await imports.take({ 'A.json': record('A', { affected: affected('3.0.0') }) });
    expect(counts).toMatchObject({ updated: 1, unchanged: 0 });
    expect(await imports.idsAt('2.0.0')).toEqual(['A']);
  });

  it('keeps the last state of a record that comes several times', async () => {
    const { counts } = await imports.take({
      '1.json': record('A', { modified: '2026-03-01T00:00:00Z', affected: affected('3.0.0') }),
      '2.json': record('A', { affected: affected('9.0.0') }),
    });
    expect(counts).toMatchObject({ read: 2, added: 1, older: 1 });
    expect(await imports.idsAt('2.0.0')).toEqual(['A']);
    expect(await imports.idsAt('5.0.0')).toEqual([]);
  });

  it('lets go of what is withdrawn, and an older state does not bring it back', async () => {
    await imports.take({ 'A.json': record('A'), 'B.json': record('B') });
    const withdrawn = { modified: '2026-05-01T00:00:00Z', withdrawn: '2026-05-01T00:00:00Z' };
    const run = await imports.take({ 'A.json': record('A', withdrawn) });
    expect(run).toMatchObject({ advisoryCount: 1, counts: { withdrawn: 1, updated: 1 } });
    await imports.take({ 'A.json': record('A') });
    expect(await imports.idsAt('0.5.0')).toEqual(['B']);
  });

  it('passes over other package types, and forgets what no longer names one of ours', async () => {
    await imports.take({ 'A.json': record('A') });
    const elsewhere = [{ package: { ecosystem: 'Maven', name: 'a:b' }, versions: ['1'] }];
    const run = await imports.take({
      'A.json': record('A', { modified: '2026-05-01T00:00:00Z', affected: elsewhere }),
      'B.json': record('B', { affected: elsewhere }),
    });
    expect(run).toMatchObject({ advisoryCount: 0, counts: { elsewhere: 2, added: 0 } });
    expect(await imports.idsAt('0.5.0')).toEqual([]);
  });

  it('says how old the data is: when it was imported, and the last change of any record', async () => {
    expect(await imports.advisories.data()).toBeNull();
    expect((await imports.advisories.load()).index.match('NPM', 'acme', '0.5.0')).toEqual([]);
    const run = await imports.take({
      'A.json': record('A'),
      'B.json': record('B', { modified: '2026-07-07T07:07:07.123456Z' }),
    });
    const data = {
      importId: run.id,
      importedAt: imports.now,
      newestModified: new Date('2026-07-07T07:07:07.123Z'),
      advisoryCount: 2,
    };
    expect(await imports.advisories.data()).toEqual(data);
    const before = await imports.advisories.load();
    expect(before.data).toEqual(data);
    expect(await imports.advisories.load()).toBe(before);
    imports.now = new Date(imports.now.getTime() + 86_400_000);
    await imports.take({ 'A.json': record('A') });
    expect((await imports.advisories.load()).data).toMatchObject({ importedAt: imports.now, advisoryCount: 2 });
  });

  it('that was stopped goes on where it was', async () => {
    for (let place = 0; place < 2_200; place += 1) imports.write(`${place}.json`, record(`R-${place}`));
    const stop = new AbortController();
    const stopped = imports.run(imports.folder, { signal: stop.signal, onProgress: () => stop.abort() });
    await expect(stopped).rejects.toThrow();
    expect(await imports.advisories.data()).toBeNull();
    const { counts, advisoryCount } = await imports.run(imports.folder);
    expect(counts.unchanged).toBeGreaterThanOrEqual(500);
    expect([counts.unchanged + counts.added, advisoryCount]).toEqual([2_200, 2_200]);
    expect(counts.added).toBeGreaterThan(0);
  });

  it('keeps what there is to show of a record', async () => {
    await imports.take({ 'A.json': record('A', { summary: 'One', details: 'Two', aliases: ['CVE-1'], references: [{ url: 'https://three.example' }] }) }); // prettier-ignore
    expect(await imports.advisories.records(['A', 'unknown'])).toMatchObject([
      { id: 'A', summary: 'One', details: 'Two', aliases: ['CVE-1'], references: ['https://three.example'] },
    ]);
  });

  it('stops at no record that cannot be used', async () => {
    const run = await imports.take({
      'broken.json': '{"id": "X", ',
      'empty.json': '',
      'list.json': '[]',
      'huge.json': `{"id":"HUGE","details":"${'x'.repeat(17 * 1024 * 1024)}"}`,
      'nul.json': record('NUL', { summary: 'a\0b\ud800', details: '\0', aliases: ['C\0'] }),
      'proto.json': `{"__proto__":{"id":"P"},"id":"PROTO","modified":"2026-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"npm","name":"constructor"},"versions":["1.0.0"]}]}`,
      'range.json': record('RANGE', { affected: [{ package: { ecosystem: 'npm', name: 'acme' }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { mended: '1.0.0' }] }] }] }),
      'readme.txt': 'no record',
      'Z.json': record('Z'),
    }); // prettier-ignore
    expect(run.counts).toMatchObject({ read: 8, added: 4, unreadable: 4, problems: 5 });
    expect(run.problems.map((problem) => `${problem.record} ${problem.problem}`).sort()).toEqual([
      'RANGE has a range of acme that has an event that is none of introduced, fixed, last_affected, limit: {"mended":"1.0.0"}',
      'broken.json is no JSON object',
      'empty.json is no JSON object',
      'huge.json is larger than 16 MB, which no record is',
      'list.json is no JSON object',
    ]);
    expect(await imports.idsAt('0.5.0')).toEqual(['NUL', 'Z']);
    const { index } = await imports.advisories.load();
    expect(index.match('NPM', 'constructor', '1.0.0').map(({ id }) => id)).toEqual(['PROTO']);
  });
});

describe('the command', () => {
  it('migrates, imports, and says what it did', async () => {
    imports.write('A.json', record('A'));
    imports.write('B.json', '{');
    imports.write('git.json', record('GIT', { affected: [{ package: { ecosystem: 'npm', name: 'acme' }, ranges: [{ type: 'GIT', events: [] }], versions: ['0.5.0'] }] })); // prettier-ignore
    const [code, lines] = await command('import', imports.folder);
    expect(code).toBe(0);
    expect(lines.join('\n')).toMatch(
      /^Imported .* in \d+\.\d s\.\n {2}3 records read: 2 new, 0 changed, 0 unchanged, 0 older than known\n {2}0 of other package types, 0 withdrawn, 1 ranges of commits passed over\n {2}1 problems, 1 records unreadable\n {4}B\.json is no JSON object\nThere are 2 advisories now; the last change of any is of 2026-01-01T00:00:00\.000Z\.$/,
    );
    expect(await imports.idsAt('0.5.0')).toEqual(['A', 'GIT']);
  });

  it('refuses what it cannot read in one line, and explains itself', async () => {
    expect(await command('import', join(imports.folder, 'none'))).toEqual([
      1,
      [expect.stringContaining('is not there')],
    ]);
    expect(await command()).toEqual([0, [expect.stringContaining('npm run advisories -- import')]]);
    expect((await command('export'))[0]).toBe(1);
  });

  it('stops when it is told to', async () => {
    imports.write('A.json', record('A'));
    const stopped = await command('import', imports.folder, AbortSignal.abort());
    expect(stopped).toEqual([1, ['Stopped. What was read until now is kept; run it again to go on.']]);
    expect(await imports.advisories.data()).toBeNull();
  });
});

async function command(...words: (string | AbortSignal)[]): Promise<[code: number, lines: string[]]> {
  const lines: string[] = [];
  const add = (line: string) => lines.push(line);
  const signal = words.find((word) => word instanceof AbortSignal);
  const code = await runAdvisoriesCommand(
    words.filter((word) => typeof word === 'string'),
    { environment: { DATABASE_URL: imports.testDatabase.url }, print: add, note: add, ...(signal && { signal }) },
  );
  return [code, lines];
}
