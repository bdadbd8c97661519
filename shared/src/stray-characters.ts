export interface CleanedText {
  text: string;
  /** What was taken away, in words that fit after "holds". */
  removed: string[];
}

/**
 * Takes away what copying leaves in an address, an ARN or an id: invisible characters and white space anywhere, quotes and
 * brackets around it, and a sentence's punctuation behind it. Nothing that could belong to the value itself is changed.
 */
export function withoutStrayCharacters(text: string, maximumLength = 4096): CleanedText {
  // What reaches this over the wire may not be what its type says; anything but text cleans to nothing.
  let rest = typeof text === 'string' ? text.slice(0, maximumLength) : '';
  const removed: string[] = [];
  for (const [pattern, description] of strayPatterns) {
    const cleaned = rest.replace(pattern, '');
    if (cleaned !== rest) removed.push(description);
    rest = cleaned;
  }
  const unwrapped = unwrap(rest);
  if (unwrapped !== rest) removed.push('quotes, brackets or punctuation around it');
  return { text: unwrapped, removed };
}

// Each alternative is one character, so replacing is linear in the text's length.
const strayPatterns: readonly (readonly [RegExp, string])[] = [
  [
    // Controls, soft hyphen, joiners and zero-width signs, bidirectional marks, variation selectors, byte order mark, tags.
    /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|\u034f|[\ufe00-\ufe0f]|\udb40[\udc00-\udfff]/g, // oxlint-disable-line no-control-regex
    'invisible characters',
  ],
  [/[\s\u0085]/g, 'white space'],
];

const opening = new Set('"\'`<([{«‹“”„‟‘’‚‛');
const closing = new Set('"\'`>)]}»›“”„‟‘’‚‛.,;:!|');

function unwrap(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && opening.has(text.charAt(start))) start += 1;
  while (end > start && closing.has(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
