/** Lines of CSV as RFC 4180 has it, safe to open in a spreadsheet. */

/** Spreadsheets take what begins so for a formula, also behind blanks: https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA = /^[\s\0]*[=+\-@\t\r\n＝＋－＠]/u;

export const CSV_CONTENT_TYPE = 'text/csv; charset=utf-8; header=present';

/** The first line of a file: the names of its columns, behind a mark that tells spreadsheets that the file is UTF-8. */
export function csvHead(columns: readonly string[]): string {
  return `\uFEFF${columns.join(',')}\r\n`;
}

/** One line with its end; null is an empty cell. */
export function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map((text) => cell(text ?? '')).join(',')}\r\n`;
}

/** An apostrophe in front makes a spreadsheet take a would-be formula for text. */
function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
