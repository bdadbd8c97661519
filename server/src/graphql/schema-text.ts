import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';

/** The whole schema in GraphQL's schema definition language, in an order that depends on names alone. */
export function schemaText(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
