import { remainingTime, utcTime } from '../lib/time.ts';
import { useCountdown } from './use-countdown.ts';

/** How long something still lasts, second by second. Calls `onEnd` once, when it is over. */
export function Countdown({ until, onEnd }: { until: string; onEnd?: () => void }) {
  const remainingMs = useCountdown(until, onEnd);
  return (
    <time role="timer" dateTime={until} title={utcTime(Date.parse(until))}>
      {remainingMs === 0 ? 'Ended' : remainingTime(remainingMs)}
    </time>
  );
}
