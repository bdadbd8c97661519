/** The orders in which causes are listed where a repository works and a package, or a version of it, cannot be had. */

import type { Facts } from '../causes/index.ts';
import type { Ranking } from '../signatures/rankings.ts';
import { INGEST_DELAY_MS, type PackageFacts } from './facts.ts';

/** Most likely first. Permissions never appear here: they cover all packages of a repository or none. */
export function rankPackage(facts: Facts & { package: PackageFacts }): Ranking {
  const found = facts.package;
  switch (found.problem) {
    case 'package-absent':
      return withoutPackage(found);
    case 'version-absent':
      return withoutVersion(found);
    case 'version-unlisted':
      return [['version_unlisted', 'CERTAIN']];
    case 'withdrawn':
      return [['version_withdrawn', 'CERTAIN']];
    case 'version-invalid':
      return [['version_invalid', 'CERTAIN']];
    case 'other-spelling':
      return [['name_normalisation', 'CERTAIN']];
    case 'other-type':
      return otherType(found);
    case 'routed-elsewhere':
      return [['name_routed_elsewhere', 'CERTAIN']];
  }
}

/** The same name in two worlds is often two packages; a name that only the other world can have is not. */
function otherType({ inputProblem, elsewhere }: PackageFacts): Ranking {
  if (inputProblem !== null) return [['wrong_package_type', elsewhere ? 'CERTAIN' : 'LIKELY']];
  return [
    ['wrong_package_type', 'LIKELY'],
    ['package_not_found', 'POSSIBLE'],
  ];
}

function withoutPackage(found: PackageFacts): Ranking {
  if (!found.isTypeServed) {
    return [
      ['go_format_unsupported', 'LIKELY'],
      ['package_not_found', 'POSSIBLE'],
    ];
  }
  if (found.answersAs !== null) {
    return [
      ['url_format_mismatch', 'LIKELY'],
      ['external_connection_missing', 'POSSIBLE'],
      ['package_not_found', 'POSSIBLE'],
    ];
  }
  if (found.isConnected === false) return withoutConnection(found);
  const hidden: Ranking = [
    ['version_archived', 'POSSIBLE'],
    ['version_unlisted', 'POSSIBLE'],
  ];
  if (found.isOwnName) return [['package_not_found', 'LIKELY'], ...hidden];
  const unconnected: Ranking = found.isConnected === null ? [['external_connection_missing', 'POSSIBLE']] : [];
  const fromUpstream: Ranking = [
    ['upstream_registry_down', 'POSSIBLE'],
    ['upstream_ingest_delay', 'POSSIBLE'],
  ];
  if (found.isPublicName && found.isConnected) {
    return [['origin_control_upstream_block', 'LIKELY'], ['upstream_registry_down', 'POSSIBLE'], ...hidden];
  }
  return [
    ['package_not_found', 'LIKELY'],
    ...unconnected,
    ['origin_control_upstream_block', 'POSSIBLE'],
    ...fromUpstream,
    ...hidden,
  ];
}

/** No public name was answered. What was asked for is missing for that reason only where it is a public one. */
function withoutConnection({ isPublicName, isOwnName }: PackageFacts): Ranking {
  if (isPublicName) return [['external_connection_missing', 'CERTAIN']];
  const [first, second] = isOwnName
    ? (['package_not_found', 'external_connection_missing'] as const)
    : (['external_connection_missing', 'package_not_found'] as const);
  return [
    [first, 'LIKELY'],
    [second, 'POSSIBLE'],
    ['version_archived', 'POSSIBLE'],
    ['version_unlisted', 'POSSIBLE'],
  ];
}

