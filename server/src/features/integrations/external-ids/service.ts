import { randomBytes } from 'node:crypto';
import { MADE_EXTERNAL_ID, type UserError } from '@backline/shared';
import type { Clock } from '../../../lib/clock.ts';
import type { Unit } from '../../../lib/database.ts';
import type { ExternalIdStore } from './store.ts';

const RANDOM_BYTES = 16;

/** Makes External IDs and keeps each of them with one organization for ever. */
export class ExternalIds {
  constructor(
    private readonly store: ExternalIdStore,
    private readonly clock: Clock,
  ) {}

  /** A new one of 128 random bits; kept at once, so that nobody who sees it can claim it first. */
  async make(unit: Unit, organizationId: string): Promise<string> {
    const value = `bl-${randomBytes(RANDOM_BYTES).toString('hex')}`;
    await this.store.claim(unit, organizationId, value, this.clock.now());
    return value;
  }

  /** Those that the organization's people brought themselves, in no order: everything but what `make` makes. */
  async chosen(unit: Unit, organizationId: string): Promise<string[]> {
    return this.store.unlike(unit, organizationId, `^${MADE_EXTERNAL_ID}$`);
  }

  /** Null where the organization may use it. The refusal does not say whether somebody else has it. */
  async refusal(unit: Unit, organizationId: string, value: string): Promise<UserError | null> {
    return (await this.store.isFree(unit, organizationId, value)) ? null : REFUSAL;
  }

  /** Like `refusal`, and from now on it is the organization's. */
  async claim(unit: Unit, organizationId: string, value: string): Promise<UserError | null> {
    return (await this.store.claim(unit, organizationId, value, this.clock.now())) ? null : REFUSAL;
  }
}

const REFUSAL: UserError = {
  field: ['externalId'],
  code: 'external_id_not_accepted',
  message: 'This External ID cannot be used. Take the one that Backline makes, or another long and random one.',
  suggestion: null,
};
