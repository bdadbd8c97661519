import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { gzipSync, zipSync, type Zippable } from 'fflate';
import { pack } from 'tar-stream';
import type { SourceFiles } from './lab-package.ts';

// Archives must come out the same at every start, or lock files made against the lab would not hold.
const tarTime = new Date('1985-10-26T08:15:00Z');
// fflate writes local time, so this is local on purpose: the bytes are those of 1 January 1980 in every time zone.
const zipTime = new Date(1980, 0, 1);

/** A `.tar.gz` with every path below `prefix` and the same bytes every time. */
export async function tarball(prefix: string, files: SourceFiles): Promise<Buffer> {
  const archive = pack();
  for (const [path, content] of sorted(files)) {
    archive.entry({ name: prefix + path, mtime: tarTime, mode: 0o644 }, Buffer.from(content));
  }
  archive.finalize();
  // Not Node's zlib, whose output depends on the processor.
  return Buffer.from(gzipSync(await buffer(archive), { level: 9, mtime: 0 }));
}

/** A zip with every path below `prefix` and the same bytes every time. */
export function zip(prefix: string, files: SourceFiles): Buffer {
  const entries: Zippable = {};
  for (const [path, content] of sorted(files)) {
    entries[prefix + path] = [Buffer.from(content), { mtime: zipTime, level: 9, os: 3, attrs: (0o100644 << 16) >>> 0 }];
  }
  return Buffer.from(zipSync(entries));
}

export function digest(algorithm: 'sha1' | 'sha256', content: string | Uint8Array): string {
  return createHash(algorithm).update(content).digest('hex');
}

export function digestBase64(algorithm: 'sha256' | 'sha512', content: string | Uint8Array): string {
  return createHash(algorithm).update(content).digest('base64');
}

function sorted(files: SourceFiles): [string, Buffer][] {
  return Object.entries(files)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, content]) => [path, Buffer.from(content)]);
}
