/** The page of the API says what the server does. */

import { expect, it } from 'vitest';
import { MAX_ALIASES, MAX_COST, MAX_DEPTH, MAX_TOKENS } from '../../server/src/graphql/limits.ts';
import { MAX_BODY_BYTES, MAX_LARGE_BODY_BYTES } from '../../server/src/http/app.ts';
import { LARGE_BODY_PLACES } from '../../server/src/http/large-bodies.ts';
import type { RefusalCode } from '../../server/src/lib/errors.ts';
import { MAX_PAGE_SIZE } from '../../server/src/lib/pagination.ts';
import { apiChanges } from '../../web/src/features/api/changes.ts';
import { errorCodes } from '../../web/src/features/api/error-codes.ts';
import { limits } from '../../web/src/features/api/limits.ts';

it('names every code of a refusal', () => {
  const codes: Record<RefusalCode | 'INTERNAL', true> = {
    INVALID_INPUT: true,
    UNAUTHENTICATED: true,
    FORBIDDEN: true,
    NOT_FOUND: true,
    CONFLICT: true,
    UPSTREAM: true,
    RATE_LIMITED: true,
    INTERNAL: true,
  };
  expect(errorCodes.map(({ code }) => code).sort()).toEqual(Object.keys(codes).sort());
});

it('tells the limits as they are', () => {
  const told = Object.fromEntries(limits.map(({ key, most }) => [key, most]));
  expect(told).toEqual({
    depth: MAX_DEPTH,
    aliases: MAX_ALIASES,
    tokens: MAX_TOKENS,
    cost: MAX_COST,
    page: MAX_PAGE_SIZE,
    body: MAX_BODY_BYTES,
    largeBody: MAX_LARGE_BODY_BYTES,
    largeBodies: LARGE_BODY_PLACES.ofOrganization,
  });
});

it('lists changes with the newest first', () => {
  const dates = apiChanges.map(({ date }) => date);
  expect(dates).toEqual(dates.toSorted().toReversed());
  for (const date of dates) expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
});
