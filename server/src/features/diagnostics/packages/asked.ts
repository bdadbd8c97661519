/** What was asked for, read offline: the name as its package type compares it, and the version, if it is one. */

import { packageTypeDefinition, packageTypes, type PackageType } from '@backline/shared';
import { redact } from '../../../lib/redact.ts';
import { packageTypePlug, type PackageListing, type PackageTypePlug } from '../../../package-types/index.ts';

const LONGEST_QUOTATION = 100;

export interface Asked {
  plug: PackageTypePlug;
  packageType: PackageType;
  /** As it was sent, without blanks around it; cut and masked where it is no name. */
  askedName: string;
  /** Null where it is no name of this package type. */
  name: string | null;
  nameProblem: string | null;
  /** Null where none was asked for. */
  askedVersion: string | null;
  /** As it was sent; null where none was asked for, or where it is none. */
  version: string | null;
  /** The spelling under which equal versions are the same text. */
  versionKey: string | null;
  versionProblem: string | null;
  /** The other package types that could have the name, with the name as they compare it. */
  otherTypes: { packageType: PackageType; name: string }[];
}

export function readAsked(packageType: PackageType, nameText: string, versionText: string | null | undefined): Asked {
  const plug = packageTypePlug(packageType);
  const text = nameText.trim();
  const reading = plug.names.read(text);
  const name = 'name' in reading ? reading.name : null;
  const wanted = versionText?.trim() ?? '';
  const versionKey = wanted === '' ? null : plug.versions.normalise(wanted);
  return {
    plug,
    packageType,
    askedName: name === null ? quotable(text) : text,
    name,
    nameProblem: 'problem' in reading ? reading.problem : null,
    askedVersion: wanted === '' ? null : quotable(wanted),
    version: versionKey === null ? null : wanted,
    versionKey,
    versionProblem: wanted === '' || versionKey !== null ? null : versionProblem(plug, wanted),
    otherTypes: packageTypes.flatMap(({ id }) => {
      const other = id === packageType ? null : packageTypePlug(id).names.read(text);
      return other && 'name' in other ? [{ packageType: id, name: other.name }] : [];
    }),
  };
}

/** A version that is offered and is what was meant by a tag, a range or another spelling; null where none is. */
export function suggestVersion({ plug }: Asked, given: string, { versions, latest }: PackageListing): string | null {
  const respelt = plug.versions.normalise(respellings(given).find((text) => plug.versions.isValid(text)) ?? '');
  if (respelt !== null) {
    return versions.find(({ version }) => plug.versions.normalise(version) === respelt)?.version ?? null;
  }
  const fitting = versions.filter(
    ({ version, withdrawn }) => withdrawn === null && plug.versions.satisfies(version, given),
  );
  const newest = fitting.reduce<string | null>(
    (best, { version }) => (best === null || plug.versions.compare(version, best) > 0 ? version : best),
    null,
  );
  return newest ?? latest;
}

function versionProblem({ definition, versions }: PackageTypePlug, given: string): string {
  const quoted = JSON.stringify(quotable(given));
  const { label } = packageTypeDefinition(definition.id);
  const respelt = respellings(given).find((text) => versions.isValid(text));
  if (respelt !== undefined) return `${label} writes this version ${respelt}; ${quoted} is none.`;
  if (/^[a-z][a-z_-]*$/i.test(given)) {
    return `${quoted} is a tag at most: it stands for whichever version it was last set to, and only an exact version can be looked for.`;
  }
  if (/[\^~<>=*|,[\]()]|\s-\s|\bx\b|^\d+(\.\d+)?$/i.test(given)) {
    return `${quoted} is a range: it stands for whichever version fits best, and only an exact version can be looked for.`;
  }
  return `${quoted} is no version that ${label} knows.`;
}

/** Only Go writes the v that people put before versions elsewhere. */
function respellings(given: string): string[] {
  return /^v/i.test(given) ? [given.slice(1), `v${given.slice(1)}`] : [`v${given}`];
}

/** What somebody sent in the wrong place may be long, and may be a secret. */
function quotable(text: string): string {
  const masked = redact(text);
  return masked.length > LONGEST_QUOTATION ? `${masked.slice(0, LONGEST_QUOTATION)}…` : masked;
}
