import { useEffect, useState } from 'react';
import { remainingTime, utcTime } from '../lib/time.ts';

const STEP_MS = 1000;

/** How long something still lasts, second by second. Calls `onEnd` once, when it is over. */
export function Countdown({ until, onEnd }: { until: string; onEnd?: () => void }) {
  const end = Date.parse(until);
  const [now, setNow] = useState(() => Date.now());
  const hasEnded = now >= end;
  useEffect(() => {
    if (hasEnded) return;
    const timer = setInterval(() => setNow(Date.now()), STEP_MS);
    return () => clearInterval(timer);
  }, [hasEnded]);
  useEffect(() => {
    if (hasEnded) onEnd?.();
    // oxlint-disable-next-line react/exhaustive-deps
  }, [hasEnded]);
  return (
    <time role="timer" dateTime={until} title={utcTime(end)}>
      {hasEnded ? 'Ended' : remainingTime(end - now)}
    </time>
  );
}
