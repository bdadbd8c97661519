/** What the stub holds: every npm document in both forms, compressed, and the modules. */

import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { gunzipSync, gzipSync } from 'node:zlib';
import { moduleAnswer } from '../workload/modules.ts';
import { PackumentWorkload, type CompressedPackument } from '../workload/packuments.ts';
import { PACKAGE_COUNT, packageName } from '../workload/shapes.ts';

export interface StubAnswer {
  type: string;
  etag: string;
  compressed: Buffer;
}

const ABBREVIATED = 'application/vnd.npm.install-v1+json';
const NPM_PATH = /^\/npm\/shop\/([^/]+)$/;
const GO_PATH = /^\/go\/shop\/(.+?)\/(@latest|@v\/.+)$/;

export class Answers {
  readonly #packuments = new Map<string, CompressedPackument>();
  readonly #modules = new Map<string, StubAnswer | null>();

  constructor() {
    const workload = new PackumentWorkload();
    for (let index = 0; index < PACKAGE_COUNT; index += 1) {
      this.#packuments.set(packageName(index), workload.packument(index));
    }
  }

  /** Null is 404. */
  find({ url = '', headers }: IncomingMessage): StubAnswer | null {
    const npm = NPM_PATH.exec(url);
    if (npm) return this.#packument(npm[1] ?? '', headers.accept ?? '');
    const known = this.#modules.get(url);
    if (known !== undefined) return known;
    const [, name = '', file = ''] = GO_PATH.exec(url) ?? [];
    const text = moduleAnswer(name, file);
    const made =
      text === null ? null : answerOf(file.endsWith('list') ? 'text/plain' : 'application/json', gzipSync(text));
    this.#modules.set(url, made);
    return made;
  }

  #packument(name: string, accept: string): StubAnswer | null {
    const found = this.#packuments.get(name);
    if (!found) return null;
    return accept.includes(ABBREVIATED)
      ? answerOf(ABBREVIATED, found.abbreviated)
      : answerOf('application/json', found.full);
  }
}

const etags = new WeakMap<Buffer, string>();

function answerOf(type: string, compressed: Buffer): StubAnswer {
  const etag = etags.get(compressed) ?? `"${createHash('sha1').update(compressed).digest('base64url')}"`;
  etags.set(compressed, etag);
  return { type, etag, compressed };
}

/** The body as a client without gzip gets it. */
export function plain({ compressed }: StubAnswer): Buffer {
  return gunzipSync(compressed);
}
