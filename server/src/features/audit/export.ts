/** The audit log as a file: CSV for spreadsheets, JSON lines for programs. */

import type { AuditEvent } from './event.ts';

export const EXPORT_FORMATS = ['csv', 'jsonl'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const COLUMNS = ['id', 'at', 'actorKind', 'actor', 'action', 'subject', 'detail', 'ip', 'requestId'] as const;

/** Spreadsheets take what begins so for a formula, also behind blanks: https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA = /^[\s\0]*[=+\-@\t\r\n＝＋－＠]/u;

export interface ExportWriter {
  contentType: string;
  /** Before the first event. */
  head: string;
  /** One event as a line, its end included. */
  line(event: AuditEvent): string;
}

export const exportWriters: Record<ExportFormat, ExportWriter> = {
  csv: {
    contentType: 'text/csv; charset=utf-8; header=present',
    // The mark tells spreadsheets that the file is UTF-8.
    head: `\uFEFF${COLUMNS.join(',')}\r\n`,
    line: (event) => `${COLUMNS.map((column) => cell(textOf(event[column]))).join(',')}\r\n`,
  },
  jsonl: {
    contentType: 'application/jsonl; charset=utf-8',
    head: '',
    line: (event) => `${JSON.stringify(Object.fromEntries(COLUMNS.map((column) => [column, event[column]])))}\n`,
  },
};

/** Quoted as RFC 4180 has it; an apostrophe in front makes a spreadsheet take a would-be formula for text. */
function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

function textOf(value: string | Date | null): string {
  return value instanceof Date ? value.toISOString() : (value ?? '');
}
