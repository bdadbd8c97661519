import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { brokenPromises } from './schema-promise.ts';

const RELEASED = `
  enum Color { RED GREEN }
  input Filter { text: String old: String @deprecated(reason: "Use text. Deprecated 2025-01-01, removed after 2026-01-01.") }
  type Thing { id: ID! name: String! old: String @deprecated(reason: "Use name. Deprecated 2025-01-01, removed after 2026-01-01.") }
  type Query { things(first: Int, filter: Filter): [Thing!]! color: Color }
`;

function check(change: (schema: string) => string, today = '2026-06-01'): string[] {
  return brokenPromises(buildSchema(RELEASED), buildSchema(change(RELEASED)), today);
}

const replace = (from: string | RegExp, to: string) => (schema: string) => schema.replace(from, to);
const OLD = / old: String @deprecated\(reason: "Use name[^)]*\)/;

describe('brokenPromises', () => {
  it.each<[string, (schema: string) => string]>([
    ['nothing', (schema) => schema],
    ['a new field, operation, type, value and optional argument', (schema) => `${schema.replace('id: ID!', 'id: ID! more: Int').replace('RED', 'RED BLUE').replace('first: Int', 'first: Int after: String')} type New { id: ID }`],
    ['what was deprecated, after its date', replace(OLD, '')],
    ['an input field that was deprecated, after its date', replace(/ old: String @deprecated\(reason: "Use text[^)]*\)/, '')],
    ['a new deprecation that says what it must', replace('name: String!', 'name: String! @deprecated(reason: "Use id. Deprecated 2026-06-01, removed after 2027-06-01.")')],
  ])('allows %s', (_, change) => {
    expect(check(change)).toEqual([]);
  }); // prettier-ignore

  it.each<[string, (schema: string) => string, RegExp, string?]>([
    ['a field that was not deprecated', replace('name: String!', ''), /^Thing\.name was removed/],
    ['a deprecated field before its date', replace(OLD, ''), /^Thing\.old was removed/, '2025-12-31'],
    ['an argument', replace('first: Int, ', ''), /^Query\.things arg first was removed/],
    ['a value', replace('GREEN', ''), /^GREEN was removed/],
    ['an operation', replace('color: Color', ''), /^Query\.color was removed/],
    ['a field that may become null', replace('name: String!', 'name: String'), /^Thing\.name changed type/],
    ['an argument that becomes required', replace('first: Int', 'first: Int!'), /first/],
    ['a deprecation without dates', replace('name: String!', 'name: String! @deprecated(reason: "Use id.")'), /^Thing\.name: say what to use/],
    ['a deprecation of less than a year', replace('name: String!', 'name: String! @deprecated(reason: "Use id. Deprecated 2026-06-01, removed after 2027-05-31.")'), /12 months/],
    ['a date that comes nearer', replace('Deprecated 2025-01-01, removed after 2026-01-01.") }\n  type Query', 'Deprecated 2024-01-01, removed after 2025-01-01.") }\n  type Query'), /promised to stay until 2026-01-01/],
  ])('refuses %s', (_, change, expected, today) => {
    const broken = check(change, today);
    expect(broken).toHaveLength(1);
    expect(broken[0]).toMatch(expected);
  }); // prettier-ignore
});

it('keeps what the last released schema promised', () => {
  const read = (name: string) => buildSchema(readFileSync(new URL(`../shared/${name}`, import.meta.url), 'utf8'));
  const today = new Date().toISOString().slice(0, 10);
  expect(brokenPromises(read('released-schema.graphql'), read('schema.graphql'), today)).toEqual([]);
});
