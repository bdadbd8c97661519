import { IconClock, IconClockX } from '@tabler/icons-react';
import { useCountdown } from '../../../components/use-countdown.ts';
import { remainingTime, utcTime } from '../../../lib/time.ts';
import styles from './build.module.css';

/** How long the token still works. Calls `onEnd` once, when it does no more. */
export function ExpiryCountdown({ expiresAt, onEnd }: { expiresAt: string; onEnd: () => void }) {
  const remainingMs = useCountdown(expiresAt, onEnd);
  const hasEnded = remainingMs === 0;
  const end = utcTime(Date.parse(expiresAt));
  const Icon = hasEnded ? IconClockX : IconClock;
  return (
    <div className={styles.expiry} data-ended={hasEnded || undefined}>
      <Icon size={18} aria-hidden />
      {hasEnded ? (
        <p role="status">The token ended at {end}, and what held it is removed from this page. Issue again.</p>
      ) : (
        <p role="timer">
          Ends in {remainingTime(remainingMs)}, at {end}
        </p>
      )}
    </div>
  );
}
