import { useEffect, useState } from 'react';

const STEP_MS = 1000;

/** Milliseconds left until an ISO time, renewed second by second; 0 from then on. Calls `onEnd` once, when it is over. */
export function useCountdown(until: string, onEnd?: () => void): number {
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
  return Math.max(end - now, 0);
}
