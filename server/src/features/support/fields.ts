/** Rules for what people type to ask for access and to grant it. */

import type { UserError } from '@backline/shared';
import { z } from 'zod';
import { isId } from '../../lib/id.ts';
import { redact } from '../../lib/redact.ts';
import { readField } from '../identity/index.ts';

/** The longest that an organization lets support in at a time, in minutes. The database refuses more as well. */
const MOST_MINUTES = 60;
const LONGEST_REASON = 300;

/** One line that the organization's audit log will show. */
const reasonField = z
  .string('The reason is missing.')
  .trim()
  .min(1, 'The reason is empty. Say what is to be looked at, e.g. the number of a support case.')
  .max(LONGEST_REASON, `The reason is longer than ${LONGEST_REASON} characters.`)
  .regex(/^\P{Cc}*$/u, 'The reason contains a control character, such as a line break. Remove it.');

const minutesField = z
  .number('The duration is missing.')
  .int('The duration is not a whole number of minutes.')
  .min(1, 'The duration is less than a minute.')
  .max(MOST_MINUTES, `The duration is longer than ${MOST_MINUTES} minutes. Grant again when more time is needed.`);

const organizationIdField = z
  .string('The organization is missing.')
  .trim()
  .toLowerCase()
  .refine(isId, "This is not an organization's id. Its admins find it under Settings, Support access.");

export interface Wish {
  reason: string;
  minutes: number;
}

/** The reason and the duration, or what is wrong with them. */
export function readWish(reason: unknown, minutes: unknown): { wish: Wish; userErrors: [] } | Refused {
  const readReason = readField(reasonField, reason, 'reason');
  const readMinutes = readField(minutesField, minutes, 'minutes');
  if (readReason.error === null && readMinutes.error === null) {
    // It is shown to both sides and kept, and people paste what they have at hand.
    return { wish: { reason: redact(readReason.value), minutes: readMinutes.value }, userErrors: [] };
  }
  return { wish: null, userErrors: [readReason.error, readMinutes.error].filter((error) => error !== null) };
}

interface Refused {
  wish: null;
  userErrors: UserError[];
}

export function readOrganizationId(value: unknown): { value: string; error: null } | { value: null; error: UserError } {
  return readField(organizationIdField, value, 'organizationId');
}
