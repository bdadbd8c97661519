import { isKnownOperator, type Condition } from '../policy/index.ts';
import {
  baseOperator,
  EXTERNAL_ID_KEY,
  isExternalIdKey,
  isMisspeltExternalIdKey,
  isPattern,
} from './external-id-condition.ts';
import { findingAt, type PolicyFinding } from './finding.ts';
import type { JudgedDocument } from './judged-document.ts';
import { UNKNOWN_MARK } from './reading/index.ts';
import { almostTheSame, isPlaceholder } from './spelling.ts';

/** What is wrong with the External ID in a statement that is meant for us. */
export function externalIdFindings(judged: JudgedDocument, index: number, sent: string | null): PolicyFinding[] {
  const conditions = judged.document?.statements[index]?.conditions ?? [];
  const about = conditions.filter(({ key }) => isExternalIdKey(key) || isMisspeltExternalIdKey(key));
  if (about.length === 0) {
    // A condition that is not known may be on anything.
    if (conditions.some(({ key }) => key.includes(UNKNOWN_MARK))) return [];
    return [missing(judged, index, sent)];
  }
  return about.flatMap((condition) => oneFinding(judged, index, condition, sent));
}

function missing({ found }: JudgedDocument, index: number, sent: string | null): PolicyFinding {
  return findingAt(found, ['Statement', index], {
    code: 'external_id_missing',
    severity: 'ERROR',
    message:
      'The statement demands no External ID. Anybody who can make Backline name this role could read your packages through it.',
    repair: `Add "Condition": {"StringEquals": {"${EXTERNAL_ID_KEY}": "${sent ?? '<External ID>'}"}}.`,
    statement: index,
  });
}

function oneFinding(
  { found }: JudgedDocument,
  index: number,
  condition: Condition,
  sent: string | null,
): PolicyFinding[] {
  const { operator, key } = condition;
  const at = (code: string, message: string, repair: string, severity: PolicyFinding['severity'] = 'ERROR') => {
    const path = ['Statement', index, 'Condition', operator, key];
    return [findingAt(found, path, { code, severity, message, repair, statement: index })];
  };
  if (isMisspeltExternalIdKey(key)) {
    return at(
      'external_id_key_misspelt',
      `No request carries a key ${key}, so the condition is never met.`,
      `Write ${EXTERNAL_ID_KEY}.`,
    );
  }
  const operatorProblem = judgeOperator(condition);
  if (operatorProblem) {
    return at(operatorProblem.code, operatorProblem.message, 'Use StringEquals.', operatorProblem.severity);
  }
  return valueFinding(condition, sent, at);
}

interface OperatorProblem {
  code: string;
  message: string;
  severity: PolicyFinding['severity'];
}

function judgeOperator(condition: Condition): OperatorProblem | null {
  const { operator, values } = condition;
  const base = baseOperator(operator);
  const problem = (message: string, severity: PolicyFinding['severity'] = 'ERROR', code = 'external_id_operator') => {
    return { code, message, severity };
  };
  if (base === 'Null') {
    return problem('This asks only whether an External ID is sent, not which one, so any will do.');
  }
  if (base === 'StringNotEquals' || base === 'StringNotLike' || base === 'StringNotEqualsIgnoreCase') {
    return problem(`${operator} lets everybody in who sends another External ID, or none.`);
  }
  if (operator.endsWith('IfExists')) {
    return problem(`${operator} is met by a caller who sends no External ID at all, so it does not protect.`);
  }
  if (operator.startsWith('ForAllValues:')) {
    return problem(`${operator} is met by a caller who sends no External ID at all, so it does not protect.`);
  }
  const wildcard = values.find((value) => isPattern(condition, value));
  if (wildcard !== undefined) {
    return problem(`${operator} with ${wildcard} accepts other External IDs too.`, 'ERROR', 'external_id_wildcard');
  }
  if (base === 'StringEqualsIgnoreCase') {
    return problem(`${operator} also accepts the External ID in other letter case.`, 'WARNING');
  }
  if (!isKnownOperator(operator)) return problem(`IAM has no operator ${operator}.`);
  if (base !== 'StringEquals' && base !== 'StringLike') {
    return problem(`${operator} does not compare texts, and an External ID is one.`);
  }
  if (operator.startsWith('ForAnyValue:')) {
    return problem(`${operator} is for keys with several values; an External ID is one value. It works, and StringEquals says the same.`, 'NOTE'); // prettier-ignore
  }
  return null;
}

type At = (code: string, message: string, repair: string) => PolicyFinding[];

function valueFinding({ values, operator }: Condition, sent: string | null, at: At): PolicyFinding[] {
  const literal = values.filter((value) => !value.includes(UNKNOWN_MARK));
  const wildcard = operator.endsWith('Equals') ? literal.find((value) => value === '*') : undefined;
  if (wildcard !== undefined) {
    return at(
      'external_id_wildcard',
      `With ${operator} the * is a plain character, so only an External ID of * fits.`,
      repairValue(sent),
    );
  }
  if (sent !== null && values.includes(sent)) return [];
  const placeholder = literal.find(isPlaceholder);
  if (placeholder !== undefined) {
    return at('external_id_placeholder', `${placeholder} is a placeholder that was left in.`, repairValue(sent));
  }
  if (sent === null || literal.length === 0) return [];
  const near = literal.map((value) => [value, almostTheSame(value, sent)] as const).find(([, how]) => how !== null);
  if (near) {
    const [value, how] = near;
    const shown = how?.includes('space') ? ` (${JSON.stringify(value)})` : '';
    const message = `The External ID here ${how}${shown}. Backline sends ${sent}, and AWS compares every character.`;
    return at('external_id_value', message, repairValue(sent));
  }
  const demanded = literal.slice(0, 2).join(' or ');
  return at('external_id_value', `The policy demands ${demanded}, and Backline sends ${sent}.`, repairValue(sent));
}

function repairValue(sent: string | null): string {
  return sent === null ? "Write the integration's External ID." : `Write ${sent}.`;
}
