/** Looks for the name in another spelling, and at the repositories of other package types. */

import { packageTypeDefinition, repositoriesFor, type PackageType } from '@backline/shared';
import type { Check } from '../../../connectors/connector.ts';
import type { Repository } from '../../integrations/index.ts';
import type { Asked } from './asked.ts';
import { check, foundVerdict, timed } from './checks.ts';
import type { Answered, Inquiry } from './inquiry.ts';

export interface FoundElsewhere {
  packageType: PackageType;
  name: string;
  repository: Repository;
}

export interface Search {
  found: FoundElsewhere | null;
  checks: Check[];
}

/** More spellings are not worth the requests. */
const MOST_SPELLINGS = 2;

/** Spellings that the package type tells apart and people do not: those found before, and the one in small letters. */
export function otherSpellings({ plug }: Asked, name: string, knownNames: readonly string[]): string[] {
  const known = knownNames.filter((other) => other !== name && folded(other) === folded(name));
  const small = plug.names.read(name.toLowerCase());
  const candidates = 'name' in small && small.name !== name ? [...known, small.name] : known;
  return [...new Set(candidates)].slice(0, MOST_SPELLINGS);
}

export async function searchSpellings(inquiry: Inquiry, spellings: readonly string[]): Promise<Search> {
  const checks: Check[] = [];
  const { repository } = inquiry;
  for (const name of spellings) {
    const { value: answered, durationMs } = await timed(() => inquiry.has(name));
    checks.push(
      check('OTHER_SPELLING', finding(repository, answered, name), repository, durationMs, foundVerdict(answered)),
    );
    if (answered.status === 'answered') {
      return { found: { packageType: repository.packageType, name, repository }, checks };
    }
  }
  return { found: null, checks };
}

/** The first repository of each other package type that could have the name, all at once. */
export async function searchOtherTypes(
  asked: Asked,
  repositories: readonly Repository[],
  inquiryOf: (repository: Repository) => Inquiry,
): Promise<Search> {
  const places = asked.otherTypes.flatMap(({ packageType, name }) => {
    const [repository] = repositoriesFor(repositories, packageType, name).repositories;
    return repository ? [{ packageType, name, repository }] : [];
  });
  const searched = await Promise.all(
    places.map(async (place) => {
      const { value: answered, durationMs } = await timed(() => inquiryOf(place.repository).has(place.name));
      const asType = `${place.name} as a package for ${packageTypeDefinition(place.packageType).label}`;
      const label = finding(place.repository, answered, asType);
      return {
        place,
        isThere: answered.status === 'answered',
        check: check('OTHER_PACKAGE_TYPE', label, place.repository, durationMs, foundVerdict(answered)),
      };
    }),
  );
  return {
    found: searched.find(({ isThere }) => isThere)?.place ?? null,
    checks: searched.map((one) => one.check),
  };
}

/** Case, and the marks between words, are what names differ by when somebody remembers them. */
function folded(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

function finding({ repository }: Repository, { status }: Answered<unknown>, what: string): string {
  if (status === 'answered') return `${repository} offers ${what}`;
  if (status === 'absent') return `${repository} does not offer ${what} either`;
  return `${repository} gave no answer for ${what}`;
}
