import { packageTypes } from './package-types/index.ts';
import type { PackageType } from './package-types/index.ts';
import { MAXIMUM_URL_LENGTH } from './repository-address.ts';
import type { RepositoryUrlParts } from './repository-address.ts';
import { ASK_AWS, judgeRegion } from './repository-url-reading.ts';
import type { Reading } from './repository-url-reading.ts';
import type { SplitUrl } from './repository-url-split.ts';

/** Reads a page of the AWS console about a repository, or about a package in it. */
export function readConsoleAddress(
  hostRegion: string | null,
  split: SplitUrl,
  reading: Reading,
  packageType: PackageType | null,
): Reading {
  const page =
    /^\/codesuite\/codeartifact\/d\/(\d{12})\/([a-z0-9-]{2,50})\/r\/([A-Za-z0-9._-]{2,100})(?:\/p\/([a-z]{1,10}))?(?:\/|$)/.exec(
      split.path,
    );
  const region = /[?&]region=([a-z0-9-]{1,32})(?=[&#]|$)/.exec(split.query)?.[1] ?? hostRegion;
  const format = packageTypes.find((candidate) => candidate.format === page?.[4]);
  reading.spelling = [];
  if (page?.[1] && page[2] && page[3]) {
    reading.parts = { domainOwner: page[1], domain: page[2], repository: page[3], dualStack: false };
    if (format) reading.parts.packageType = format.id;
  }
  if (region) reading.parts.region = region;
  reading.problems.push({
    code: 'url_control_plane_host',
    message: `This is a page of the AWS console, not the address that package managers read from. ${towardsUrl(reading.parts, packageType)}`,
  });
  if (page) judgeRegion(reading);
  return reading;
}

/** Reads the ARN of a repository, or of a package in it. */
export function readRepositoryArn(
  arn: string,
  text: string,
  reading: Reading,
  packageType: PackageType | null,
): Reading {
  const match =
    /^arn:aws:codeartifact:([a-z0-9-]{1,32}):(\d{12}):(?:repository|package)\/([a-z0-9-]{2,50})\/([A-Za-z0-9._-]{2,100})(?:\/([a-z]{1,10})\/|$)/.exec(
      arn,
    );
  reading.url = text.slice(0, MAXIMUM_URL_LENGTH);
  reading.spelling = [];
  const format = packageTypes.find((candidate) => candidate.format === match?.[5]);
  if (match?.[1] && match[2] && match[3] && match[4]) {
    const [, region, domainOwner, domain, repository] = match;
    reading.parts = { region, domainOwner, domain, repository, dualStack: false };
    if (format) reading.parts.packageType = format.id;
  }
  reading.problems.push({
    code: 'url_not_codeartifact',
    message: match
      ? `This is the ARN of a repository, not its URL. ${towardsUrl(reading.parts, packageType)}`
      : `This is an ARN, not the URL of a repository. ${ASK_AWS}`,
  });
  if (match) judgeRegion(reading);
  return reading;
}

function towardsUrl(parts: Partial<RepositoryUrlParts>, packageType: PackageType | null): string {
  if (!parts.repository || !parts.region) return ASK_AWS;
  if (!packageType && !parts.packageType) return 'Choose a package type to get its URL for that type.';
  return 'Use the repository URL instead.';
}
