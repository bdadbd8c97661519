import { CODEARTIFACT_REGIONS, isCodeArtifactRegion } from './regions.ts';
import type { RepositoryUrlParts } from './repository-address.ts';

/** What reading an address that is not canonical has found so far. */
export interface Reading {
  url: string;
  parts: Partial<RepositoryUrlParts>;
  problems: { code: string; message: string }[];
  /** Ways in which the spelling differs, each fit to follow "the URL …". */
  spelling: string[];
  /** Whether offering a corrected URL could mislead. */
  refused: boolean;
}

export const ASK_AWS = 'Copy the URL that "aws codeartifact get-repository-endpoint" prints.';

/** Notes a problem for which no corrected URL may be offered. */
export function refuse(reading: Reading, code: string, message: string): Reading {
  reading.problems.push({ code, message });
  reading.refused = true;
  return reading;
}

/** Refuses a Region in which there is no CodeArtifact; one that is not known yet is no problem. */
export function judgeRegion(reading: Reading): void {
  const { region } = reading.parts;
  if (region === undefined || isCodeArtifactRegion(region)) return;
  refuse(
    reading,
    'region_unsupported',
    `AWS does not offer CodeArtifact in the Region "${region}", so nothing answers at this address. Use a repository in one of: ${CODEARTIFACT_REGIONS.join(', ')}.`,
  );
}
