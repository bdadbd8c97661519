const FIELDS = ['os', 'cpu', 'libc'] as const;

/** Where a package can be used, as Yarn 2 and later writes it: `os=linux & (cpu=arm64 | cpu=x64)`; null where everywhere. */
export function conditionsOf(manifest: Readonly<Record<string, unknown>>): string | null {
  const conditions = FIELDS.flatMap((field) => {
    const given = manifest[field];
    const values = (Array.isArray(given) ? given : [given]).filter((value) => typeof value === 'string');
    const tokens = values.map((value) => `${field}=${value}`);
    if (tokens.length === 0) return [];
    return [tokens.length === 1 ? String(tokens[0]) : `(${tokens.join(' | ')})`];
  });
  return conditions.length === 0 ? null : conditions.join(' & ');
}
