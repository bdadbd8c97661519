import { relativeTime, utcTime } from '../lib/time.ts';
import { useNow } from './use-now.ts';
import { Hint } from './hint.tsx';

/** A time as people say it, with the exact UTC time on hover and focus. */
export function RelativeTime({ value }: { value: string }) {
  const time = Date.parse(value);
  const now = useNow();
  return (
    <Hint label={utcTime(time)}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the exact time must be reachable by keyboard */}
      <time dateTime={value} tabIndex={0}>
        {relativeTime(time, now)}
      </time>
    </Hint>
  );
}
