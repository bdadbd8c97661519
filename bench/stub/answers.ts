/** What the stub holds: every npm document in both forms, compressed; and the files of modules, which are too short for that. */

import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { moduleAnswer } from '../workload/modules.ts';
import { PackumentWorkload, type CompressedPackument } from '../workload/packuments.ts';
import { PACKAGE_COUNT, packageName } from '../workload/shapes.ts';

export interface StubAnswer {
  type: string;
  etag: string;
  body: Buffer;
  isCompressed: boolean;
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
    const type = file.endsWith('list') ? 'text/plain' : 'application/json';
    const made = text === null ? null : answerOf(type, Buffer.from(text), false);
    this.#modules.set(url, made);
    return made;
  }

  #packument(name: string, accept: string): StubAnswer | null {
    const found = this.#packuments.get(name);
    if (!found) return null;
    return accept.includes(ABBREVIATED)
      ? answerOf(ABBREVIATED, found.abbreviated, true)
      : answerOf('application/json', found.full, true);
  }
}

const etags = new WeakMap<Buffer, string>();

function answerOf(type: string, body: Buffer, isCompressed: boolean): StubAnswer {
  const etag = etags.get(body) ?? `"${createHash('sha1').update(body).digest('base64url')}"`;
  etags.set(body, etag);
  return { type, etag, body, isCompressed };
}

/** As a client without gzip gets it. */
export function plain(answer: StubAnswer): StubAnswer {
  return answer.isCompressed ? { ...answer, body: gunzipSync(answer.body), isCompressed: false } : answer;
}
