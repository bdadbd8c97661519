import { isKnownOperator } from './conditions.ts';
import { pathOf, type PolicyDocument, type PolicyKind, type PolicyProblem, type Statement } from './document.ts';
import { splitArn } from './match.ts';
import { isPrincipalValue } from './principal.ts';

const KINDS_WITH_PRINCIPAL: readonly PolicyKind[] = ['resource', 'trust', 'resource-control', 'vpc-endpoint'];
const TRUST_ACTIONS =
  /^sts:(AssumeRole(WithSAML|WithWebIdentity)?|TagSession|SetSourceIdentity|SetContext|[A-Za-z]*[*?].*)$/iu;

/** What IAM would refuse when the document is saved, beyond its shape. */
export function findProblems(document: PolicyDocument, kind: PolicyKind): PolicyProblem[] {
  const sids = document.statements.map(({ sid }) => sid).filter((sid) => sid !== null && sid !== '');
  const repeated = sids.filter((sid, index) => sids.indexOf(sid) !== index);
  return [
    ...repeated.map((sid) => problem(['Statement'], `The Sid ${sid} is used more than once`)),
    ...document.statements.flatMap((statement, index) =>
      statementProblems(statement, kind).map(([keys, message]) => problem(['Statement', index, ...keys], message)),
    ),
  ];
}

type Found = [keys: string[], message: string];

function problem(keys: (string | number)[], message: string): PolicyProblem {
  return { path: pathOf(keys), keys, message };
}

function statementProblems(statement: Statement, kind: PolicyKind): Found[] {
  return [
    ...principalProblems(statement, kind),
    ...actionProblems(statement, kind),
    ...resourceProblems(statement, kind),
    ...conditionProblems(statement),
  ];
}

function principalProblems({ principals }: Statement, kind: PolicyKind): Found[] {
  if (!KINDS_WITH_PRINCIPAL.includes(kind)) {
    return principals ? [[['Principal'], 'A policy of this kind names no principal']] : [];
  }
  if (!principals) return [[[], 'Principal is missing']];
  const element = principals.isNegated ? 'NotPrincipal' : 'Principal';
  if (principals.values.length === 0) return [[[element], 'names nobody']];
  if (kind === 'resource-control') {
    const isEveryone = !principals.isNegated && principals.values.every(({ value }) => value === '*');
    return isEveryone ? [] : [[[element], 'A resource control policy takes only "*" as its principal']];
  }
  return principals.values
    .filter(({ type, value }) => type === 'AWS' && !isPrincipalValue(value))
    .map(({ value }) => [[element], `Invalid principal in policy: "AWS":"${value}"`]);
}

function actionProblems({ actions }: Statement, kind: PolicyKind): Found[] {
  const element = actions.isNegated ? 'NotAction' : 'Action';
  if (actions.values.length === 0) return [[[], 'Action is missing']];
  return actions.values.flatMap((action): Found[] => {
    if (action !== '*' && !/^[A-Za-z0-9-]+:[A-Za-z0-9*?]+$/u.test(action)) {
      return [[[element], `"${action}" is not an action; actions look like codeartifact:ReadFromRepository`]];
    }
    if (kind === 'trust' && !actions.isNegated && !TRUST_ACTIONS.test(action)) {
      return [[[element], 'AssumeRole policy may only specify STS AssumeRole actions.']];
    }
    return [];
  });
}

function resourceProblems({ resources }: Statement, kind: PolicyKind): Found[] {
  if (kind === 'trust') return resources ? [[['Resource'], 'Has prohibited field Resource']] : [];
  if (!resources) return [[[], 'Resource is missing']];
  const element = resources.isNegated ? 'NotResource' : 'Resource';
  return resources.values.flatMap((resource): Found[] => {
    if (resource === '*') return [];
    const parts = splitArn(resource);
    if (parts[0] !== 'arn' || parts.length < 3) {
      return [[[element], `"${resource}" must be in ARN format or "*"`]];
    }
    return /[*?]/u.test(parts[2] ?? '') && parts.length > 3
      ? [[[element], `"${resource}" has a wildcard in its service part, where none is allowed`]]
      : [];
  });
}

function conditionProblems({ conditions }: Statement): Found[] {
  return conditions.flatMap(({ operator, key, values }): Found[] => {
    if (!isKnownOperator(operator)) return [[['Condition', operator], 'is not a condition operator']];
    const isWrong = operator === 'Null' && values.some((value) => !/^(true|false)$/iu.test(value));
    return isWrong ? [[['Condition', operator, key], 'is neither "true" nor "false"']] : [];
  });
}
