/** What a document is used as; decides which elements it must, may and must not have. */
export type PolicyKind =
  | 'identity'
  | 'resource'
  | 'trust'
  | 'permissions-boundary'
  | 'session'
  | 'service-control'
  | 'resource-control'
  | 'vpc-endpoint';

/** Values of an element and whether it is the negated form (`NotAction`, `NotResource`, `NotPrincipal`). */
export interface PatternList {
  readonly isNegated: boolean;
  readonly values: readonly string[];
}

export interface PrincipalList {
  readonly isNegated: boolean;
  /** `"*"` and `{"AWS": "*"}` are both kept as an `AWS` value of `*`. */
  readonly values: readonly {
    readonly type: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';
    readonly value: string;
  }[];
}

export interface Condition {
  /** As written, e.g. `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string;
  /** As written; compared without regard to case. */
  readonly key: string;
  readonly values: readonly string[];
}

export interface Statement {
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny';
  /** Null in policies that belong to the caller. */
  readonly principals: PrincipalList | null;
  readonly actions: PatternList;
  /** Null in trust policies. */
  readonly resources: PatternList | null;
  readonly conditions: readonly Condition[];
}

export interface PolicyDocument {
  /** `2012-10-17` switches policy variables on; a document without a version counts as `2008-10-17`. */
  readonly version: '2008-10-17' | '2012-10-17';
  readonly statements: readonly Statement[];
}

export interface PolicyProblem {
  /** Where, e.g. `Statement[0].Condition.StringEqual`; empty for the document itself. */
  readonly path: string;
  /** The same, key by key; `Statement` counts as a list also where it is one statement alone. */
  readonly keys: readonly (string | number)[];
  readonly message: string;
}

/** `Statement[0].Action` of its keys. */
export function pathOf(keys: readonly (string | number)[]): string {
  return keys
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .replace(/^\./u, '');
}

/** The text is not a policy document of its kind. */
export class PolicySyntaxError extends Error {
  constructor(readonly problems: readonly PolicyProblem[]) {
    super(problems.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; '));
  }
}
