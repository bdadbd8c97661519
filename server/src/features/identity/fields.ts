/** Rules for what people type into the forms of this feature. */

import type { UserError } from '@backline/shared';
import { z } from 'zod';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from './password.ts';

const MAX_EMAIL_LENGTH = 254;
const MAX_NAME_LENGTH = 100;

/** An email address, in lower case: two that differ only in case are one person. */
export const emailField = z
  .string('The email address is missing.')
  .trim()
  .toLowerCase()
  .max(MAX_EMAIL_LENGTH, `The email address is longer than ${MAX_EMAIL_LENGTH} characters.`)
  .pipe(z.email('This is not an email address. One looks like ada@example.com.'));

/** A name of a person, organization or key: 1 to 100 characters, none of them a control character. */
export const nameField = z
  .string('The name is missing.')
  .trim()
  .min(1, 'The name is empty.')
  .max(MAX_NAME_LENGTH, `The name is longer than ${MAX_NAME_LENGTH} characters.`)
  .regex(/^\P{Cc}*$/u, 'The name contains a control character, such as a line break. Remove it.');

/** A new password. */
export const newPasswordField = z
  .string()
  .min(MIN_PASSWORD_LENGTH, `The password has fewer than ${MIN_PASSWORD_LENGTH} characters.`)
  .max(MAX_PASSWORD_LENGTH, `The password has more than ${MAX_PASSWORD_LENGTH} characters.`);

/** The value a field stands for, or what is wrong with it. */
export function readField<T>(
  rule: z.ZodType<T>,
  value: unknown,
  field: string,
): { value: T; error: null } | { value: null; error: UserError } {
  const result = rule.safeParse(value);
  if (result.success) return { value: result.data, error: null };
  const message = result.error.issues[0]?.message ?? 'The value cannot be used.';
  return { value: null, error: userError([field], `invalid_${field}`, message) };
}

export function userError(field: string[] | null, code: string, message: string): UserError {
  return { field, code, message, suggestion: null };
}
