import { MappedText } from './mapped-text.ts';
import type { ReadingProblem } from './source-node.ts';

/** Which characters can end a text that such a quote begins. ASCII's own " is no quote of another language. */
const CLOSING: Readonly<Record<string, string>> = {
  '“': '”“"',
  '”': '”"',
  '„': '“”"',
  '‟': '”"',
  '«': '»',
  '»': '«»',
  '‘': '’‘',
  '’': '’',
  '‚': '‘’',
  '‹': '›',
  '›': '‹›',
  "'": "'",
  '`': '`',
  '＂': '＂',
};
/** Longest value that is in quotes of another language; an External ID has up to 1,224 characters. */
const LONGEST_QUOTED = 2_100;
/** A text with more quotes that close nowhere is no policy. */
const MOST_UNCLOSED = 50;
const INVISIBLE = /[\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF\u00AD]/u;
const STRANGE_SPACE = /[\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\u0085]/u;

export interface TidyJson {
  text: MappedText;
  problems: ReadingProblem[];
}

/**
 * Makes JSON of text that went through a word processor, a chat or a web page: quotes of other languages and Python's become ",
 * invisible characters and strange spaces between the values go. What stands within quotes is left alone, since AWS compares it
 * character by character.
 */
export function tidyJson(source: MappedText): TidyJson {
  const { text } = source;
  const pieces: [string, number][] = [];
  const problems: ReadingProblem[] = [];
  const seen = new Set<string>();
  const once = (code: string, offset: number, message: string, repair: string) => {
    if (seen.has(code)) return;
    seen.add(code);
    problems.push({ code, severity: 'ERROR', offset: source.placeOf(offset), message, repair });
  };
  let at = 0;
  let unclosed = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '"') {
      const end = endOfString(text, at);
      pieces.push(...each(text, at, end));
      at = end;
    } else if (text.startsWith('//', at) || text.startsWith('/*', at)) {
      const end = endOfComment(text, at);
      pieces.push(...each(text, at, end));
      at = end;
    } else if (CLOSING[character] !== undefined && unclosed < MOST_UNCLOSED) {
      const end = endOfForeign(text, at, CLOSING[character]);
      if (end === null) {
        pieces.push([character, at]);
        at += 1;
        unclosed += 1;
        continue;
      }
      once(
        'foreign_quotes',
        at,
        `JSON takes only " as a quote; here stands ${character}. AWS refuses the document.`,
        'Replace the quotes by ", or take the repaired document.',
      );
      pieces.push(['"', at], ...inner(text, at + 1, end), ['"', end]);
      at = end + 1;
    } else if (INVISIBLE.test(character)) {
      if (at > 0) {
        const name = `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
        once(
          'invisible_characters',
          at,
          `An invisible character (${name}) stands between the values. AWS refuses the document.`,
          'Delete it, or take the repaired document.',
        );
      }
      at += 1;
    } else {
      pieces.push([STRANGE_SPACE.test(character) ? ' ' : character, at]);
      at += 1;
    }
  }
  return { text: source.rewrite(pieces), problems };
}

function each(text: string, start: number, end: number): [string, number][] {
  return Array.from({ length: end - start }, (_, index) => [text.charAt(start + index), start + index]);
}

/** The inside of a text whose quotes are replaced: its own " are escaped, French spaces beside « and » go. */
function inner(text: string, start: number, end: number): [string, number][] {
  let [from, to] = [start, end];
  while (from < to && STRANGE_SPACE.test(text.charAt(from))) from += 1;
  while (to > from && STRANGE_SPACE.test(text.charAt(to - 1))) to -= 1;
  return each(text, from, to).map(([character, offset], index) => {
    const isEscaped = text.charAt(from + index - 1) === '\\';
    if (character === '"' && !isEscaped) return ['\\"', offset];
    // \' is Python's, not JSON's.
    return character === '\\' && text.charAt(offset + 1) === "'" ? ['', offset] : [character, offset];
  });
}

/** Behind the closing quote; at the end of the line where there is none. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\') at += 1;
    else if (character === '"') return at + 1;
    else if (character === '\n') return at;
  }
  return text.length;
}

/** Where the closing quote of another language stands: on the same line, ahead of what follows a value. */
function endOfForeign(text: string, start: number, closing: string): number | null {
  const limit = Math.min(text.length, start + LONGEST_QUOTED);
  for (let at = start + 1; at < limit; at += 1) {
    const character = text.charAt(at);
    if (character === '\n') return null;
    if (character === '\\') {
      at += 1;
      continue;
    }
    if (!closing.includes(character)) continue;
    if (/^[\s\u00A0\u200B\uFEFF]{0,40}(?:[:,}\]]|$|\/\/|\/\*)/u.test(text.slice(at + 1, at + 44))) return at;
  }
  return null;
}

function endOfComment(text: string, start: number): number {
  const isLine = text.startsWith('//', start);
  const end = text.indexOf(isLine ? '\n' : '*/', start + 2);
  if (end === -1) return text.length;
  return isLine ? end : end + 2;
}
