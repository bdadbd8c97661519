import type { RequestContext } from '../lib/context.ts';

/** The services and resolvers by their class; also type-graphql's container. */
export type Services = Map<unknown, unknown>;

/** What every resolver is handed. */
export interface GraphqlContext extends RequestContext {
  /** For subscriptions, which start before their resolver is made. */
  services: Services;
}
