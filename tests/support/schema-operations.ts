/** Every operation that the API has, to be asked for without knowing what it does. */

import { readFileSync } from 'node:fs';
import {
  buildSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  type GraphQLInputType,
} from 'graphql';

export interface Operation {
  name: string;
  kind: string;
  document: string;
}

/** Every query and mutation of the schema, with the least arguments that fit; `$id` stands for every id. */
export function operationsOfSchema(): Operation[] {
  const schema = buildSchema(readFileSync(new URL('../../shared/schema.graphql', import.meta.url), 'utf8'));
  return [schema.getQueryType(), schema.getMutationType()].flatMap((type) => {
    const kind = type === schema.getQueryType() ? 'query' : 'mutation';
    return Object.values(type?.getFields() ?? {}).map((field) => {
      const values = field.args.filter(isRequiredArgument).map((arg) => `${arg.name}: ${literal(arg.type)}`);
      const argumentList = values.length > 0 ? `(${values.join(', ')})` : '';
      const selection = isLeafType(getNamedType(field.type)) ? '' : ' { __typename }';
      const call = `${field.name}${argumentList}${selection}`;
      return { name: field.name, kind, document: `${kind}${call.includes('$id') ? ' ($id: ID!)' : ''} { ${call} }` };
    });
  });
}

function literal(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(type.ofType);
  if (isListType(type)) return '[]';
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(isRequiredInputField);
    return `{ ${fields.map((field) => `${field.name}: ${literal(field.type)}`).join(', ')} }`;
  }
  if (type.name === 'ID') return '$id';
  return type.name === 'Int' ? '1' : '"x"';
}