function withoutVersion(found: PackageFacts): Ranking {
  const { isConnected, isPublicName, isOwnName, isMentioned, isNewerThanListed } = found;
  const mayComeFromUpstream = isConnected !== false && !isOwnName;
  if (mayComeFromUpstream && isRecent(found)) {
    // Before the half hour has passed nothing else can be concluded; of a name that may be private, not even this.
    if (isPublicName) return [['upstream_ingest_delay', 'CERTAIN']];
    return [
      ['upstream_ingest_delay', 'LIKELY'],
      ['version_not_found', 'POSSIBLE'],
    ];
  }
  // The version's own document was asked for and is not there, which an unlisted version's would be.
  const unlisted: Ranking =
    found.wasVersionAsked && found.packageType === 'GO' ? [] : [['version_unlisted', 'POSSIBLE']];
  if (isMentioned) {
    const [first, second] = isOwnName
      ? (['version_archived', 'version_not_found'] as const)
      : (['version_not_found', 'version_archived'] as const);
    return [[first, 'LIKELY'], [second, 'POSSIBLE'], ...unlisted, ['origin_control_upstream_block', 'POSSIBLE']];
  }
  if (isConnected === false && isPublicName) {
    return [
      ['external_connection_missing', 'LIKELY'],
      ['version_not_found', 'POSSIBLE'],
      ['version_archived', 'POSSIBLE'],
      ...unlisted,
    ];
  }
  const delayed: Ranking =
    isNewerThanListed && found.publishedAt === null ? [['upstream_ingest_delay', 'POSSIBLE']] : [];
  const upstream: Ranking = mayComeFromUpstream
    ? [...delayed, ['origin_control_upstream_block', 'POSSIBLE'], ['upstream_registry_down', 'POSSIBLE']]
    : [];
  const hidden: Ranking = [['version_archived', 'POSSIBLE'], ...unlisted];
  // Between versions that are there, one that was hidden is likelier than one that has yet to come.
  const rest = isNewerThanListed ? [...upstream, ...hidden] : [...hidden, ...upstream];
  return [['version_not_found', 'LIKELY'], ...rest];
}

/** Published less than half an hour ago, as far as anybody says. */
function isRecent({ publishedAt, askedAt }: PackageFacts): boolean {
  return publishedAt !== null && askedAt.getTime() - publishedAt.getTime() < INGEST_DELAY_MS;
}

/** Why the first of several causes is named first: what was seen, never what is usual elsewhere. */
export function rankingReason(found: PackageFacts): string | null {
  switch (found.problem) {
    case 'package-absent':
      return absenceReason(found);
    case 'version-absent':
      return versionReason(found);
    case 'other-type':
      return 'Both worlds have names of this form, so that it may be two packages of one name.';
    default:
      return null;
  }
}

function absenceReason(found: PackageFacts): string {
  const asked = found.publicNamesAsked.join(' and ');
  if (!found.isTypeServed) {
    return found.absentBeside
      ? `Named first because no package was found at this address: neither what the project asks for nor what is public (${asked}).`
      : 'Named first because nothing at all was answered at this address.';
  }
  if (found.answersAs !== null) return 'Named first because the same repository answers for another package type.';
  if (found.isConnected === false) {
    return found.isOwnName
      ? "Named first because a route of this integration claims the name, as one does for packages of one's own."
      : `Named first because the repository answers, but for no public name asked (${asked}).`;
  }
  if (found.isOwnName) {
    return "Named first because a route of this integration claims the name, and one's own packages come from no public registry.";
  }
  if (found.isConnected && found.isPublicName) {
    return `Named first because the name is a public one and ${asked} is answered, so that public packages are taken in, but not this one.`;
  }
  if (found.wasFoundBefore) return 'It was found here before, so that it was removed, hidden or blocked since.';
  if (found.isConnected) {
    return `Named first because ${asked} is answered, so that public packages are taken in, and nothing speaks for a block.`;
  }
  return 'Named first because nothing speaks for any other cause.';
}

function versionReason(found: PackageFacts): string {
  if (isRecent(found)) return 'Named first because of the time of publication that another repository gives.';
  if (found.isMentioned)
    return 'Named first because the document of the package names the version outside of its list.';
  if (found.isConnected === false && found.isPublicName) {
    return `Named first because no public name that was asked for is answered (${found.publicNamesAsked.join(' and ')}), so that only versions taken in earlier are there.`;
  }
  const newest = found.newest ?? 'none';
  return found.isNewerThanListed
    ? `All of what follows leaves the same trace. The newest one listed is ${newest}, so what keeps new versions away comes before what hides old ones.`
    : `All of what follows leaves the same trace. The newest one listed is ${newest}, so what hides old versions comes before what keeps new ones away.`;
}
