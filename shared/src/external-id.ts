import type { FieldCheck } from './account-id.ts';
import { withoutStrayCharacters } from './stray-characters.ts';
import type { UserError } from './user-error.ts';

/** The form of those that the server makes, as a regular expression that JavaScript and PostgreSQL read alike. */
export const MADE_EXTERNAL_ID = 'bl-[0-9a-f]{32}';
const madeForm = new RegExp(`^${MADE_EXTERNAL_ID}$`);

/** STS's own rule for an External ID, with a longer minimum: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const externalIdForm = /^[A-Za-z0-9_+=,.@:/-]{8,1224}$/;

/** Judges the form of an External ID, not how guessable it is. Problems name the field `externalId`. */
export function checkExternalId(text: string): FieldCheck {
  if (typeof text === 'string' && externalIdForm.test(text)) return { valid: true, problems: [] };
  const tidy = withoutStrayCharacters(text).text;
  const suggestion = tidy !== text && externalIdForm.test(tidy) ? tidy : null;
  const message = suggestion
    ? 'The External ID has quotes, spaces or invisible characters in or around it, which AWS refuses. Use the corrected value.'
    : 'An External ID has 8 to 1224 characters, each a letter, a digit or one of _ + = , . @ : / -. Use the one shown here, or one of that form.';
  return {
    valid: false,
    problems: [{ field: ['externalId'], code: 'external_id_invalid_format', message, suggestion }],
  };
}

/** What else is known about the customer and therefore guessable. */
export interface ExternalIdContext {
  accountId?: string | null;
  name?: string | null;
}

/** The warning for an External ID that somebody could guess, null for one that is random enough. */
export function externalIdWarning(value: string, context: ExternalIdContext = {}): UserError | null {
  if (!isGuessableExternalId(value, context)) return null;
  return {
    field: ['externalId'],
    code: 'external_id_guessable',
    message:
      'This External ID could be guessed, and it is what keeps others from using the role through Backline. Use a random one, such as the one generated here.',
    suggestion: null,
  };
}

/**
 * Whether an External ID is short, regular or made of words. An estimate that errs on the side of warning; what
 * the server makes and UUIDs are taken as random.
 */
export function isGuessableExternalId(value: string, context: ExternalIdContext = {}): boolean {
  if (madeForm.test(value)) return false;
  if (value.length < 16 || /^[\d_+=,.@:/-]*$/.test(value)) return true;
  const text = value.toLowerCase().slice(0, 256);
  if (new Set(text).size < 8 || isRepetition(text)) return true;
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text)) return false;
  return countSurprises(text, context) < 12;
}

const knownWords = [
  'backline', 'codeartifact', 'artifact', 'external', 'integration', 'connection', 'connector', 'amazon', 'account', 'customer',
  'company', 'production', 'prod', 'staging', 'stage', 'development', 'develop', 'testing', 'test', 'demo', 'example', 'sample',
  'secret', 'password', 'passwort', 'passwd', 'welcome', 'changeme', 'default', 'admin', 'root', 'user', 'role', 'access', 'token',
  'organization', 'tenant', 'unique', 'random', 'secure', 'security', 'value', 'string', 'letmein', 'hello', 'world', 'qwertyuiop',
  'asdfghjkl', 'zxcvbnm', 'qwerty', 'asdf', 'acme', 'corp', 'team', 'build', 'platform', 'cloud', 'aws', 'dev', 'key', 'id',
  'placeholder', 'replace', 'insert', 'your', 'this', 'with', 'here', 'please', 'the', 'and', 'for', 'my',
]; // prettier-ignore

/** How many characters remain once words, years, rows of letters or digits and what is known of the customer are gone. */
function countSurprises(text: string, { accountId, name }: ExternalIdContext): number {
  let rest = text;
  const nameWords = (name ?? '').toLowerCase().split(/[^a-z0-9]+/).filter((word) => word.length > 2); // prettier-ignore
  for (const word of [accountId ?? '', ...nameWords, ...knownWords]) {
    if (word !== '') rest = rest.replaceAll(word, ' ');
  }
  rest = rest.replaceAll(/(?:19|20)\d\d/g, ' ');
  const chunks = rest.split(/[^a-z0-9]+/);
  return chunks.reduce((sum, chunk) => sum + (isPronounceable(chunk) ? 2 : withoutRows(chunk).length), 0);
}

/** Whether letters alternate as they do in words; random letters seldom keep that up. */
function isPronounceable(chunk: string): boolean {
  if (!/^[a-z]+\d{0,4}$/.test(chunk) || chunk.length > 24) return false;
  const letters = chunk.replaceAll(/\d/g, '');
  const vowels = letters.replaceAll(/[^aeiouy]/g, '').length;
  return !/[^aeiouy]{5}|[aeiouy]{4}/.test(letters) && vowels / letters.length >= 0.2 && vowels / letters.length <= 0.7;
}

/** Drops characters that repeat or continue the one before, as in "aaaa", "1234" and "dcba". */
function withoutRows(chunk: string): string {
  return Array.from(chunk)
    .filter((character, index, all) => {
      const step = character.charCodeAt(0) - (all[index - 1]?.charCodeAt(0) ?? 0);
      return Math.abs(step) > 1;
    })
    .join('');
}

/** Whether the text is one piece several times over. */
function isRepetition(text: string): boolean {
  return (text + text).indexOf(text, 1) < text.length;
}
