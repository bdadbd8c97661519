/** What partner tools were promised about the schema, as a check of a new schema against the last released one. */

import {
  BreakingChangeType,
  findBreakingChanges,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  type GraphQLSchema,
} from 'graphql';

/** How a reason has to read: `Use x. Deprecated 2026-11-28, removed after 2027-11-28.` */
const REASON = /^.{5,} Deprecated (\d{4}-\d\d-\d\d), removed after (\d{4}-\d\d-\d\d)\.$/s;
const MONTHS_KEPT = 12;

const REMOVALS: ReadonlySet<string> = new Set([
  BreakingChangeType.FIELD_REMOVED,
  BreakingChangeType.ARG_REMOVED,
  BreakingChangeType.VALUE_REMOVED_FROM_ENUM,
]);

/**
 * Every way in which `current` breaks the promise, in words; empty where it keeps it. Something may go only after it was
 * released as deprecated and the date it named is over; `today` is `YYYY-MM-DD`.
 */
export function brokenPromises(released: GraphQLSchema, current: GraphQLSchema, today: string): string[] {
  const promised = deprecations(released);
  const breaking = findBreakingChanges(released, current)
    // A type goes when nothing leads to it any more, and what led to it is judged itself.
    .filter(({ type }) => type !== BreakingChangeType.TYPE_REMOVED)
    .filter(({ type, description }) => !(REMOVALS.has(type) && isOver(promised.get(removed(description)), today)))
    .map(({ description }) => description);
  const badly = [...deprecations(current)].flatMap(([element, reason]) => {
    const fault = faultOf(reason, promised.get(element));
    return fault === null ? [] : [`${element}: ${fault}`];
  });
  return [...breaking, ...badly];
}

/** Reasons by what is deprecated: `Type.field`, `Type.field(argument)` or `Enum.VALUE`. */
function deprecations(schema: GraphQLSchema): Map<string, string> {
  const found = new Map<string, string>();
  const note = (element: string, reason: string | null | undefined) => {
    if (typeof reason === 'string') found.set(element, reason);
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isEnumType(type)) {
      for (const value of type.getValues()) note(`${type.name}.${value.name}`, value.deprecationReason);
    }
    if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) note(`${type.name}.${field.name}`, field.deprecationReason);
    }
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      note(`${type.name}.${field.name}`, field.deprecationReason);
      for (const argument of field.args) {
        note(`${type.name}.${field.name}(${argument.name})`, argument.deprecationReason);
      }
    }
  }
  return found;
}

/** What a removal's description names, in the form of `deprecations`. */
function removed(description: string): string {
  const [, argued, argument] = /^(\S+) arg (\S+) was removed/.exec(description) ?? [];
  if (argued && argument) return `${argued}(${argument})`;
  const [, value, enumName] = /^(\S+) was removed from enum type (\S+?)\.?$/.exec(description) ?? [];
  if (value && enumName) return `${enumName}.${value}`;
  return description.split(' ')[0] ?? '';
}

function isOver(reason: string | undefined, today: string): boolean {
  const until = reason && REASON.exec(reason)?.[2];
  return until !== undefined && until !== '' && until < today;
}

function faultOf(reason: string, releasedReason: string | undefined): string | null {
  const [, from, until] = REASON.exec(reason) ?? [];
  if (!from || !until) return 'say what to use instead, then "Deprecated <date>, removed after <date>."';
  if (until < monthsAfter(from, MONTHS_KEPT)) return `it has to stay for ${MONTHS_KEPT} months`;
  const promisedUntil = releasedReason && REASON.exec(releasedReason)?.[2];
  return promisedUntil && until < promisedUntil ? `it was promised to stay until ${promisedUntil}` : null;
}

function monthsAfter(date: string, months: number): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCMonth(day.getUTCMonth() + months);
  return day.toISOString().slice(0, 10);
}
