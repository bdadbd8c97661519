/** How much of a pasted text can be read, and what to do with more. */

/** Bytes of UTF-8; the API's own limit. */
export const READABLE_BYTES = 65_536;

const encoder = new TextEncoder();

/** Bytes of UTF-8. */
export function sizeOf(text: string): number {
  return encoder.encode(text).length;
}

/** The end of the text, from the beginning of a line, in at most `READABLE_BYTES`: a log ends with what went wrong. */
export function readableEnd(text: string): string {
  const bytes = encoder.encode(text);
  if (bytes.length <= READABLE_BYTES) return text;
  const end = new TextDecoder().decode(bytes.subarray(bytes.length - READABLE_BYTES)).replace(/^\uFFFD+/, '');
  const lineBreak = end.indexOf('\n');
  const isOneLine = lineBreak === -1 || lineBreak === end.length - 1;
  return isOneLine ? end : end.slice(lineBreak + 1);
}

/** Whole kilobytes, as people count a file. */
export function inKilobytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024).toLocaleString('en-US')} KB`;
}
