import type { Actor } from '../../lib/context.ts';

/** Who did it, as reports and versions keep it: an email address, or `API key <name>`. */
export function actorName(actor: Actor | null): string {
  if (!actor) return 'nobody';
  return actor.kind === 'API_KEY' ? `API key ${actor.name}` : actor.name;
}
