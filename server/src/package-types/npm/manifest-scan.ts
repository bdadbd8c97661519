/** Finds the manifest of one version in a packument without building those of the others. */

import { runInSlices, type Slices } from '../../lib/in-slices.ts';
import { finishDocument, Members, startOfDocument } from '../json-bytes.ts';
import { JsonScan } from '../json-scan.ts';
import { isObject, UnreadableJson } from '../json-values.ts';

/** Of one version with everything that its author wrote into it. */
export const MAXIMUM_MANIFEST = 1024 * 1024;

export interface FoundManifest {
  /** Null where the packument does not list the version. */
  manifest: unknown;
  /** Whether it has a list of versions at all, or says that its maintainer took every version back. */
  isPackument: boolean;
}

/** Of two equal keys the later one counts, as in JSON.parse. Rejects with UnreadableJson. */
export async function scanManifest(bytes: Buffer, version: string): Promise<FoundManifest> {
  return runInSlices(new ManifestScan(bytes, version).run());
}

class ManifestScan extends JsonScan {
  private found: [start: number, end: number] | null = null;
  private isPackument = false;

  constructor(
    bytes: Buffer,
    private readonly version: string,
  ) {
    super(bytes);
  }

  *run(): Slices<FoundManifest> {
    const document = new Members(this.bytes, startOfDocument(this.bytes));
    while (document.next()) {
      if (document.keyIs('versions')) document.at = yield* this.readVersions(document.at);
      else if (document.keyIs('time') && isObject(this.bytes, document.at)) yield* this.readTimes(document);
      else yield* this.pass(document);
    }
    finishDocument(this.bytes, document.at);
    return { manifest: this.built(), isPackument: this.isPackument };
  }

  private *readVersions(start: number): Slices<number> {
    const members = new Members(this.bytes, start);
    this.isPackument = true;
    this.found = null;
    while (members.next()) {
      const from = members.at;
      const isWanted = members.keyIs(this.version);
      yield* this.pass(members);
      if (isWanted) this.found = isObject(this.bytes, from) ? [from, members.at] : null;
    }
    return members.at;
  }

  private *readTimes(document: Members): Slices<void> {
    const members = new Members(this.bytes, document.at);
    while (members.next()) {
      if (members.keyIs('unpublished') && isObject(this.bytes, members.at)) this.isPackument = true;
      yield* this.pass(members);
    }
    document.at = members.at;
  }

  private built(): unknown {
    if (this.found === null) return null;
    const [start, end] = this.found;
    if (end - start > MAXIMUM_MANIFEST) throw new UnreadableJson(`the manifest of ${this.version} is far too long`);
    try {
      return JSON.parse(this.bytes.toString('utf8', start, end)) as unknown;
    } catch {
      throw new UnreadableJson(`the manifest of ${this.version} cannot be read`);
    }
  }
}
