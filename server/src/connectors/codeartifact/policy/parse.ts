import { z } from 'zod';
import {
  pathOf,
  PolicySyntaxError,
  type PatternList,
  type PolicyDocument,
  type PolicyKind,
  type PolicyProblem,
  type PrincipalList,
  type Statement,
} from './document.ts';
import { findProblems } from './problems.ts';

/**
 * Reads a policy document from its JSON text, or from what JSON.parse made of it.
 * Throws PolicySyntaxError with every problem found.
 * Grammar: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parsePolicy(source: unknown, kind: PolicyKind): PolicyDocument {
  const { document, problems } = readPolicy(typeof source === 'string' ? readJson(source) : source, kind);
  if (!document || problems.length > 0) throw new PolicySyntaxError(problems);
  return document;
}

/**
 * The same for what JSON.parse made, without throwing: what could be understood, and every reason why IAM would refuse to save
 * it. A document with problems is in force nowhere; it is given so that one can say what it would do once mended.
 */
export function readPolicy(
  source: unknown,
  kind: PolicyKind,
): { document: PolicyDocument | null; problems: PolicyProblem[] } {
  const result = documentSchema.safeParse(source);
  if (!result.success) return { document: null, problems: result.error.issues.flatMap(toProblems) };
  const document = { version: result.data.Version ?? '2008-10-17', statements: result.data.Statement.map(toStatement) };
  return { document, problems: findProblems(document, kind) };
}

const texts = z.union([z.string().transform((value) => [value]), z.array(z.string()).min(1, 'is an empty list')], {
  error: 'is neither a text nor a list of texts',
});
const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const scalars = z.union([scalar.transform((value) => [value]), z.array(scalar)], {
  error: 'is neither a value nor a list of values',
});
const principals = z.union(
  [
    z.literal('*').transform(() => ({ AWS: ['*'] })),
    z.strictObject({
      AWS: texts.optional(),
      Service: texts.optional(),
      Federated: texts.optional(),
      CanonicalUser: texts.optional(),
    }),
  ],
  { error: 'is neither "*" nor an object with AWS, Service, Federated or CanonicalUser' },
);
// Operators are judged later, so that one misspelt operator does not hide the rest of the document.
const conditions = z.record(z.string(), z.record(z.string().min(1), scalars));
const statementSchema = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny'], { error: 'is neither Allow nor Deny' }),
  Principal: principals.optional(),
  NotPrincipal: principals.optional(),
  Action: texts.optional(),
  NotAction: texts.optional(),
  Resource: texts.optional(),
  NotResource: texts.optional(),
  Condition: conditions.optional(),
});
const statementList = z.array(statementSchema).min(1, 'holds no statement');
const documentSchema = z.strictObject({
  Version: z.enum(['2008-10-17', '2012-10-17'], { error: 'is neither 2012-10-17 nor 2008-10-17' }).optional(),
  Id: z.string().optional(),
  // One statement may stand without its list.
  Statement: z.preprocess((value) => (isPlainObject(value) ? [value] : value), statementList),
});

type RawStatement = z.infer<typeof statementSchema>;
type RawPrincipals = z.infer<typeof principals>;

function readJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch (error) {
    const detail = error instanceof Error ? ` (${error.message})` : '';
    throw new PolicySyntaxError([{ path: '', keys: [], message: `The text is not JSON${detail}` }]);
  }
}

function toStatement(raw: RawStatement): Statement {
  return {
    sid: raw.Sid ?? null,
    effect: raw.Effect,
    principals: toPrincipals(raw.Principal, false) ?? toPrincipals(raw.NotPrincipal, true),
    actions: toPatterns(raw.Action, false) ?? toPatterns(raw.NotAction, true) ?? { isNegated: false, values: [] },
    resources: toPatterns(raw.Resource, false) ?? toPatterns(raw.NotResource, true),
    conditions: Object.entries(raw.Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => ({ operator, key, values })),
    ),
  };
}

function toPatterns(values: readonly string[] | undefined, isNegated: boolean): PatternList | null {
  return values ? { isNegated, values } : null;
}

function toPrincipals(raw: RawPrincipals | undefined, isNegated: boolean): PrincipalList | null {
  if (!raw) return null;
  const types = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;
  const map: Partial<Record<(typeof types)[number], readonly string[]>> = raw;
  return { isNegated, values: types.flatMap((type) => (map[type] ?? []).map((value) => ({ type, value }))) };
}

function toProblems(issue: z.core.$ZodIssue): PolicyProblem[] {
  const keys = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  const at = { path: pathOf(keys), keys };
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ ...at, message: `${key} is not an element that can stand here` }));
  }
  if (issue.code === 'invalid_type') {
    const wanted = `is missing or not ${article(issue.expected)}`;
    return [{ ...at, message: keys.length > 0 ? wanted : 'The document is not a JSON object' }];
  }
  return [{ ...at, message: issue.message }];
}

function article(expected: string): string {
  return expected === 'array' ? 'a list' : `of the type ${expected}`;
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
