import { memberOf, textOf } from '../document-members.ts';
import type { ListedVersion } from '../package-type.ts';
import { withdrawalReason } from '../registry-answer.ts';
import { listIn } from './json.ts';
import { versions as rules } from './versions.ts';

/** A version as a registration lists it; null where it names none that could be installed. */
export function readCatalogEntry(item: unknown): ListedVersion | null {
  const entry = memberOf(item, 'catalogEntry');
  const written = textOf(entry, 'version');
  if (written === null || !rules.isValid(written)) return null;
  // Build metadata does not tell two versions apart, and no address has it.
  const version = written.replace(/\+.*$/s, '');
  const published = new Date(textOf(entry, 'published') ?? Number.NaN);
  // Feeds write 1900 where a version is unlisted, not when it was published.
  const isTimeKnown = published.getUTCFullYear() > 1900;
  return {
    version,
    isPrerelease: rules.isPrerelease(version),
    publishedAt: isTimeKnown ? published : null,
    withdrawn: withdrawn(entry, published),
  };
}

function withdrawn(entry: unknown, published: Date): string | null {
  const deprecation = memberOf(entry, 'deprecation');
  if (typeof deprecation === 'object' && deprecation !== null)
    return withdrawalReason(textOf(deprecation, 'message'), reasonsOf(deprecation));
  const isUnlisted = memberOf(entry, 'listed') === false || published.getUTCFullYear() <= 1900;
  return isUnlisted ? 'Unlisted by its owner: hidden from searches, still installed where a project names it.' : null;
}

const REASONS: Readonly<Record<string, string>> = {
  legacy: 'no longer maintained',
  criticalbugs: 'has critical bugs',
};

/** https://learn.microsoft.com/nuget/api/registration-base-url-resource#package-deprecation */
function reasonsOf(deprecation: object): string {
  const known = (listIn(deprecation, 'reasons') ?? [])
    .filter((reason) => typeof reason === 'string')
    .map((reason) => (Object.hasOwn(REASONS, reason.toLowerCase()) ? REASONS[reason.toLowerCase()] : undefined))
    .filter((reason) => reason !== undefined);
  const alternative = textOf(memberOf(deprecation, 'alternatePackage'), 'id');
  const use = alternative === null ? '' : ` Use ${withdrawalReason(alternative, 'another package')} instead.`;
  return `Deprecated by its owner${known.length > 0 ? `: ${[...new Set(known)].join(', ')}` : ''}.${use}`;
}
