/** Which events are shown, as the page's address holds it. */

export interface AuditView {
  actor: string;
  action: string;
  /** `2026-12-01T08:00` in UTC, as a field for times has it; empty for no bound. */
  from: string;
  until: string;
  text: string;
  /** The cursor behind which the page begins; empty for the newest. */
  after: string;
}

export const NO_FILTER: AuditView = { actor: '', action: '', from: '', until: '', text: '', after: '' };
const FIELDS = Object.keys(NO_FILTER) as (keyof AuditView)[];
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/;

/** What cannot be meant, such as half a time, is left out. */
export function readView(search: URLSearchParams): AuditView {
  const view = Object.fromEntries(FIELDS.map((field) => [field, search.get(field) ?? ''])) as unknown as AuditView;
  return { ...view, from: readTime(view.from), until: readTime(view.until) };
}

export function addressOf(view: AuditView): string {
  const given = FIELDS.filter((field) => view[field] !== '').map((field) => [field, view[field]]);
  const search = new URLSearchParams(given).toString();
  return search === '' ? '/audit' : `/audit?${search}`;
}

/** The filter as the API takes it. */
export function filterOf({ actor, action, from, until, text }: AuditView) {
  return {
    actor: actor || null,
    action: action || null,
    from: from ? `${from}:00.000Z` : null,
    until: until ? `${until}:00.000Z` : null,
    text: text.trim() || null,
  };
}

/** Where the same filter leads to a file. */
export function exportAddress(view: AuditView, format: 'csv' | 'jsonl'): string {
  const given = Object.entries(filterOf(view)).filter((entry): entry is [string, string] => entry[1] !== null);
  return `/audit/export?${new URLSearchParams([['format', format], ...given]).toString()}`;
}

export function isFiltered(view: AuditView): boolean {
  return addressOf({ ...view, after: '' }) !== '/audit';
}

function readTime(text: string): string {
  return TIME.test(text) && !Number.isNaN(Date.parse(`${text}Z`)) ? text : '';
}
