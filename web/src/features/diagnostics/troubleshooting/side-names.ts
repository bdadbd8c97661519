import type { ListedCause } from './queries.ts';

/** Whose side a cause is on, in few words. */
export const sideNames: Record<ListedCause['side'], string> = {
  CUSTOMER: 'Your side',
  PLATFORM: 'Backline’s side',
  AWS: 'AWS’s side',
};
