/** What an import did, in numbers and, for what could not be used, in words. */

/** A record that could not be used, or not in full. */
export interface ImportProblem {
  /** The record's id, or the file's name where it has none. */
  record: string;
  /** A sentence without its subject. */
  problem: string;
}

export interface ImportCounts {
  /** Files that were read, with or without success. */
  read: number;
  added: number;
  updated: number;
  unchanged: number;
  /** Older than what was known, so left as it was. */
  older: number;
  /** Without a package of our package types, so not kept. */
  elsewhere: number;
  /** Of those that were read: withdrawn by their publisher. */
  withdrawn: number;
  /** GIT ranges, which name commits and no versions. */
  gitRanges: number;
  /** Files that gave no record at all. */
  unreadable: number;
  problems: number;
}

/** Problems that are kept word for word; of more there is a count. */
const MOST_PROBLEMS = 1_000;

export class ImportSummary {
  readonly counts: ImportCounts = {
    read: 0,
    added: 0,
    updated: 0,
    unchanged: 0,
    older: 0,
    elsewhere: 0,
    withdrawn: 0,
    gitRanges: 0,
    unreadable: 0,
    problems: 0,
  };
  readonly problems: ImportProblem[] = [];

  report(record: string, problem: string): void {
    this.counts.problems += 1;
    if (this.problems.length < MOST_PROBLEMS)
      this.problems.push({ record: printable(record), problem: printable(problem) });
  }
}

/** A stranger's text goes to a terminal and into the database. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Surrogate}]/gu, '\uFFFD').slice(0, 500);
}
