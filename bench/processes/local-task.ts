/** What the benchmark asks of a process that asks no registry, as JSON in the first argument. */
export type LocalTask = { passes: number } & (
  | { work: 'read' | 'parse' | 'walk'; folder: string }
  /** `module` is where its package is installed. */
  | { work: 'arborist'; folder: string; module: string }
  | { work: 'match' }
);

/** What is done with advisories in a database. */
export interface AdvisoriesTask {
  work: 'import' | 'load';
  databaseUrl: string;
  /** A folder of zips. */
  source: string;
}
