/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- see the comment at the table */
import { IconChevronDown, IconChevronUp, IconSelector } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import styles from './data-table.module.css';

export interface Column<Row> {
  key: string;
  /** Heading, and the label of the value where the table becomes a list on narrow screens. Empty for a column of actions. */
  label: string;
  render: (row: Row) => ReactNode;
  /** With it, the column sorts. */
  sortValue?: (row: Row) => string;
}

export interface DataTableProps<Row> {
  /** Names the table for a screen reader. */
  label: string;
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  columns: readonly Column<Row>[];
  /** With it, a filter appears as soon as there are more than ten rows. */
  filterText?: (row: Row) => string;
  filterLabel?: string;
}

const ROWS_WITHOUT_FILTER = 10;

/** Dense rows with sorting; below 768 px each row becomes a block of labelled values, so nothing scrolls sideways. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, rows, rowKey, columns, filterText, filterLabel } = props;
  const [filter, setFilter] = useState('');
  const [sort, setSort] = useState<{ key: string; isDescending: boolean } | null>(null);
  const hasFilter = filterText !== undefined && rows.length > ROWS_WITHOUT_FILTER;
  const wanted = filter.trim().toLowerCase();
  const filtered = hasFilter ? rows.filter((row) => filterText(row).toLowerCase().includes(wanted)) : rows;
  const shown = sorted(filtered, columns.find(({ key }) => key === sort?.key)?.sortValue, sort?.isDescending ?? false);

  return (
    <div>
      {hasFilter && (
        <input
          type="search"
          className={styles.filter}
          aria-label={filterLabel ?? 'Filter'}
          placeholder={filterLabel ?? 'Filter'}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
      )}
      {/* The roles are spelled out because a table that is laid out as blocks loses them in some browsers. */}
      <table className={styles.table} role="table" aria-label={label}>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <HeadingCell
                key={column.key}
                column={column}
                direction={sort?.key === column.key ? directionOf(sort.isDescending) : 'none'}
                onSort={() =>
                  setSort({ key: column.key, isDescending: sort?.key === column.key ? !sort.isDescending : false })
                }
              />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {shown.map((row) => (
            <tr key={rowKey(row)} role="row">
              {columns.map((column) => (
                <td key={column.key} role="cell" data-label={column.label}>
                  {column.render(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {hasFilter && shown.length === 0 && <p className={styles.none}>Nothing matches "{filter}".</p>}
    </div>
  );
}

type Direction = 'ascending' | 'descending' | 'none';

const sortIcons = { ascending: IconChevronUp, descending: IconChevronDown, none: IconSelector };

function directionOf(isDescending: boolean): Direction {
  return isDescending ? 'descending' : 'ascending';
}

function HeadingCell<Row>({
  column,
  direction,
  onSort,
}: {
  column: Column<Row>;
  direction: Direction;
  onSort: () => void;
}) {
  if (!column.sortValue) {
    return (
      <th role="columnheader" scope="col">
        {column.label || <span className={styles.hidden}>Actions</span>}
      </th>
    );
  }
  const Icon = sortIcons[direction];
  return (
    <th role="columnheader" scope="col" aria-sort={direction}>
      <button type="button" className={styles.sort} onClick={onSort}>
        {column.label}
        <Icon size={14} aria-hidden />
      </button>
    </th>
  );
}

function sorted<Row>(rows: readonly Row[], value: ((row: Row) => string) | undefined, isDescending: boolean) {
  if (!value) return rows;
  const factor = isDescending ? -1 : 1;
  return rows.toSorted((a, b) => factor * value(a).localeCompare(value(b), 'en', { numeric: true }));
}
