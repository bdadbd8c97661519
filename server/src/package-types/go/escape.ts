/**
 * Proxies and caches may keep modules in file systems that do not tell case apart, so a capital letter is written as an
 * exclamation mark and the small one: https://go.dev/ref/mod#goproxy-protocol. Meant for paths and for versions.
 */
export function escapePath(path: string): string {
  return path.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
}

/** The reverse; null for what nobody escapes so. */
export function unescapePath(escaped: string): string | null {
  if (/[A-Z]|!(?![a-z])/.test(escaped)) return null;
  return escaped.replace(/!([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
