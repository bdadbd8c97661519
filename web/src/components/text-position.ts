/** Lines and columns of a text, from 1, as the server counts them. */

export function lineCount(text: string): number {
  return text.split(/\r\n|\n|\r/u).length;
}

/** Offset of a place; the end of the line, or of the text, where it has no such column or line. */
export function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let passed = 1; passed < line; passed += 1) {
    const next = text.indexOf('\n', start);
    if (next === -1) return text.length;
    start = next + 1;
  }
  const end = text.indexOf('\n', start);
  return Math.min(start + column - 1, end === -1 ? text.length : end);
}
