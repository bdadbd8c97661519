import type { RequestContext } from './context.ts';
import { fillIn, type Piece } from './variables.ts';

/** Text, or a wildcard that may or may not run across a colon. */
type Token = { readonly text: string } | { readonly wildcard: '*' | '?'; readonly crossesColons: boolean };

/** `*` stands for any run of characters, `?` for exactly one; nothing else is special. */
export function matchesWildcard(pattern: string, value: string): boolean {
  return matchesPieces(fillIn(pattern, null) ?? [], value);
}

/** Actions are compared without regard to case. */
export function matchesAction(pattern: string, action: string): boolean {
  if (!/[*?$]/u.test(pattern)) return pattern.toLowerCase() === action.toLowerCase();
  return matchesWildcard(pattern.toLowerCase(), action.toLowerCase());
}

export function matchesPieces(pieces: readonly Piece[], value: string): boolean {
  const tokens = pieces.map((piece): Token => ('wildcard' in piece ? { ...piece, crossesColons: true } : piece));
  return matchesTokens(withoutSeams(tokens), value);
}

/**
 * Whether a Resource value covers an ARN; null where a variable in it has no value, so that its statement means nothing.
 * Variables count only behind the fifth colon. Within the five parts before it a wildcard stays inside its part, unless it is a
 * `*` that ends the part. An ARN of fewer than six parts stands for everything that begins so.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function matchesResource(pattern: string, resource: string, context: RequestContext | null): boolean | null {
  // Most resources are spelt out, are a star, or begin with text that already decides.
  if (pattern === '*' || pattern === resource) return true;
  const firstSpecial = pattern.search(/[*?$]/u);
  const hasVariable = pattern.includes('${');
  if (!hasVariable && !resource.startsWith(firstSpecial === -1 ? pattern : pattern.slice(0, firstSpecial)))
    return false;
  if (!hasVariable && pattern.replaceAll('*', '').length > resource.length) return false;
  const parts = splitArn(pattern);
  const missing = parts[0] === 'arn' ? 6 - parts.length : 0;
  const tokens: Token[] = [];
  for (const [index, part] of [...parts, ...Array.from({ length: missing }, () => '*')].entries()) {
    const isResourcePart = index === 5;
    const pieces = fillIn(part, isResourcePart ? context : null);
    if (!pieces) return null;
    if (index > 0) tokens.push({ text: ':' });
    for (const [position, piece] of pieces.entries()) {
      const endsPart = position === pieces.length - 1 && 'wildcard' in piece && piece.wildcard === '*';
      tokens.push('wildcard' in piece ? { ...piece, crossesColons: isResourcePart || endsPart } : piece);
    }
  }
  return matchesTokens(withoutSeams(tokens), resource);
}

/** Neighbouring texts as one, and neighbouring stars. */
function withoutSeams(tokens: readonly Token[]): Token[] {
  const merged: Token[] = [];
  for (const token of tokens) {
    const last = merged.at(-1);
    if (last && 'text' in last && 'text' in token) merged[merged.length - 1] = { text: last.text + token.text };
    else if (!isSameStar(last, token)) merged.push(token);
  }
  return merged;
}

function isSameStar(last: Token | undefined, token: Token): boolean {
  const isStar = 'wildcard' in token && token.wildcard === '*';
  return (
    isStar &&
    last !== undefined &&
    'wildcard' in last &&
    last.wildcard === '*' &&
    last.crossesColons === token.crossesColons
  );
}

/**
 * ArnLike and ArnEquals: the six parts are compared one by one. Null where a variable has no value.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function matchesArn(pattern: string, value: string, context: RequestContext | null): boolean | null {
  const patternParts = splitArn(pattern).map((part) => fillIn(part, context));
  if (patternParts.includes(null)) return null;
  const valueParts = splitArn(value);
  if (patternParts.length !== 6 || valueParts.length !== 6) return false;
  return patternParts.every((part, index) => matchesPieces(part ?? [], valueParts[index] ?? ''));
}

/** At most six parts, cut at the first five colons that stand outside a variable. */
export function splitArn(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let insideVariable = false;
  for (let at = 0; at < text.length && parts.length < 5; at += 1) {
    if (text.startsWith('${', at) && text.includes('}', at)) insideVariable = true;
    else if (text[at] === '}') insideVariable = false;
    else if (text[at] === ':' && !insideVariable) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}

/** Follows every position that the tokens so far can have reached, so no pattern takes more than length x length. */
function matchesTokens(tokens: readonly Token[], value: string): boolean {
  // Most patterns begin with text that already decides.
  const [first] = tokens;
  if (first && 'text' in first && !value.startsWith(first.text)) return false;
  if (tokens.every((token) => 'text' in token)) return value === tokens.map(({ text }) => text).join('');

  let reached = new Uint8Array(value.length + 1);
  reached[0] = 1;
  for (const token of tokens) {
    const next = new Uint8Array(value.length + 1);
    let isRunning = false;
    for (let at = 0; at <= value.length; at += 1) {
      if ('text' in token) {
        if (reached[at] === 1 && value.startsWith(token.text, at)) next[at + token.text.length] = 1;
        continue;
      }
      const stopsHere = !token.crossesColons && value[at] === ':';
      if (token.wildcard === '?') {
        if (reached[at] === 1 && at < value.length && !stopsHere) next[at + 1] = 1;
        continue;
      }
      isRunning ||= reached[at] === 1;
      if (isRunning) next[at] = 1;
      if (stopsHere) isRunning = false;
    }
    reached = next;
  }
  return reached[value.length] === 1;
}
