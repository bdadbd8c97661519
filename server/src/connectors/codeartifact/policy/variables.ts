import type { RequestContext } from './context.ts';

/** One piece of a policy value after its variables are filled in; what a variable stood for never acts as a wildcard. */
export type Piece = { readonly text: string } | { readonly wildcard: '*' | '?' };

const VARIABLE = /^\$\{(?:([*?$])|([^}',]+?)\s*(?:,\s*'([^']*)'\s*)?)\}/u;

/**
 * Cuts a policy value into text and wildcards and fills in `${key}` and `${key, 'default'}`; `${*}`, `${?}` and `${$}`
 * stand for the character itself. Without a context the value is of a version that knows no variables.
 * Null where a variable has no single value: then the value matches nothing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function fillIn(value: string, context: RequestContext | null): Piece[] | null {
  if (!/[*?$]/u.test(value)) return [{ text: value }];
  const pieces: Piece[] = [];
  let at = 0;
  while (at < value.length) {
    const variable = context && value.startsWith('${', at) ? VARIABLE.exec(value.slice(at)) : null;
    if (context && variable) {
      const [whole, character, key, fallback] = variable;
      const found = character ?? single(context.get((key ?? '').toLowerCase())) ?? fallback;
      if (found === undefined) return null;
      if (found !== '') pieces.push({ text: found });
      at += whole.length;
    } else {
      const character = value.charAt(at);
      if (character === '*' || character === '?') {
        pieces.push({ wildcard: character });
        at += 1;
      } else {
        const end = nextSpecial(value, at + 1);
        pieces.push({ text: value.slice(at, end) });
        at = end;
      }
    }
  }
  return pieces;
}

/** Where the next character stands that may begin something other than text. */
function nextSpecial(value: string, from: number): number {
  let at = from;
  while (at < value.length && !'*?$'.includes(value.charAt(at))) at += 1;
  return at;
}

function single(values: readonly string[] | undefined): string | undefined {
  return values?.length === 1 ? values[0] : undefined;
}
