import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import styles from './virtual-table.module.css';

export interface VirtualTableProps {
  /** Names the table for a screen reader. */
  label: string;
  headings: readonly string[];
  /** Says of the rows' grid which columns it has, and what becomes of them on narrow screens. */
  className: string | undefined;
  rowCount: number;
  rowKey: (index: number) => string;
  /** The cells of a row, each with `role="cell"`. */
  renderRow: (index: number) => ReactNode;
  estimatedHeight: number;
  /** Told as the last row in view changes, so that what comes next can be loaded. */
  onLastRow?: (index: number) => void;
  /** The row that is brought into view at first. */
  firstShown?: number | undefined;
}

const ROWS_BEYOND_THE_EDGE = 10;

/** Rows that scroll with the page, of which only those in view exist: thousands are as smooth as ten. */
export function VirtualTable(props: VirtualTableProps) {
  const { label, headings, className, rowCount, rowKey, renderRow, estimatedHeight, onLastRow, firstShown } = props;
  const body = useRef<HTMLDivElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  useLayoutEffect(() => {
    if (body.current) setScrollMargin(body.current.getBoundingClientRect().top + window.scrollY);
  }, []);
  // Nothing that it returns is handed to a memoized component.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useWindowVirtualizer({
    count: rowCount,
    estimateSize: () => estimatedHeight,
    getItemKey: rowKey,
    overscan: ROWS_BEYOND_THE_EDGE,
    scrollMargin,
  });
  const items = virtualizer.getVirtualItems();
  const lastRow = items.at(-1)?.index ?? -1;
  useEffect(() => onLastRow?.(lastRow), [lastRow, onLastRow]);
  useEffect(() => {
    if (firstShown !== undefined && firstShown > 0) virtualizer.scrollToIndex(firstShown, { align: 'center' });
    // oxlint-disable-next-line react/exhaustive-deps -- at first only, where the address names a row
  }, []);
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- rows that are placed one by one cannot be a table element
    <div role="table" aria-label={label} aria-rowcount={rowCount + 1} className={styles.table}>
      <div role="rowgroup" className={styles.head}>
        <div role="row" aria-rowindex={1} className={`${styles.row} ${className}`}>
          {headings.map((heading) => (
            <span key={heading} role="columnheader">
              {heading}
            </span>
          ))}
        </div>
      </div>
      <div ref={body} role="rowgroup" className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, key, start }) => (
          <div
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            role="row"
            aria-rowindex={index + 2}
            className={`${styles.row} ${className}`}
            style={{ transform: `translateY(${start - scrollMargin}px)` }}
          >
            {renderRow(index)}
          </div>
        ))}
      </div>
    </div>
  );
}
