/** Evaluates IAM policies the way AWS documents it; knows nothing of CodeArtifact and makes no call. */

export { isKnownOperator, type ConditionOutcome } from './conditions.ts';
export { principalContext, requestContext, type ContextValues, type RequestContext } from './context.ts';
export {
  PolicySyntaxError,
  type Condition,
  type PatternList,
  type PolicyDocument,
  type PolicyKind,
  type PolicyProblem,
  type PrincipalList,
  type Statement,
} from './document.ts';
export { evaluate, type Decision, type EvaluationInput, type PolicyType, type Reason } from './evaluate.ts';
export { matchesAction, matchesResource, matchesWildcard, splitArn } from './match.ts';
export { parsePolicy, readPolicy } from './parse.ts';
export { matchPrincipal, type Principal, type PrincipalMatch } from './principal.ts';
export { isAboutAction, matchStatement, type AccessRequest, type StatementMatch } from './statement.ts';
