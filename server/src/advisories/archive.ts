/** The records of a zip, read from its directory one after the other; nothing is ever written under a name that it gives. */

import type { Readable } from 'node:stream';
import { fromBufferPromise, openPromise, validateFileName, type Entry, type ZipFile } from 'yauzl';
import { SourceFailure, type SourceFile } from './source-file.ts';

/** No record comes near it; the largest ones have about 2 MB. */
export const MAXIMUM_RECORD_BYTES = 16 * 1024 * 1024;

/** All of OSV is a few GB. A zip that names one piece of data under many names would unpack to any size. */
const MAXIMUM_TOTAL_BYTES = 32 * 1024 * 1024 * 1024;

/** The `.json` files of a zip, by path or in memory. Rejects with SourceFailure where it is no zip. */
export async function* readArchive(name: string, zip: string | Buffer): AsyncGenerator<SourceFile> {
  const archive = await open(name, zip);
  let total = 0;
  try {
    for await (const entry of archive.eachEntry()) {
      const path = pathOf(entry);
      if (!path.endsWith('.json')) continue;
      const file = await readEntry(archive, entry, path);
      // Unpacking never goes beyond what an entry claims, nor beyond what a record may have.
      total += Math.min(entry.uncompressedSize, MAXIMUM_RECORD_BYTES);
      if (total > MAXIMUM_TOTAL_BYTES) throw new SourceFailure(`${name} unpacks to more than ${MAXIMUM_TOTAL_BYTES / 2 ** 30} GB, which no set of advisories does. It was not read further.`); // prettier-ignore
      yield file;
    }
  } catch (error) {
    if (error instanceof SourceFailure) throw error;
    // Where the directory breaks off, the entries behind cannot be found; those before are as good as ever.
    yield { name, problem: `cannot be read any further: ${messageOf(error)}` };
  } finally {
    archive.close();
  }
}

async function open(name: string, zip: string | Buffer): Promise<ZipFile> {
  // Names are checked here, one by one: the library would give up the whole zip for one of them.
  const options = { lazyEntries: true, autoClose: false, decodeStrings: false };
  try {
    return await (typeof zip === 'string' ? openPromise(zip, options) : fromBufferPromise(zip, options));
  } catch (error) {
    throw new SourceFailure(`${name} is no zip that can be read: ${messageOf(error)}.`);
  }
}

async function readEntry(archive: ZipFile, entry: Entry, path: string): Promise<SourceFile> {
  const trick = validateFileName(path);
  if (trick !== null) return { name: path, problem: `has a path that leads out of the zip: ${trick}` };
  if (entry.isEncrypted()) return { name: path, problem: 'is encrypted' };
  if (entry.uncompressedSize > MAXIMUM_RECORD_BYTES) return { name: path, problem: tooLarge() };
  try {
    const bytes = await readAll(await archive.openReadStreamPromise(entry));
    return bytes ? { name: path, bytes } : { name: path, problem: tooLarge() };
  } catch (error) {
    return { name: path, problem: `cannot be unpacked: ${messageOf(error)}` };
  }
}

async function readAll(stream: Readable): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    // What an entry says of its own size need not be true.
    if (size > MAXIMUM_RECORD_BYTES) return null;
    chunks.push(chunk);
  }
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
}

export function tooLarge(): string {
  return `is larger than ${MAXIMUM_RECORD_BYTES / 2 ** 20} MB, which no record is`;
}

/** With `decodeStrings` off the library gives the bytes of the name, which its types do not say. */
function pathOf({ fileName }: Entry): string {
  return (fileName as unknown as Buffer).toString('utf8');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
