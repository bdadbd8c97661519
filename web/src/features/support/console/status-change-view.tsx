import { Text, Title } from '@mantine/core';
import type { BundleStatusChange } from '@backline/shared';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { checkStatusLook } from '../../../components/status-badge.tsx';
import { utcTime } from '../../../lib/time.ts';
import styles from '../support.module.css';

/** Since when it does not work or works again, which checks turned, and who changed what in between. */
export function StatusChangeView({ change }: { change: BundleStatusChange }) {
  const { kind, since, turned, changes } = change;
  return (
    <section aria-labelledby="status-change">
      <Title order={2} id="status-change" mb="sm">
        What changed
      </Title>
      <Text>
        {kind === 'FAILED' ? 'Not as good as before' : 'Working again'} since <RelativeTime value={since} />.{' '}
        {conclusion(change)}
      </Text>
      <ul className={styles.changes} aria-label="Checks that turned">
        {turned.map(({ code, label, repositoryUrl, before, after }) => (
          <li key={`${code} ${repositoryUrl}`}>
            {label}: {before === null ? 'new' : checkStatusLook(before).label.toLowerCase()}, then{' '}
            {checkStatusLook(after).label.toLowerCase()}
          </li>
        ))}
      </ul>
      {changes.length > 0 && (
        <ol className={styles.changes} aria-label="Changed settings">
          {changes.map(({ at, actor, setting, before, after, isPossibleCause }) => (
            <li key={`${at} ${setting} ${before} ${after}`}>
              <code>{setting}</code> {before ?? 'none'} to {after ?? 'none'}
              {!isPossibleCause && ', not the cause'} <br />
              <Text span c="dimmed" size="sm">
                {utcTime(Date.parse(at))} by {actor}
              </Text>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function conclusion({ nothingChangedHere }: BundleStatusChange): string {
  if (nothingChangedHere === null) return 'Whether anything was changed here cannot be told.';
  return nothingChangedHere
    ? 'Nothing that a test uses was changed here, so what changed is outside.'
    : 'Something that a test uses was changed here.';
}
