import { readFileSync } from 'node:fs';
import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, type GraphQLNamedType } from 'graphql';
import { expect, it } from 'vitest';
import { SCOPES } from '../lib/context.ts';
import { schemaText } from './schema-text.ts';
import { createSchema } from './schema.ts';

const schema = createSchema(new Map());
const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];

/**
 * Names that need no description wherever they stand: words of the standard (Relay's connections, `input`), words that the
 * type around them defines, and words that README.md defines.
 */
const SELF_EXPLANATORY = new Set(
  `input id name edges node pageInfo
   code label status category certainty side explanation snippet text diagnosis reason value content description
   packageType packageTypes integrationId repository repositories domain domainOwner region url version role roleArn roleName
   accountId environment files fileName host package valid isPrerelease httpStatus minutes
   createdAt updatedAt startedAt requestedAt answeredAt grantedAt revokedAt
   ACTIVE EXPIRED REVOKED PENDING GRANTED REFUSED`.split(/\s+/),
);

it('is written to shared/schema.graphql as it stands (npm run schema)', () => {
  const written = readFileSync(new URL('../../../shared/schema.graphql', import.meta.url), 'utf8');
  expect(schemaText(schema)).toBe(written);
});

it('says of every operation what it needs', () => {
  const needs = new RegExp(
    `Needs (${SCOPES.join('|')}|no scope)\\b|Not for API keys|For everybody who is signed in|For support people only`,
  );
  const operations = roots.flatMap((type) => Object.values(type?.getFields() ?? {}));
  expect(operations.filter(({ description }) => !needs.test(description ?? '')).map(({ name }) => name)).toEqual([]);
});

it('describes everything, but for what its name says', () => {
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  const silent = types
    .flatMap((type) => [
      ...(roots.some((root) => root === type) ? [] : [[type.name, type] as const]),
      ...membersOf(type),
    ])
    .filter(([, { name, description }]) => !description && !SELF_EXPLANATORY.has(name) && !name.endsWith('Edge'))
    .map(([path]) => path);
  expect(silent).toEqual([]);
});

type Described = Pick<GraphQLNamedType, 'name' | 'description'>;

/** Fields, their arguments, and values, by their path. */
function membersOf(type: GraphQLNamedType): (readonly [path: string, member: Described])[] {
  if (isEnumType(type)) return type.getValues().map((value) => [`${type.name}.${value.name}`, value] as const);
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field] as const);
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => {
    const path = `${type.name}.${field.name}`;
    return [[path, field] as const, ...field.args.map((argument) => [`${path}(${argument.name})`, argument] as const)];
  });
}
