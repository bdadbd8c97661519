import type { LabPackage, LabVersion, SourceFiles } from './lab-package.ts';

/** A version that has not been put into a repository yet. */
export type Release = Omit<LabVersion, 'repository'>;

export interface ReleasedPackage extends Omit<LabPackage, 'versions'> {
  readonly versions: readonly Release[];
}

interface ReleaseFacts extends Partial<Omit<Release, 'source'>> {
  readonly version: string;
  /** `2024-02-06` */
  readonly date: string;
  readonly runtime: string;
  readonly files: () => SourceFiles;
}

/** A version of the lab's own packages: published at nine in the morning, no dependencies, unless the facts say more. */
export function release({ date, files, ...facts }: ReleaseFacts): Release {
  return {
    preRelease: facts.version.includes('-'),
    publishedAt: `${date}T09:00:00Z`,
    status: 'Published',
    dependencies: {},
    source: { files },
    ...facts,
  };
}

/** What all of the lab's own packages share. */
export const acme = { author: 'Acme Platform Team', license: 'MIT', tags: {} } as const;

export const notes = {
  stringsSummary: 'Small string helpers shared by all of Acme.',
  greetingSummary: 'The one way in which Acme greets people.',
  stringsWithdrawn: 'Capitalises letters inside words too; use 1.1.1.',
  coloursSummary: 'Names of a few colours and their hexadecimal values.',
  coloursWithdrawn: 'Red and blue were swapped; use 1.0.0.',
} as const;
