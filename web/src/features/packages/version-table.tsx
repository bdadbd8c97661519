import '../../components/form.css';
import { Checkbox, Text, Title } from '@mantine/core';
import { IconArchiveOff, IconFlask, IconStar } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { RelativeTime } from '../../components/relative-time.tsx';
import { count } from '../../lib/time.ts';
import type { FoundPackage } from './queries.ts';
import styles from './version-table.module.css';

type Version = FoundPackage['versions'][number];

const ROW_HEIGHT_PX = 40;
const ROWS_BEYOND_THE_EDGE = 12;
const ROWS_WITHOUT_FILTER = 10;

/** Versions, newest first. Only the rows in view exist, so that thousands of them scroll as smoothly as ten. */
export function VersionTable({ found }: { found: FoundPackage }) {
  const { versions, latest, name } = found;
  const [text, setText] = useState('');
  const [hidesPrereleases, setHidesPrereleases] = useState(false);
  const [hidesWithdrawn, setHidesWithdrawn] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const wanted = text.trim().toLowerCase();
  const shown = useMemo(
    () =>
      versions.filter(
        ({ version, isPrerelease, withdrawn }) =>
          version.toLowerCase().includes(wanted) &&
          !(hidesPrereleases && isPrerelease) &&
          !(hidesWithdrawn && withdrawn !== null),
      ),
    [versions, wanted, hidesPrereleases, hidesWithdrawn],
  );
  const repositoryNames = useMemo(
    () => new Map(found.repositories.map(({ url, domain, repository }) => [url, `${domain}/${repository}`])),
    [found.repositories],
  );
  // Nothing that it returns is handed to a memoized component.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT_PX,
    getItemKey: (index) => shown[index]?.version ?? index,
    overscan: ROWS_BEYOND_THE_EDGE,
  });

  return (
    <section aria-labelledby="versions">
      <div className={styles.bar}>
        <Title order={2} id="versions">
          Versions
        </Title>
        {versions.length > ROWS_WITHOUT_FILTER && (
          <input
            type="search"
            className={styles.filter}
            aria-label="Filter versions"
            placeholder="Filter versions"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
        {versions.some(({ isPrerelease }) => isPrerelease) && (
          <Checkbox
            size="sm"
            label="Hide pre-releases"
            checked={hidesPrereleases}
            onChange={(event) => setHidesPrereleases(event.currentTarget.checked)}
          />
        )}
        {versions.some(({ withdrawn }) => withdrawn !== null) && (
          <Checkbox
            size="sm"
            label="Hide withdrawn"
            checked={hidesWithdrawn}
            onChange={(event) => setHidesWithdrawn(event.currentTarget.checked)}
          />
        )}
        <span className={styles.amount} role="status">
          {shown.length === versions.length
            ? 'Newest first'
            : `${shown.length.toLocaleString('en')} of ${count(versions.length, 'version')}`}
        </span>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard */}
      <div ref={scroller} className={styles.scroller} role="region" aria-label="List of versions" tabIndex={0}>
        {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- rows that are placed one by one cannot be a table element */}
        <div role="table" aria-label={`Versions of ${name}`} aria-rowcount={shown.length + 1}>
          <div role="rowgroup" className={styles.head}>
            <div role="row" aria-rowindex={1} className={styles.row}>
              <span role="columnheader">Version</span>
              <span role="columnheader">Published</span>
              <span role="columnheader">Repository</span>
            </div>
          </div>
          <div role="rowgroup" className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
            {virtualizer.getVirtualItems().map(({ index, key, start }) => {
              const version = shown[index];
              if (!version) return null;
              return (
                <div
                  key={key}
                  ref={virtualizer.measureElement}
                  data-index={index}
                  role="row"
                  aria-rowindex={index + 2}
                  className={styles.row}
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <VersionCells
                    version={version}
                    isLatest={version.version === latest}
                    repositoryName={repositoryNames.get(version.repositoryUrl) ?? version.repositoryUrl}
                  />
                </div>
              );
            })}
          </div>
        </div>
        {shown.length === 0 && <p className={styles.none}>No version matches.</p>}
      </div>
    </section>
  );
}

function VersionCells({
  version: { version, isPrerelease, withdrawn, publishedAt },
  isLatest,
  repositoryName,
}: {
  version: Version;
  isLatest: boolean;
  repositoryName: string;
}) {
  return (
    <>
      <div role="cell" className={styles.version}>
        <span className={styles.number}>{version}</span>
        {isLatest && <Mark tone="good" icon={<IconStar size={14} aria-hidden />} label="Latest" />}
        {isPrerelease && <Mark tone="neutral" icon={<IconFlask size={14} aria-hidden />} label="Pre-release" />}
        {withdrawn !== null && (
          <Mark tone="warning" icon={<IconArchiveOff size={14} aria-hidden />} label="Withdrawn" />
        )}
        {withdrawn !== null && <span className={styles.reason}>{withdrawn}</span>}
      </div>
      <div role="cell" className={styles.published}>
        {publishedAt ? (
          <RelativeTime value={publishedAt} />
        ) : (
          <Text span c="dimmed" size="sm">
            Not stated
          </Text>
        )}
      </div>
      <div role="cell" className={styles.repository}>
        {repositoryName}
      </div>
    </>
  );
}

function Mark({ tone, icon, label }: { tone: string; icon: ReactNode; label: string }) {
  return (
    <span className={styles.mark} data-tone={tone}>
      {icon}
      {label}
    </span>
  );
}
