import { MappedText } from './mapped-text.ts';
import type { SourceNode } from './source-node.ts';

/** The text within a text node, where that may be a policy document of its own: JSON within quotes, or URL-encoded as the API sends it. */
export function embeddedText(node: SourceNode, paste: string): MappedText | null {
  if (node.type !== 'scalar' || typeof node.value !== 'string') return null;
  const { value } = node;
  if (!/^\s*(?:%7B|\{)/iu.test(value) || !/statement/iu.test(value)) return null;
  const source = MappedText.of(paste);
  const raw = paste.slice(node.offset, node.offset + node.length);
  const content = raw.startsWith('"') ? unescape(source, node.offset, raw) : null;
  // Where the text was written another way, every character is said to stand where the text begins.
  const text = content?.text === value ? content : source.rewrite([[value, node.offset]]);
  return decodeUrl(text);
}

/** `%7B` becomes `{`; text that is not URL-encoded, or wrongly so, stays as it is. */
export function decodeUrl(source: MappedText): MappedText {
  if (!/^\s*"?%7B/iu.test(source.text)) return source;
  const pieces: [string, number][] = [];
  for (const { 0: found, index } of source.text.matchAll(
    /%[0-7][0-9A-F]|%[C-F][0-9A-F](?:%[89AB][0-9A-F]){1,3}|[^%]+|%/giu,
  )) {
    if (found.startsWith('%') && found.length > 1) pieces.push([decoded(found), index]);
    else
      pieces.push(...Array.from({ length: found.length }, (_, at): [string, number] => [found.charAt(at), index + at]));
  }
  return source.rewrite(pieces);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function unescape(source: MappedText, offset: number, raw: string): MappedText {
  const pieces: [string, number][] = [];
  const inside = raw.slice(1, raw.endsWith('"') ? -1 : undefined);
  for (const { 0: found, index } of inside.matchAll(/\\u[0-9a-f]{4}|\\.|[^\\]/gisu)) {
    const place = offset + 1 + index;
    if (!found.startsWith('\\')) pieces.push([found, place]);
    else if (found.length === 6) pieces.push([String.fromCharCode(Number.parseInt(found.slice(2), 16)), place]);
    else pieces.push([ESCAPES[found.charAt(1)] ?? found.charAt(1), place]);
  }
  return source.rewrite(pieces);
}
