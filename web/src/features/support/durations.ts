const COMMON = [5, 10, 15, 30, 45, 60];

/** Durations in minutes to choose from, none longer than `most`, which is the last of them. */
export function minutesUpTo(most: number): number[] {
  return [...COMMON.filter((minutes) => minutes < most), most];
}
