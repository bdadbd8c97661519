/** What a release accepts of another package: any later minor, any later patch, or that version alone. */
export interface Need {
  readonly accepts: 'minor' | 'patch' | 'exact';
  readonly from: string;
}

export interface MemberRelease {
  readonly version: string;
  /** `2025-02-11` */
  readonly date: string;
  readonly needs?: Readonly<Record<string, Need>>;
  readonly withdrawn?: string;
}

export interface Member {
  /** One word, which each package type spells in its own way. */
  readonly name: string;
  readonly summary: string;
  readonly releases: readonly MemberRelease[];
}

const withdrawn = 'Loses the last block of a file.';

/**
 * Packages with older versions that the lab's advisories (`server/lab/advisories`) call vulnerable: one for each way in which a
 * fix can be had or not. No major version but 1, because a Go module has another path in each.
 */
export const members: readonly Member[] = [
  // The fix is inside what a project accepts.
  {
    name: 'markup',
    summary: 'Escapes text for HTML.',
    releases: [
      { version: '1.0.0', date: '2025-01-14' },
      { version: '1.0.1', date: '2025-05-06' },
      { version: '1.1.0', date: '2025-08-19' },
    ],
  },
  // The fix comes with a later version of the package that asks for it.
  {
    name: 'templates',
    summary: 'Fills in templates of messages.',
    releases: [
      { version: '1.0.0', date: '2025-01-21' },
      { version: '1.0.1', date: '2025-03-04' },
      { version: '1.1.0', date: '2025-06-10' },
    ],
  },
  {
    name: 'notifier',
    summary: 'Sends messages made from templates.',
    releases: [
      { version: '1.0.0', date: '2025-01-28', needs: { templates: { accepts: 'patch', from: '1.0.0' } } },
      { version: '1.1.0', date: '2025-06-17', needs: { templates: { accepts: 'patch', from: '1.1.0' } } },
    ],
  },
  // The fixed version is not in the repository.
  {
    name: 'archive',
    summary: 'Unpacks archives.',
    releases: [
      { version: '1.0.0', date: '2025-02-04' },
      { version: '1.1.0', date: '2025-04-08' },
    ],
  },
  // There is no fix.
  {
    name: 'session',
    summary: 'Keeps who is signed in.',
    releases: [
      { version: '1.0.0', date: '2025-02-11' },
      { version: '1.1.0', date: '2025-07-15' },
    ],
  },
  // Every version of the dependent forbids the fix.
  {
    name: 'queue',
    summary: 'Hands on work in its order.',
    releases: [
      { version: '1.0.0', date: '2025-02-18' },
      { version: '1.1.0', date: '2025-06-24' },
    ],
  },
  {
    name: 'worker',
    summary: 'Takes work from a queue.',
    releases: [
      { version: '1.0.0', date: '2025-02-25', needs: { queue: { accepts: 'patch', from: '1.0.0' } } },
      { version: '1.0.1', date: '2025-07-01', needs: { queue: { accepts: 'patch', from: '1.0.0' } } },
    ],
  },
  // The fix was withdrawn. A Go module withdraws a version in a later one, which can withdraw itself too.
  {
    name: 'upload',
    summary: 'Takes files from browsers.',
    releases: [
      { version: '1.0.0', date: '2025-03-11' },
      { version: '1.0.1', date: '2025-05-13', withdrawn },
      { version: '1.0.2', date: '2025-05-14', withdrawn },
    ],
  },
  // Somebody asks for the vulnerable version and no other one.
  {
    name: 'table',
    summary: 'Lays out tables.',
    releases: [
      { version: '1.0.0', date: '2025-03-18' },
      { version: '1.0.1', date: '2025-07-22' },
    ],
  },
  {
    name: 'report',
    summary: 'Writes reports with tables.',
    releases: [{ version: '1.0.0', date: '2025-03-25', needs: { table: { accepts: 'exact', from: '1.0.0' } } }],
  },
];
