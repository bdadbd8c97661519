/** One question before every operation: may it run for whoever asks. */

import type { GraphQLField, GraphQLSchema } from 'graphql';
import type { GraphqlContext } from './context.ts';

/** Rejects where the operation must not run. `operation` is the name in the schema, whatever alias it goes by. */
export type Admit = (
  context: GraphqlContext,
  operation: string,
  values: Readonly<Record<string, unknown>>,
) => Promise<void>;

type RootField = GraphQLField<unknown, GraphqlContext>;

/**
 * Puts `admit` in front of every query, mutation and subscription of the schema, also of those that are added later. The
 * queries of one document run once all of them have their answer.
 */
export function guardOperations(schema: GraphQLSchema, admitOne: Admit): GraphQLSchema {
  const admit = together(admitOne);
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) guard(field as RootField, 'resolve', admit);
  }
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    guard(field as RootField, 'subscribe', admit);
  }
  return schema;
}

function guard(field: RootField, step: 'resolve' | 'subscribe', admit: Admit): void {
  const inner = field[step];
  if (!inner) throw new Error(`The operation ${field.name} cannot be guarded: it has no ${step}.`);
  field[step] = async (root, values: Record<string, unknown>, context, info) => {
    await admit(context, field.name, values);
    return inner(root, values, context, info);
  };
}

/** GraphQL answers a document as soon as one of its operations fails, whatever is still under way for the others. */
function together(admit: Admit): Admit {
  const answers = new WeakMap<GraphqlContext, Promise<void>[]>();
  return async (context, operation, values) => {
    const answer = admit(context, operation, values);
    const all = answers.get(context) ?? [];
    answers.set(context, all);
    all.push(answer);
    // The queries of a document begin in one go; after a turn all of them are here.
    await Promise.resolve();
    await Promise.allSettled(all);
    return answer;
  };
}
