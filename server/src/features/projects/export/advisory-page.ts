/** Where an advisory can be read, by the database that its id names. */

const PAGES: readonly [idBegins: string, database: string, address: string][] = [
  ['GHSA-', 'GitHub Advisory Database', 'https://github.com/advisories/'],
  ['CVE-', 'NVD', 'https://nvd.nist.gov/vuln/detail/'],
  ['GO-', 'Go Vulnerability Database', 'https://pkg.go.dev/vuln/'],
  ['PYSEC-', 'PyPI Advisory Database', 'https://osv.dev/vulnerability/'],
  ['OSV-', 'OSV', 'https://osv.dev/vulnerability/'],
  ['MAL-', 'OpenSSF Malicious Packages', 'https://osv.dev/vulnerability/'],
];

export interface AdvisoryPage {
  /** Who publishes it. */
  database: string;
  url: string;
}

/** Null for ids of databases that are not known here, such as a customer's own. */
export function advisoryPage(id: string): AdvisoryPage | null {
  const [, database, address] = PAGES.find(([beginning]) => id.startsWith(beginning)) ?? [];
  return database && address ? { database, url: `${address}${encodeURIComponent(id)}` } : null;
}
