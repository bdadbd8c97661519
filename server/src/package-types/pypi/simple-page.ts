import { setImmediate as nextTurn } from 'node:timers/promises';
import { Parser } from 'htmlparser2';

/** One link of a page. */
export interface PageLink {
  /** As it is written, entities resolved. */
  href: string;
  /** The reason, which may be empty, where the file is yanked. */
  yanked: string | null;
  /** The Python versions that the file is for; null where it does not say. */
  requiresPython: string | null;
}

/** The bytes are no project page of a simple index; the message completes "The answer ...". */
export class NoSimplePage extends Error {}

/** Bytes between two turns of the event loop. */
const CHUNK_SIZE = 256 * 1024;
/** No page nests its elements so deep; the limit bounds what nonsense costs. */
const MAXIMUM_DEPTH = 1_000;
/** A link has half a dozen. */
const MAXIMUM_ATTRIBUTES = 1_000;
const PAGE_ELEMENTS: ReadonlySet<string> = new Set(['html', 'head', 'title', 'body', 'h1', 'a']);

/**
 * Reads a project page of a simple index, HTML form: https://packaging.python.org/en/latest/specifications/simple-repository-api/.
 * Rejects with NoSimplePage for what is another page, such as a proxy's sign-in, or none.
 */
export async function readSimplePage(html: Buffer, onLink: (link: PageLink) => void): Promise<void> {
  let depth = 0;
  let attributeCount = 0;
  let isPage = false;
  const parser = new Parser({
    onopentagname() {
      attributeCount = 0;
    },
    onattribute() {
      attributeCount += 1;
      if (attributeCount > MAXIMUM_ATTRIBUTES)
        throw new NoSimplePage(`has an element with more than ${MAXIMUM_ATTRIBUTES} attributes`);
    },
    onopentag(name, attributes) {
      depth += 1;
      if (depth > MAXIMUM_DEPTH) throw new NoSimplePage(`nests its elements deeper than ${MAXIMUM_DEPTH} levels`);
      if (PAGE_ELEMENTS.has(name)) isPage = true;
      if (name === 'form' || name === 'input')
        throw new NoSimplePage('is a page with a form, such as a sign-in, and no list of files');
      if (name === 'meta') checkVersion(attributes);
      if (name === 'a' && attributes.href !== undefined) {
        onLink({
          href: attributes.href,
          yanked: attributes['data-yanked'] ?? null,
          requiresPython: attributes['data-requires-python'] ?? null,
        });
      }
    },
    onclosetag() {
      depth -= 1;
    },
  });
  const decoder = new TextDecoder();
  for (let start = 0; start < html.length; start += CHUNK_SIZE) {
    if (start > 0) await nextTurn();
    parser.write(decoder.decode(html.subarray(start, start + CHUNK_SIZE), { stream: true }));
  }
  parser.end(decoder.decode());
  if (!isPage) throw new NoSimplePage('is no HTML page');
}

/** Clients must refuse a version of the interface that they do not know: https://peps.python.org/pep-0629/ */
function checkVersion({ name, content = '' }: { [name: string]: string }): void {
  if (name !== 'pypi:repository-version' || /^1(?:\.|$)/.test(content)) return;
  throw new NoSimplePage('is of a newer simple index than this one can read');
}
