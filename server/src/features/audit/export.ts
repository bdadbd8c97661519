/** The audit log as a file: CSV for spreadsheets, JSON lines for programs. */

import { CSV_CONTENT_TYPE, csvHead, csvLine } from '../../lib/csv.ts';
import type { AuditEvent } from './event.ts';

export const EXPORT_FORMATS = ['csv', 'jsonl'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const COLUMNS = ['id', 'at', 'actorKind', 'actor', 'action', 'subject', 'detail', 'ip', 'requestId'] as const;

export interface ExportWriter {
  contentType: string;
  /** Before the first event. */
  head: string;
  /** One event as a line, its end included. */
  line(event: AuditEvent): string;
}

export const exportWriters: Record<ExportFormat, ExportWriter> = {
  csv: {
    contentType: CSV_CONTENT_TYPE,
    head: csvHead(COLUMNS),
    line: (event) => csvLine(COLUMNS.map((column) => textOf(event[column]))),
  },
  jsonl: {
    contentType: 'application/jsonl; charset=utf-8',
    head: '',
    line: (event) => `${JSON.stringify(Object.fromEntries(COLUMNS.map((column) => [column, event[column]])))}\n`,
  },
};

function textOf(value: string | Date | null): string | null {
  return value instanceof Date ? value.toISOString() : value;
}
