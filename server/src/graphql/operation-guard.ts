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

/** Puts `admit` in front of every query, mutation and subscription of the schema, also of those that are added later. */
export function guardOperations(schema: GraphQLSchema, admit: Admit): GraphQLSchema {
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
