import type { Remark } from '../../../package-types/index.ts';

/** The text without its byte order mark, or why it is none. UTF-8, or UTF-16 with a mark, as PowerShell writes it. */
export function readFileText(content: string | Uint8Array): { text: string } | { problem: Remark } {
  const text = typeof content === 'string' ? content : decode(content);
  if (typeof text !== 'string') return { problem: text };
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const nul = plain.indexOf('\0');
  if (nul < 0) return { text: plain };
  const isWide = nul <= 1 && plain.charAt(nul + 2) === '\0';
  const reason = isWide
    ? 'It is text in UTF-16 without a byte order mark, and cannot be told from something else; save it as UTF-8.'
    : 'It holds NUL characters, so it is no text.';
  return { problem: { line: isWide ? null : lineAt(plain, nul), reason } };
}

/** What git writes first at the beginning of a line; its other marks are something else elsewhere. */
const MARK = '<<<<<<<';

/** Where a merge left its marks, since then the file says two things; null where it did not. */
export function conflictIn(text: string): Remark | null {
  for (let at = text.indexOf(MARK); at >= 0; at = text.indexOf(MARK, at + MARK.length)) {
    const isFirst = at === 0 || text.charAt(at - 1) === '\n';
    if (!isFirst || !/^[ \r\n]?$/.test(text.charAt(at + MARK.length))) continue;
    const reason = 'It holds the marks of an unresolved merge conflict; resolve it and upload the file again.';
    return { line: lineAt(text, at), reason };
  }
  return null;
}

function decode(bytes: Uint8Array): string | Remark {
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    const lenient = new TextDecoder(encoding).decode(bytes);
    const line = lineAt(lenient, Math.max(0, lenient.indexOf('\uFFFD')));
    return { line, reason: `It is no text in ${encoding.toUpperCase()}; save it as UTF-8.` };
  }
}

function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let end = text.indexOf('\n'); end >= 0 && end < offset; end = text.indexOf('\n', end + 1)) line += 1;
  return line;
}
