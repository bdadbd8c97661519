import { z } from 'zod';
import { isKnownOperator } from './conditions.ts';
import {
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
  const result = documentSchema.safeParse(typeof source === 'string' ? readJson(source) : source);
  if (!result.success) throw new PolicySyntaxError(result.error.issues.flatMap(toProblems));
  const document = { version: result.data.Version ?? '2008-10-17', statements: result.data.Statement.map(toStatement) };
  const problems = findProblems(document, kind);
  if (problems.length > 0) throw new PolicySyntaxError(problems);
  return document;
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
const conditions = z.record(
  z.string().refine(isKnownOperator, { error: 'is not a condition operator' }),
  z.record(z.string().min(1), scalars),
);
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
    throw new PolicySyntaxError([{ path: '', message: `The text is not JSON${detail}` }]);
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
  const path = issue.path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./u, '');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path, message: `${key} is not an element that can stand here` }));
  }
  if (issue.code === 'invalid_key') return [{ path, message: 'is not a condition operator' }];
  if (issue.code === 'invalid_type')
    return [
      { path, message: path ? `is missing or not ${article(issue.expected)}` : 'The document is not a JSON object' },
    ];
  return [{ path, message: issue.message }];
}

function article(expected: string): string {
  return expected === 'array' ? 'a list' : `of the type ${expected}`;
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
