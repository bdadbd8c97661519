import type { ReleaseArchive } from './manifest.ts';

/** An archive by the address that metadata gives; null where it is none that a client could fetch. */
export function archiveAt(address: string | null, integrity: string[], documentUrl?: string): ReleaseArchive | null {
  const url = address === null ? null : URL.parse(address, documentUrl);
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return null;
  url.hash = '';
  return { fileName: decoded(url.pathname.split('/').at(-1) ?? ''), url: url.href, integrity };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
