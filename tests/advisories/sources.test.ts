/** Where advisories come from: zips, folders and addresses, and what is refused of them. */

import { symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHttp, type Http } from '../../server/src/lib/http.ts';
import { AdvisoryImports, bytes, record } from '../support/advisory-imports.ts';

const ADDRESS = 'https://advisories.example.com/npm/all.zip';

let imports: AdvisoryImports;
let server: Server;
/** What the stand-in answers. */
let served: { status: number; headers?: Record<string, string>; body?: Uint8Array };
let http: Http;

beforeAll(async () => {
  server = createServer((_request, response) => {
    response.writeHead(served.status, served.headers).end(served.body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  http = throughStandIn((server.address() as AddressInfo).port);
});
afterAll(() => new Promise((done) => server.close(done)));

beforeEach(async () => {
  imports = await AdvisoryImports.open();
});
afterEach(() => imports.close());

describe('a zip', () => {
  it('gives its records, whatever else is in it', async () => {
    const zip = zipSync({ 'A.json': bytes(record('A')), 'all/B.json': bytes(record('B')), 'notes.txt': bytes('x') });
    const path = join(imports.folder, 'all.zip');
    writeFileSync(path, zip);
    const run = await imports.run(path);
    expect(run.counts).toMatchObject({ read: 2, added: 2, problems: 0 });
  });

  it('cannot lead out of itself, and unpacks no bomb', async () => {
    const path = join(imports.folder, 'all.zip');
    const names = ['../up.json', '/root.json', 'C:\\windows.json', 'a/../../b.json'];
    const entries = names.map((name) => [name, bytes(record('UP'))] as const);
    const bomb = new Uint8Array(200 * 1024 * 1024);
    writeFileSync(path, zipSync({ ...Object.fromEntries(entries), 'bomb.json': [bomb, { level: 9 }], 'A.json': bytes(record('A')) })); // prettier-ignore
    const run = await imports.run(path);
    expect(run.counts).toMatchObject({ read: 6, added: 1, unreadable: 5 });
    expect(run.problems.map((problem) => problem.record)).toEqual([...names, 'bomb.json']);
    expect(await imports.idsAt('0.5.0')).toEqual(['A']);
  });

  it('that lies about a size loses that record alone', async () => {
    const zip = Buffer.from(zipSync({ 'A.json': bytes(record('A')), 'B.json': bytes(record('B')) }));
    // In the central directory the size stands 24 bytes behind the signature.
    const at = zip.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
    zip.writeUInt32LE(10, at + 24);
    const path = join(imports.folder, 'all.zip');
    writeFileSync(path, zip);
    const run = await imports.run(path);
    expect(run.counts).toMatchObject({ read: 2, added: 1, unreadable: 1 });
    expect(run.problems).toMatchObject([{ record: 'A.json', problem: expect.stringContaining('cannot be unpacked') }]);
  });

  it('that breaks off is refused, and one that is damaged gives what can be read', async () => {
    const zip = Buffer.from(zipSync({ 'A.json': bytes(record('A')), 'B.json': bytes(record('B')) }));
    const path = join(imports.folder, 'all.zip');
    writeFileSync(path, zip.subarray(0, zip.length - 40));
    await expect(imports.run(path)).rejects.toThrow(/is no zip that can be read/);
    const second = zip.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'));
    zip.write('XX', second, 'latin1');
    writeFileSync(path, zip);
    const run = await imports.run(path);
    expect(run.counts).toMatchObject({ added: 1, unreadable: 1 });
  });
});

describe('a folder', () => {
  it('gives records and zips at any depth, and follows no link', async () => {
    imports.write('npm/A.json', record('A'));
    imports.write('deep/er/B.json', record('B'));
    imports.write('pypi/all.zip', zipSync({ 'C.json': bytes(record('C')) }));
    imports.write('go/all.zip', 'no zip');
    imports.write('.git/D.json', record('D'));
    symlinkSync('/etc/hostname', join(imports.folder, 'link.json'));
    const run = await imports.run(imports.folder);
    expect(run.counts).toMatchObject({ added: 3, unreadable: 2 });
    expect(run.problems.map((problem) => problem.record).sort()).toEqual(['go/all.zip', 'link.json']);
    expect(await imports.idsAt('0.5.0')).toEqual(['A', 'B', 'C']);
  });

  it('or file that is not there is refused', async () => {
    await expect(imports.run(join(imports.folder, 'none'))).rejects.toThrow('is not there. Give a zip, a folder or an https address.'); // prettier-ignore
  });
});

describe('an address', () => {
  it('gives a zip or a record', async () => {
    served = { status: 200, body: zipSync({ 'A.json': bytes(record('A')) }) };
    const run = await imports.run(`${ADDRESS}?token=secret`, { http });
    expect(run).toMatchObject({ source: ADDRESS, counts: { added: 1 } });
    served = { status: 200, body: bytes(record('B')) };
    expect((await imports.run('https://user:secret@advisories.example.com/B', { http })).source).not.toContain(
      'secret',
    );
    expect(await imports.idsAt('0.5.0')).toEqual(['A', 'B']);
  });

  it.each([
    [{ status: 404 }, `${ADDRESS} answered with status 404. Check the address.`],
    [{ status: 302, headers: { location: 'https://other.example.com/all.zip' } }, `${ADDRESS} redirects to https://other.example.com/all.zip. Redirects are not followed; give that address if it is the right one.`], // prettier-ignore
  ])('that answers with %j is refused', async (answer, message) => {
    served = answer;
    await expect(imports.run(ADDRESS, { http })).rejects.toThrow(message);
    expect(await imports.advisories.data()).toBeNull();
  });

  it('that is not https, or on a private network, is refused', async () => {
    await expect(imports.run('http://advisories.example.com/all.zip', { http })).rejects.toThrow('over https only');
    const own = createHttp({});
    await expect(imports.run('https://127.0.0.1:1/all.zip', { http: own })).rejects.toThrow('gave no complete answer');
    await own.close();
  });
});

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
