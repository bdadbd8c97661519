/** Where records come from: a zip as OSV publishes them, a folder, a single record, or an https address of one of those. */

import { lstat, open, readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Http, HttpAnswer } from '../lib/http.ts';
import { HttpFailure } from '../lib/http.ts';
import { MAXIMUM_RECORD_BYTES, readArchive, tooLarge } from './archive.ts';
import { SourceFailure, type SourceFile } from './source-file.ts';

/** The largest zip of one ecosystem has a few hundred MB. */
const MAXIMUM_DOWNLOAD_BYTES = 2 * 1024 * 1024 * 1024;
const DOWNLOAD_DEADLINE_MS = 30 * 60 * 1000;

export interface SourceOptions {
  http: Http;
  signal?: AbortSignal | undefined;
  /** Bytes of a download so far. */
  onDownload?: ((bytes: number) => void) | undefined;
}

/** The files of a source. Rejects with SourceFailure where there is none. */
export function readSource(source: string, options: SourceOptions): AsyncGenerator<SourceFile> {
  return isAddress(source) ? readAddress(source, options) : readPath(source);
}

/** The source as it may be kept and shown: an address can hold a password. */
export function sourceName(source: string): string {
  if (!isAddress(source) || !URL.canParse(source)) return source;
  const { origin, pathname } = new URL(source);
  return origin + pathname;
}

function isAddress(source: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(source);
}

async function* readAddress(address: string, options: SourceOptions): AsyncGenerator<SourceFile> {
  const name = sourceName(address);
  if (!URL.canParse(address) || new URL(address).protocol !== 'https:') {
    throw new SourceFailure(`${name} is no https address. Advisories are fetched over https only; give an https address or a file.`); // prettier-ignore
  }
  const { body } = await download(address, name, options);
  yield* isZip(body) ? readArchive(name, body) : single(name, body);
}

async function download(
  address: string,
  name: string,
  { http, signal, onDownload }: SourceOptions,
): Promise<HttpAnswer> {
  let answer: HttpAnswer;
  try {
    answer = await http.request({
      url: address,
      deadlineMs: DOWNLOAD_DEADLINE_MS,
      maxBytes: MAXIMUM_DOWNLOAD_BYTES,
      ...(signal && { signal }),
      ...(onDownload && { onProgress: onDownload }),
    });
  } catch (error) {
    if (error instanceof HttpFailure) throw new SourceFailure(`${name} gave no complete answer: ${error.message}`);
    throw error;
  }
  const { status, headers } = answer;
  if (status >= 300 && status < 400) {
    throw new SourceFailure(`${name} redirects to ${sourceName(headers['location'] ?? 'nowhere')}. Redirects are not followed; give that address if it is the right one.`); // prettier-ignore
  }
  if (status !== 200) throw new SourceFailure(`${name} answered with status ${status}. Check the address.`);
  if (answer.isTruncated) throw new SourceFailure(`${name} is larger than ${MAXIMUM_DOWNLOAD_BYTES / 2 ** 30} GB. Import it in parts.`); // prettier-ignore
  return answer;
}

async function* readPath(path: string): AsyncGenerator<SourceFile> {
  const found = await lstat(path).catch(() => null);
  if (!found) throw new SourceFailure(`${path} is not there. Give a zip, a folder or an https address.`);
  // What is named outright may be a link.
  if (found.isDirectory() || (await isFolder(path))) yield* readFolder(path);
  else if (await beginsAsZip(path)) yield* readArchive(path, path);
  else yield await readRecordFile(path, path);
}

async function isFolder(path: string): Promise<boolean> {
  return readdir(path).then(
    () => true,
    () => false,
  );
}

/** `.json` and `.zip` at any depth, in order; folders whose names begin with a point are another tool's. */
async function* readFolder(folder: string): AsyncGenerator<SourceFile> {
  const pending = [folder];
  for (let current = pending.pop(); current !== undefined; current = pending.pop()) {
    const entries = (await readdir(current, { withFileTypes: true })).sort((one, other) =>
      one.name < other.name ? -1 : 1,
    );
    for (const entry of entries) {
      const path = join(current, entry.name);
      const name = relative(folder, path);
      const isWanted = /\.(json|zip)$/.test(entry.name);
      if (entry.isDirectory()) {
        if (!entry.name.startsWith('.')) pending.push(path);
      } else if (isWanted && !entry.isFile()) {
        yield { name, problem: 'is a link or a device, which are not followed' };
      } else if (entry.name.endsWith('.json')) {
        yield await readRecordFile(path, name);
      } else if (isWanted) {
        yield* readNestedArchive(path, name);
      }
    }
  }
}

/** One zip that is none does not stop a folder of several. */
async function* readNestedArchive(path: string, name: string): AsyncGenerator<SourceFile> {
  try {
    yield* readArchive(name, path);
  } catch (error) {
    if (!(error instanceof SourceFailure)) throw error;
    yield { name, problem: `cannot be used: ${error.message}` };
  }
}

async function readRecordFile(path: string, name: string): Promise<SourceFile> {
  try {
    const { size } = await lstat(path);
    return size > MAXIMUM_RECORD_BYTES ? { name, problem: tooLarge() } : { name, bytes: await readFile(path) };
  } catch (error) {
    return { name, problem: `cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}

async function* single(name: string, bytes: Buffer): AsyncGenerator<SourceFile> {
  yield bytes.length > MAXIMUM_RECORD_BYTES ? { name, problem: tooLarge() } : { name, bytes };
}

async function beginsAsZip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && isZip(buffer);
  } finally {
    await file.close();
  }
}

/** `PK`, then the kind of the first part: an entry, or the end of an empty directory. */
function isZip(bytes: Buffer): boolean {
  return bytes.subarray(0, 2).toString('latin1') === 'PK';
}
