/** What the version orders of several package types have in common. */

/** By code units, as a total order needs it; never by the machine's language. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Two runs of decimal digits as the numbers they write, of any length. */
export function compareDigits(a: string, b: string): number {
  const [one, other] = [withoutLeadingZeros(a), withoutLeadingZeros(b)];
  return one.length - other.length || compareText(one, other);
}

export function withoutLeadingZeros(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}

/** Precedence of pre-release labels, none counting as newest: https://semver.org/#spec-item-11 */
export function compareLabels(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index += 1) {
    const order = compareLabel(a[index] as string, b[index] as string);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/**
 * Two versions of three numbers, which need no parser to be told apart. `form` captures the numbers, and takes none that is no safe
 * integer; null where one of the two has another form.
 */
export function comparePlain(a: string, b: string, form: RegExp): number | null {
  const left = form.exec(a);
  const right = left && form.exec(b);
  if (!left || !right) return null;
  for (let part = 1; part <= 3; part += 1) {
    const difference = Number(left[part]) - Number(right[part]);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** What is no version (null) is older than every version; two such are ordered as texts. */
export function compareRead<T>(
  a: { text: string; read: T | null },
  b: { text: string; read: T | null },
  order: (a: T, b: T) => number,
): number {
  if (a.read !== null && b.read !== null) return order(a.read, b.read);
  if (a.read === null && b.read === null) return compareText(a.text, b.text);
  return a.read === null ? -1 : 1;
}

function compareLabel(a: string, b: string): number {
  const [aIsNumber, bIsNumber] = [isDigits(a), isDigits(b)];
  // NuGet keeps leading zeros in labels, and two spellings are two versions there.
  if (aIsNumber && bIsNumber) return compareDigits(a, b) || a.length - b.length;
  if (aIsNumber !== bIsNumber) return aIsNumber ? -1 : 1;
  return compareText(a, b);
}

export function isDigits(text: string): boolean {
  return /^\d+$/.test(text);
}
