/** Files on their way into the database: without secrets, without what nobody reads, compressed; and out of it again. */

import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { maskSecretsOfFile } from '../../../lib/redact.ts';
import type { Remark } from '../../../package-types/index.ts';
import { isInstalled } from '../reading/file-paths.ts';
import { recognise } from '../reading/read-project.ts';
import type { ReadFile, UploadedFile } from '../reading/project-reading.ts';
import type { TextFile } from './fields.ts';

/** Characters that are masked between two turns of others: some milliseconds. */
const SLICE = 2 ** 18;
const MOST_REMARKS = 20;

export interface Upload {
  /** In the order given. What nobody reads has no content. */
  files: KeptFile[];
  /** How many of them some package type knows. */
  recognised: number;
}

interface KeptFile extends UploadedFile {
  content: string;
  /** What was done to it on its way in. */
  remarks: Remark[];
}

/** The files as they may be kept. */
export async function prepareUpload(given: readonly TextFile[]): Promise<Upload> {
  const files: KeptFile[] = [];
  let recognised = 0;
  for (const { path, content } of given) {
    const isKnown = !isInstalled(path) && recognise({ path, text: content }) !== null;
    if (isKnown) recognised += 1;
    // A file of another kind may hold anything.
    files.push(isKnown ? await masked(path, content) : { path, content: '', remarks: [] });
  }
  return { files, recognised };
}

/** Of what is asked for and where: equal for requests that would come to the same. */
export function digestOf(integrationId: string, name: string, { files }: Upload): string {
  const hash = createHash('sha256').update(JSON.stringify([integrationId, name]));
  const inOrder = files.toSorted((one, other) => (one.path < other.path ? -1 : 1));
  for (const { path, content } of inOrder) hash.update(JSON.stringify([path, content.length])).update(content);
  return hash.digest('base64url');
}

export async function packUpload({ files }: Upload): Promise<Buffer> {
  return promisify(gzip)(JSON.stringify(files), { level: 3 });
}

export async function unpackUpload(content: Buffer): Promise<KeptFile[]> {
  return JSON.parse((await promisify(gunzip)(content)).toString()) as KeptFile[];
}

/** The files as an analysis read them, with what was done to them before. Both are in the order of the upload. */
export function withRemarks(files: readonly ReadFile[], kept: readonly KeptFile[]): ReadFile[] {
  return files.map((file, place) => ({ ...file, remarks: [...(kept[place]?.remarks ?? []), ...file.remarks] }));
}

async function masked(path: string, content: string): Promise<KeptFile> {
  const texts: string[] = [];
  const remarks: Remark[] = [];
  let linesBefore = 0;
  let count = 0;
  for (const slice of slicesOf(content)) {
    const { text, secrets } = maskSecretsOfFile(slice);
    texts.push(text);
    for (const { line, what } of secrets.slice(0, MOST_REMARKS - remarks.length)) {
      remarks.push({ line: linesBefore + line, reason: reasonOf(what) });
    }
    count += secrets.length;
    linesBefore += slice.split('\n').length - 1;
    await nextTurn();
  }
  if (count > remarks.length) {
    remarks.push({ line: null, reason: `${count - remarks.length} more secrets in it were masked in the same way.` });
  }
  return { path, content: texts.join(''), remarks };
}

function reasonOf(what: string): string {
  return `Here the file holds ${what}, which was masked before the file was kept. Whoever can read the file can read it: take it out, and replace it. A patch that shows this line has to be applied by hand.`;
}

/** Pieces that end with a line, unless a line is longer than a piece may be. */
function* slicesOf(text: string): Generator<string> {
  for (let from = 0; from < text.length;) {
    const end = text.indexOf('\n', from + SLICE) + 1;
    const to = end > 0 ? end : text.length;
    yield text.slice(from, to);
    from = to;
  }
}
