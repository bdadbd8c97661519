import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditEvent } from './event.ts';
import { exportWriters } from './export.ts';

const event: AuditEvent = {
  id: 'id-1',
  at: new Date('2026-12-01T08:00:00.000Z'),
  actorKind: 'MEMBER',
  actor: 'ada@example.com',
  action: 'integration.updated',
  subject: 'Packages, "main"',
  detail: null,
  requestId: 'request-1',
  ip: '192.0.2.1',
};

describe('CSV', () => {
  it('begins with a mark of UTF-8 and the names of the columns', () => {
    expect(exportWriters.csv.head).toBe('\uFEFFid,at,actorKind,actor,action,subject,detail,ip,requestId\r\n');
  });

  it('quotes every value', () => {
    expect(exportWriters.csv.line(event)).toBe(
      '"id-1","2026-12-01T08:00:00.000Z","MEMBER","ada@example.com","integration.updated","Packages, ""main""","","192.0.2.1","request-1"\r\n',
    );
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '  =1+1',
    '\u00A0=1',
    '＝1+1',
    '＋1',
    '－1',
    '＠A1',
  ])('makes no formula of %o', (subject) => {
    expect(exportWriters.csv.line({ ...event, subject })).toContain(`,"'${subject}",`);
  });

  it('can be read back, whatever people wrote', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (subject, detail) => {
        const [row] = readCsv(exportWriters.csv.line({ ...event, subject, detail }));
        expect(row).toHaveLength(9);
        const [readSubject = '', readDetail = ''] = [row?.[5], row?.[6]];
        expect([subject, `'${subject}`]).toContain(readSubject);
        expect([detail, `'${detail}`]).toContain(readDetail);
        expect(readSubject).not.toMatch(/^\s*[=+\-@]/);
      }),
    );
  });
});

describe('JSON lines', () => {
  it('holds one event a line, as it is', () => {
    const line = exportWriters.jsonl.line({ ...event, subject: '=two\nlines' });
    expect(line.indexOf('\n')).toBe(line.length - 1);
    expect(JSON.parse(line)).toEqual({ ...event, subject: '=two\nlines', at: '2026-12-01T08:00:00.000Z' });
  });
});

/** A reader of RFC 4180 of its own. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /"((?:[^"]|"")*)"(,|\r\n)/gy;
  for (let match = cell.exec(text); match; match = cell.exec(text)) {
    row.push((match[1] ?? '').replaceAll('""', '"'));
    if (match[2] === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
