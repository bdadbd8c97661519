/** The parts of a path between its slashes, escapes resolved; null where it has tricks that no client of a registry needs. */
export function segmentsOf(path: string): string[] | null {
  if (path.length > MAXIMUM_LENGTH || /[\\?#\p{Cc}]/u.test(path)) return null;
  try {
    const segments = path.split('/').map(decodeURIComponent);
    const isTricky = (segment: string) => /[\\\p{Cc}]/u.test(segment) || /(?:^|\/)\.{1,2}(?:\/|$)/.test(segment);
    return segments.some(isTricky) || segments.slice(0, -1).includes('') ? null : segments;
  } catch {
    return null;
  }
}

const MAXIMUM_LENGTH = 2_048;
