/** What a parser made of a document, whatever its notation: its members, and the lines on which they stand. */

/** Where a member of an object stands, and where those of its own value stand. */
export interface MemberLines {
  line: number;
  members: Map<string, MemberLines>;
}

/** The line of a member by its keys; that of the nearest object around it where it is not known. */
export function lineOf(lines: MemberLines, ...keys: readonly string[]): number {
  let found = lines;
  for (const key of keys) {
    const next = found.members.get(key);
    if (!next) break;
    found = next;
  }
  return found.line;
}

/** The members of an object, none where it is something else; `__proto__` is a member like any other. */
export function membersOf(value: unknown): [key: string, value: unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function memberOf(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

export function textOf(value: unknown, key: string): string | null {
  const found = memberOf(value, key);
  return typeof found === 'string' ? found : null;
}
