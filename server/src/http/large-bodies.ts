/** How many large bodies are held at once, of all and of one organization: each is memory until its operation is done. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../lib/context.ts';
import { RateLimited } from '../lib/errors.ts';
import { Slots } from '../lib/slots.ts';

export interface LargeBodyPlaces {
  ofServer: number;
  /** Fewer, so that slow senders keep out nobody but their own. */
  ofOrganization: number;
  longestWaitMs: number;
}

/** Parsed and masked, the largest body takes some hundred megabytes for a moment. */
export const LARGE_BODY_PLACES: LargeBodyPlaces = { ofServer: 8, ofOrganization: 4, longestWaitMs: 30_000 };

interface Place {
  isNeeded: boolean;
  giveBack(): void;
}

export class LargeBodies {
  readonly #ofServer: Slots;
  readonly #ofOrganizations = new Map<string, Slots>();
  readonly #places = new WeakMap<FastifyRequest, Place>();

  constructor(private readonly limits = LARGE_BODY_PLACES) {
    this.#ofServer = new Slots(limits.ofServer);
  }

  /** Resolves when there is a place for the body, in the order of coming. Throws RateLimited where none is free for too long. */
  async admit(request: FastifyRequest, reply: FastifyReply, { organizationId, id }: Actor): Promise<void> {
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    if (reply.raw.destroyed) gone.abort();
    const signal = AbortSignal.any([gone.signal, AbortSignal.timeout(this.limits.longestWaitMs)]);
    const giveBack = await this.#take(organizationId ?? id, signal);
    const place = { isNeeded: false, giveBack };
    this.#places.set(request, place);
    reply.raw.once('close', () => place.isNeeded || giveBack());
  }

  /** Keeps the place until the work on the body is done, also where nobody waits for its answer any more. */
  async during<T>(request: FastifyRequest, work: () => Promise<T>): Promise<T> {
    const place = this.#places.get(request);
    if (!place) return work();
    place.isNeeded = true;
    try {
      return await work();
    } finally {
      place.giveBack();
    }
  }

  async #take(owner: string, signal: AbortSignal): Promise<() => void> {
    const ofOwner = this.#ofOrganizations.get(owner) ?? new Slots(this.limits.ofOrganization);
    this.#ofOrganizations.set(owner, ofOwner);
    const taken: (() => void)[] = [];
    const giveBack = () => {
      for (const release of taken) release();
      if (ofOwner.isIdle) this.#ofOrganizations.delete(owner);
    };
    try {
      for (const slots of [ofOwner, this.#ofServer]) taken.push(await slots.take(signal));
    } catch {
      giveBack();
      throw new RateLimited(BUSY, Math.ceil(this.limits.longestWaitMs / 1_000));
    }
    return giveBack;
  }
}

const BUSY =
  'The server holds as many large bodies as it may at once, of all or of your organization. Send this one again later.';
