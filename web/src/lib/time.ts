/** Times and durations in words. */

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** `3 hours ago`, `in 2 days`; under a minute either way `just now`. Both arguments in ms since 1970. */
export function relativeTime(time: number, now: number): string {
  const seconds = Math.round((time - now) / 1000);
  const step = steps.find(([, size]) => Math.abs(seconds) >= size);
  if (step) return relative.format(Math.trunc(seconds / step[1]), step[0]);
  return 'just now';
}

/** `2026-11-24 03:12:05 UTC`. */
export function utcTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** `840 ms`, `1.2 s`, `2 min 5 s`, from milliseconds. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return `${Math.floor(milliseconds / 60_000)} min ${Math.round((milliseconds % 60_000) / 1000)} s`;
}

/** What is left of a time, in whole seconds, so that it counts down evenly: `59 s`, `2 min 5 s`. */
export function remainingTime(milliseconds: number): string {
  const whole = Math.max(0, Math.ceil(milliseconds / 1000)) * 1000;
  return whole < 60_000 ? `${whole / 1000} s` : duration(whole);
}

/** `4 repositories`, `1 repository`. */
export function count(amount: number, singular: string, plural = `${singular}s`): string {
  return `${amount.toLocaleString('en')} ${amount === 1 ? singular : plural}`;
}
