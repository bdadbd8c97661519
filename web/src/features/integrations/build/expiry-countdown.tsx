import { IconClock, IconClockX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { remainingTime, utcTime } from '../../../lib/time.ts';
import styles from './build.module.css';

const STEP_MS = 1000;

/** How long the token still works. Calls `onEnd` once, when it does no more. */
export function ExpiryCountdown({ expiresAt, onEnd }: { expiresAt: string; onEnd: () => void }) {
  const end = Date.parse(expiresAt);
  const [now, setNow] = useState(() => Date.now());
  const hasEnded = now >= end;
  useEffect(() => {
    if (hasEnded) return;
    const timer = setInterval(() => setNow(Date.now()), STEP_MS);
    return () => clearInterval(timer);
  }, [hasEnded]);
  useEffect(() => {
    if (hasEnded) onEnd();
    // oxlint-disable-next-line react/exhaustive-deps
  }, [hasEnded]);

  const Icon = hasEnded ? IconClockX : IconClock;
  return (
    <div className={styles.expiry} data-ended={hasEnded || undefined}>
      <Icon size={18} aria-hidden />
      {hasEnded ? (
        <p role="status">The token ended at {utcTime(end)}, and what held it is removed from this page. Issue again.</p>
      ) : (
        <p role="timer">
          Ends in {remainingTime(end - now)}, at {utcTime(end)}
        </p>
      )}
    </div>
  );
}
