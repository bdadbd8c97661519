import { withoutStrayCharacters } from './stray-characters.ts';
import type { UserError } from './user-error.ts';

export interface FieldCheck {
  valid: boolean;
  problems: UserError[];
}

/** Judges an AWS account ID: 12 digits, kept as text because it may begin with zeros. Problems name the field `accountId`. */
export function checkAccountId(text: string): FieldCheck {
  if (typeof text === 'string' && /^\d{12}$/.test(text)) return { valid: true, problems: [] };
  const digits = withoutStrayCharacters(text).text.replaceAll(/[-.\u2010-\u2015]/g, '');
  const suggestion = /^\d{12}$/.test(digits) ? digits : null;
  const message = suggestion
    ? 'An account ID is written as 12 digits without anything between or around them. Use the corrected form.'
    : 'An account ID has exactly 12 digits, leading zeros included. The AWS console shows it in the menu at the top right.';
  return { valid: false, problems: [{ field: ['accountId'], code: 'account_id_malformed', message, suggestion }] };
}
