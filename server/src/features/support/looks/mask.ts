/** Support people see everything of an answer but External IDs, wherever in it they stand. */

import { MADE_EXTERNAL_ID } from '@backline/shared';
import type { Database } from '../../../lib/database.ts';
import type { RequestContext } from '../../../lib/context.ts';
import type { ExternalIds } from '../../integrations/index.ts';

export const MASK = '••••';

/** A text that is nothing but the end of one, as changes of settings show it (integrations/versions/setting-changes.ts). */
const END_OF_ONE = /^….{4}$/u;

/** Puts MASK in the place of External IDs in every text of a value that JSON can hold. */
export type Masker = <T>(value: T) => T;

export class ExternalIdMask {
  constructor(
    private readonly database: Database,
    private readonly externalIds: Pick<ExternalIds, 'chosen'>,
  ) {}

  /** For what leaves for a support person; null where nothing has to be masked. */
  async maskerFor({ actor }: RequestContext): Promise<Masker | null> {
    if (actor?.kind !== 'SUPPORT' || actor.organizationId === null) return null;
    return this.maskerOf(actor.organizationId);
  }

  /** Masks every External ID that the organization ever had. */
  async maskerOf(organizationId: string): Promise<Masker> {
    return createMasker(await this.externalIds.chosen(this.database.unit, organizationId));
  }
}

/** `chosen` are those that people brought; those that we make are known by their form. Also as they stand in URLs. */
export function createMasker(chosen: readonly string[]): Masker {
  const forms = [...new Set(chosen.flatMap((value) => [value, encodeURIComponent(value)]))]
    .filter((form) => form !== '')
    .sort((one, other) => other.length - one.length)
    .map((form) => form.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`));
  const pattern = new RegExp([...forms, MADE_EXTERNAL_ID].join('|'), 'g');
  const mask = (value: unknown): unknown => {
    if (typeof value === 'string') return END_OF_ONE.test(value) ? MASK : value.replace(pattern, MASK);
    if (Array.isArray(value)) return value.map(mask);
    if (typeof value !== 'object' || value === null || value instanceof Date) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mask(inner)]));
  };
  return (value) => mask(value) as typeof value;
}
