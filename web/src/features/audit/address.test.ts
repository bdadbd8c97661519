import { describe, expect, it } from 'vitest';
import { addressOf, exportAddress, filterOf, isFiltered, NO_FILTER, readView } from './address.ts';

const view = {
  actor: 'ada@example.com',
  action: 'integration.',
  from: '2026-12-01T08:00',
  until: '2026-12-02T08:00',
  text: 'a & b',
  after: 'cursor',
};

describe("the audit page's address", () => {
  it('keeps every part of the view', () => {
    const [path, search] = addressOf(view).split('?');
    expect(path).toBe('/audit');
    expect(readView(new URLSearchParams(search))).toEqual(view);
    expect(addressOf(NO_FILTER)).toBe('/audit');
  });

  it.each(['yesterday', '2026-12-01', '2026-13-41T99:99', '<script>'])('takes no time from %s', (from) => {
    expect(readView(new URLSearchParams({ from, until: from }))).toEqual(NO_FILTER);
  });

  it('becomes the filter of the API and of the export, with times in UTC', () => {
    expect(filterOf(view)).toEqual({
      actor: 'ada@example.com',
      action: 'integration.',
      from: '2026-12-01T08:00:00.000Z',
      until: '2026-12-02T08:00:00.000Z',
      text: 'a & b',
    });
    expect(exportAddress(view, 'jsonl')).toBe(
      '/audit/export?format=jsonl&actor=ada%40example.com&action=integration.&from=2026-12-01T08%3A00%3A00.000Z&until=2026-12-02T08%3A00%3A00.000Z&text=a+%26+b',
    );
    expect(exportAddress(NO_FILTER, 'csv')).toBe('/audit/export?format=csv');
  });

  it('tells a filter from a place in the list', () => {
    expect(isFiltered({ ...NO_FILTER, after: 'cursor' })).toBe(false);
    expect(isFiltered({ ...NO_FILTER, text: 'x' })).toBe(true);
  });
});
