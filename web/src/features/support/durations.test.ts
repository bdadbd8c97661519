import { expect, it } from 'vitest';
import { minutesUpTo } from './durations.ts';

it.each([
  [60, [5, 10, 15, 30, 45, 60]],
  [30, [5, 10, 15, 30]],
  [20, [5, 10, 15, 20]],
  [3, [3]],
])('offers nothing longer than %i minutes', (most, offered) => {
  expect(minutesUpTo(most)).toEqual(offered);
});
