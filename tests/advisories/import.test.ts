/** Importing advisories from where they come, into a real database, and matching with what is there afterwards. */

import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runAdvisoriesCommand } from '../../server/src/advisories-command.ts';
import {
  Advisories,
  ADVISORY_ENTITIES,
  AdvisoryImporter,
  AdvisoryStore,
  type AdvisoryImportEntity,
} from '../../server/src/advisories/index.ts';
import { createDataSource, databaseOf, type DataSource } from '../../server/src/db.ts';
import { createHttp, type Http } from '../../server/src/lib/http.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const ADDRESS = 'https://advisories.example.com/npm/all.zip';

let testDatabase: TestDatabase;
let dataSource: DataSource;
let importer: AdvisoryImporter;
let advisories: Advisories;
let folder: string;
let server: Server;
/** What the stand-in answers. */
let served: { status: number; headers?: Record<string, string>; body?: Uint8Array };
let http: Http;
let now = new Date('2026-11-28T10:00:00Z');

beforeAll(async () => {
  server = createServer((_request, response) => {
    response.writeHead(served.status, served.headers).end(served.body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  http = throughStandIn((server.address() as AddressInfo).port);
});
afterAll(() => new Promise((done) => server.close(done)));

beforeEach(async () => {
  testDatabase = await createTestDatabase();
  dataSource = await createDataSource(testDatabase.url, { entities: ADVISORY_ENTITIES, migrations: [] }).initialize();
  const database = databaseOf(dataSource);
  importer = new AdvisoryImporter(database, new AdvisoryStore(), { now: () => now });
  advisories = new Advisories(database, new AdvisoryStore());
  folder = mkdtempSync(join(tmpdir(), 'advisories-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await dataSource.destroy();
  await testDatabase.drop();
});

describe('an import', () => {
  it('takes what is new or changed, and nothing twice', async () => {
    const first = await take({ 'A.json': record('A'), 'B.json': record('B'), 'sub/C.json': record('C') });
    expect(first.counts).toMatchObject({ read: 3, added: 3, updated: 0, unchanged: 0, problems: 0 });
    const second = await take({
      'A.json': record('A'),
      'B.json': record('B', { modified: '2026-02-01T00:00:00Z', affected: affected('2.0.0') }),
      'C.json': record('C', { modified: '2025-01-01T00:00:00Z', affected: affected('9.0.0') }),
      'D.json': record('D'),
    });
    expect(second.counts).toMatchObject({ read: 4, added: 1, updated: 1, unchanged: 1, older: 1 });
    expect(await idsAt('1.5.0')).toEqual(['B']);
    expect(await idsAt('0.5.0')).toEqual(['A', 'B', 'C', 'D']);
  });

  it('takes a change that its publisher did not date', async () => {
    await take({ 'A.json': record('A') });
    const { counts } = await take({ 'A.json': record('A', { affected: affected('3.0.0') }) });
    expect(counts).toMatchObject({ updated: 1, unchanged: 0 });
    expect(await idsAt('2.0.0')).toEqual(['A']);
  });

  it('keeps the last state of a record that comes several times', async () => {
    const { counts } = await take({
      '1.json': record('A', { modified: '2026-03-01T00:00:00Z', affected: affected('3.0.0') }),
      '2.json': record('A', { affected: affected('9.0.0') }),
    });
    expect(counts).toMatchObject({ read: 2, added: 1, older: 1 });
    expect(await idsAt('2.0.0')).toEqual(['A']);
    expect(await idsAt('5.0.0')).toEqual([]);
  });

  it('lets go of what is withdrawn, and an older state does not bring it back', async () => {
    await take({ 'A.json': record('A'), 'B.json': record('B') });
    const withdrawn = { modified: '2026-05-01T00:00:00Z', withdrawn: '2026-05-01T00:00:00Z' };
    const run = await take({ 'A.json': record('A', withdrawn) });
    expect(run).toMatchObject({ advisoryCount: 1, counts: { withdrawn: 1, updated: 1 } });
    await take({ 'A.json': record('A') });
    expect(await idsAt('0.5.0')).toEqual(['B']);
  });

  it('passes over other package types, and forgets what no longer names one of ours', async () => {
    await take({ 'A.json': record('A') });
    const elsewhere = [{ package: { ecosystem: 'Maven', name: 'a:b' }, versions: ['1'] }];
    const run = await take({
      'A.json': record('A', { modified: '2026-05-01T00:00:00Z', affected: elsewhere }),
      'B.json': record('B', { affected: elsewhere }),
    });
    expect(run).toMatchObject({ advisoryCount: 0, counts: { elsewhere: 2, added: 0 } });
    expect(await idsAt('0.5.0')).toEqual([]);
  });

  it('says how old the data is: when it was imported, and the last change of any record', async () => {
    expect(await advisories.data()).toBeNull();
    expect((await advisories.load()).index.match('NPM', 'acme', '0.5.0')).toEqual([]);
    const run = await take({
      'A.json': record('A'),
      'B.json': record('B', { modified: '2026-07-07T07:07:07.123456Z' }),
    });
    const data = {
      importId: run.id,
      importedAt: now,
      newestModified: new Date('2026-07-07T07:07:07.123Z'),
      advisoryCount: 2,
    };
    expect(await advisories.data()).toEqual(data);
    const before = await advisories.load();
    expect(before.data).toEqual(data);
    expect(await advisories.load()).toBe(before);
    now = new Date(now.getTime() + 86_400_000);
    await take({ 'A.json': record('A') });
    expect((await advisories.load()).data).toMatchObject({ importedAt: now, advisoryCount: 2 });
  });

  it('that was stopped goes on where it was', async () => {
    for (let place = 0; place < 2_200; place += 1) write(`${place}.json`, record(`R-${place}`));
    const stop = new AbortController();
    const stopped = importer.run(folder, { http, signal: stop.signal, onProgress: () => stop.abort() });
    await expect(stopped).rejects.toThrow();
    expect(await advisories.data()).toBeNull();
    const { counts, advisoryCount } = await importer.run(folder, { http });
    expect(counts.unchanged).toBeGreaterThanOrEqual(500);
    expect([counts.unchanged + counts.added, advisoryCount]).toEqual([2_200, 2_200]);
    expect(counts.added).toBeGreaterThan(0);
  });

  it('keeps what there is to show of a record', async () => {
    await take({ 'A.json': record('A', { summary: 'One', details: 'Two', aliases: ['CVE-1'], references: [{ url: 'https://three.example' }] }) }); // prettier-ignore
    expect(await advisories.records(['A', 'unknown'])).toMatchObject([
      { id: 'A', summary: 'One', details: 'Two', aliases: ['CVE-1'], references: ['https://three.example'] },
    ]);
  });

  it('stops at no record that cannot be used', async () => {
    const run = await take({
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
    expect(await idsAt('0.5.0')).toEqual(['NUL', 'Z']);
    const { index } = await advisories.load();
    expect(index.match('NPM', 'constructor', '1.0.0').map(({ id }) => id)).toEqual(['PROTO']);
  });
});

describe('a zip', () => {
  it('gives its records, whatever else is in it', async () => {
    const zip = zipSync({ 'A.json': bytes(record('A')), 'all/B.json': bytes(record('B')), 'notes.txt': bytes('x') });
    const path = join(folder, 'all.zip');
    writeFileSync(path, zip);
    const run = await importer.run(path, { http });
    expect(run.counts).toMatchObject({ read: 2, added: 2, problems: 0 });
  });

  it('cannot lead out of itself, and unpacks no bomb', async () => {
    const path = join(folder, 'all.zip');
    const names = ['../up.json', '/root.json', 'C:\\windows.json', 'a/../../b.json'];
    const entries = names.map((name) => [name, bytes(record('UP'))] as const);
    const bomb = new Uint8Array(200 * 1024 * 1024);
    writeFileSync(path, zipSync({ ...Object.fromEntries(entries), 'bomb.json': [bomb, { level: 9 }], 'A.json': bytes(record('A')) })); // prettier-ignore
    const run = await importer.run(path, { http });
    expect(run.counts).toMatchObject({ read: 6, added: 1, unreadable: 5 });
    expect(run.problems.map((problem) => problem.record)).toEqual([...names, 'bomb.json']);
    expect(await idsAt('0.5.0')).toEqual(['A']);
  });

  it('that lies about a size loses that record alone', async () => {
    const zip = Buffer.from(zipSync({ 'A.json': bytes(record('A')), 'B.json': bytes(record('B')) }));
    // In the central directory the size stands 24 bytes behind the signature.
    const at = zip.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
    zip.writeUInt32LE(10, at + 24);
    const path = join(folder, 'all.zip');
    writeFileSync(path, zip);
    const run = await importer.run(path, { http });
    expect(run.counts).toMatchObject({ read: 2, added: 1, unreadable: 1 });
    expect(run.problems).toMatchObject([{ record: 'A.json', problem: expect.stringContaining('cannot be unpacked') }]);
  });

  it('that breaks off is refused, and one that is damaged gives what can be read', async () => {
    const zip = Buffer.from(zipSync({ 'A.json': bytes(record('A')), 'B.json': bytes(record('B')) }));
    const path = join(folder, 'all.zip');
    writeFileSync(path, zip.subarray(0, zip.length - 40));
    await expect(importer.run(path, { http })).rejects.toThrow(/is no zip that can be read/);
    const second = zip.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'));
    zip.write('XX', second, 'latin1');
    writeFileSync(path, zip);
    const run = await importer.run(path, { http });
    expect(run.counts).toMatchObject({ added: 1, unreadable: 1 });
  });
});

describe('a folder', () => {
  it('gives records and zips at any depth, and follows no link', async () => {
    write('npm/A.json', record('A'));
    write('deep/er/B.json', record('B'));
    write('pypi/all.zip', zipSync({ 'C.json': bytes(record('C')) }));
    write('go/all.zip', 'no zip');
    write('.git/D.json', record('D'));
    symlinkSync('/etc/hostname', join(folder, 'link.json'));
    const run = await importer.run(folder, { http });
    expect(run.counts).toMatchObject({ added: 3, unreadable: 2 });
    expect(run.problems.map((problem) => problem.record).sort()).toEqual(['go/all.zip', 'link.json']);
    expect(await idsAt('0.5.0')).toEqual(['A', 'B', 'C']);
  });

  it('or file that is not there is refused', async () => {
    await expect(importer.run(join(folder, 'none'), { http })).rejects.toThrow('is not there. Give a zip, a folder or an https address.'); // prettier-ignore
  });
});

describe('an address', () => {
  it('gives a zip or a record', async () => {
    served = { status: 200, body: zipSync({ 'A.json': bytes(record('A')) }) };
    const run = await importer.run(`${ADDRESS}?token=secret`, { http });
    expect(run).toMatchObject({ source: ADDRESS, counts: { added: 1 } });
    served = { status: 200, body: bytes(record('B')) };
    expect((await importer.run('https://user:secret@advisories.example.com/B', { http })).source).not.toContain(
      'secret',
    );
    expect(await idsAt('0.5.0')).toEqual(['A', 'B']);
  });

  it.each([
    [{ status: 404 }, `${ADDRESS} answered with status 404. Check the address.`],
    [{ status: 302, headers: { location: 'https://other.example.com/all.zip' } }, `${ADDRESS} redirects to https://other.example.com/all.zip. Redirects are not followed; give that address if it is the right one.`], // prettier-ignore
  ])('that answers with %j is refused', async (answer, message) => {
    served = answer;
    await expect(importer.run(ADDRESS, { http })).rejects.toThrow(message);
    expect(await advisories.data()).toBeNull();
  });

  it('that is not https, or on a private network, is refused', async () => {
    await expect(importer.run('http://advisories.example.com/all.zip', { http })).rejects.toThrow('over https only');
    const own = createHttp({});
    await expect(importer.run('https://127.0.0.1:1/all.zip', { http: own })).rejects.toThrow('gave no complete answer');
    await own.close();
  });
});

describe('the command', () => {
  it('migrates, imports, and says what it did', async () => {
    write('A.json', record('A'));
    write('B.json', '{');
    write('git.json', record('GIT', { affected: [{ package: { ecosystem: 'npm', name: 'acme' }, ranges: [{ type: 'GIT', events: [] }], versions: ['0.5.0'] }] })); // prettier-ignore
    const [code, lines] = await command('import', folder);
    expect(code).toBe(0);
    expect(lines.join('\n')).toMatch(
      /^Imported .* in \d+\.\d s\.\n {2}3 records read: 2 new, 0 changed, 0 unchanged, 0 older than known\n {2}0 of other package types, 0 withdrawn, 1 ranges of commits passed over\n {2}1 problems, 1 records unreadable\n {4}B\.json is no JSON object\nThere are 2 advisories now; the last change of any is of 2026-01-01T00:00:00\.000Z\.$/,
    );
    expect(await idsAt('0.5.0')).toEqual(['A', 'GIT']);
  });

  it('refuses what it cannot read in one line, and explains itself', async () => {
    expect(await command('import', join(folder, 'none'))).toEqual([1, [expect.stringContaining('is not there')]]);
    expect(await command()).toEqual([0, [expect.stringContaining('npm run advisories -- import')]]);
    expect((await command('export'))[0]).toBe(1);
  });

  it('stops when it is told to', async () => {
    write('A.json', record('A'));
    const stopped = await command('import', folder, AbortSignal.abort());
    expect(stopped).toEqual([1, ['Stopped. What was read until now is kept; run it again to go on.']]);
    expect(await advisories.data()).toBeNull();
  });
});

async function command(...words: (string | AbortSignal)[]): Promise<[code: number, lines: string[]]> {
  const lines: string[] = [];
  const add = (line: string) => lines.push(line);
  const signal = words.find((word) => word instanceof AbortSignal);
  const code = await runAdvisoriesCommand(
    words.filter((word) => typeof word === 'string'),
    { environment: { DATABASE_URL: testDatabase.url }, print: add, note: add, ...(signal && { signal }) },
  );
  return [code, lines];
}

/** Imports a folder that holds these files and nothing else. */
async function take(files: Record<string, string>): Promise<AdvisoryImportEntity> {
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) write(name, content);
  return importer.run(folder, { http });
}

async function idsAt(version: string): Promise<string[]> {
  const { index } = await advisories.load();
  return index
    .match('NPM', 'acme', version)
    .map(({ id }) => id)
    .sort();
}

function record(id: string, members: object = {}): string {
  return JSON.stringify({ id, modified: '2026-01-01T00:00:00Z', affected: affected('1.0.0'), ...members });
}

function affected(fixed: string): object[] {
  const ranges = [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }];
  return [{ package: { ecosystem: 'npm', name: 'acme' }, ranges }];
}

function write(name: string, content: string | Uint8Array): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function bytes(text: string): Uint8Array {
  return Buffer.from(text);
}

/** The door out, with the stand-in behind every address. */
function throughStandIn(port: number): Http {
  return {
    async request() {
      const answer = await fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual' });
      return {
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: Buffer.from(await answer.arrayBuffer()),
        isTruncated: false,
        durationMs: 1,
      };
    },
    close: async () => undefined,
  };
}
