import { matchesAction, type Condition } from '../policy/index.ts';
import { externalIdFindings } from './external-id-findings.ts';
import { isExternalIdKey, isMisspeltExternalIdKey } from './external-id-condition.ts';
import { findingAt, type PolicyFinding } from './finding.ts';
import type { JudgedDocument } from './judged-document.ts';
import { ASSUME_ACTION } from './needs.ts';
import { isMeantForUs, principalFindings } from './principal-findings.ts';
import { matchTrust, type TrustQuestion } from './trust.ts';
import { isUnknownCondition, openConditions } from './unknowns.ts';

/** Everything in a trust policy that keeps us out, lets others in, or is worth knowing. */
export function trustFindings(judged: JudgedDocument, question: TrustQuestion, sent: string | null): PolicyFinding[] {
  const { document } = judged;
  if (!document) return [];
  const matches = document.statements.map((_, index) => matchTrust(document, index, question, sent));
  const isNamed = matches.some((match, index) => {
    return document.statements[index]?.effect === 'Allow' && match !== null && !match.misses.includes('Principal');
  });
  return document.statements.flatMap((statement, index): PolicyFinding[] => {
    const match = matches[index];
    if (!match) return [];
    const isAssume = statement.actions.values.some((action) => matchesAction(action, ASSUME_ACTION));
    if (statement.effect === 'Deny') {
      // What is not known may keep it from fitting.
      const best = judged.best && matchTrust(judged.best, index, question, sent);
      if (best?.isMatch) return [denyFinding(judged, index)];
      const worst = judged.worst && matchTrust(judged.worst, index, question, sent);
      return worst?.isMatch ? [possibleDeny(judged, index)] : [];
    }
    if (!isAssume && !statement.actions.isNegated) return [];
    const isForUs = !match.misses.includes('Principal');
    const principals = principalFindings(judged, index, question.platformRoleArn, isNamed);
    // Conditions of a statement for somebody else are nobody's mistake.
    if (!isForUs && (isNamed || !isMeantForUs(judged, index, question.platformRoleArn, sent))) return principals;
    const unmet = openConditions(match.conditions);
    return [
      ...principals,
      ...externalIdFindings(judged, index, sent),
      ...unmet
        .filter(({ key }) => !isExternalIdKey(key) && !isMisspeltExternalIdKey(key))
        .map((condition) => conditionFinding(judged, index, condition)),
    ];
  });
}

function denyFinding({ found }: JudgedDocument, index: number): PolicyFinding {
  return findingAt(found, ['Statement', index], {
    code: 'deny_applies',
    severity: 'ERROR',
    message: 'This Deny fits Backline, and a Deny wins over every Allow.',
    repair: "Remove it, or except Backline's role from it.",
    statement: index,
  });
}

function possibleDeny({ found }: JudgedDocument, index: number): PolicyFinding {
  return findingAt(found, ['Statement', index], {
    code: 'deny_may_apply',
    severity: 'WARNING',
    message:
      'Whether this Deny fits Backline depends on what is known only when the call is made, or the policy deployed.',
    repair: "Except Backline's role from it, or remove it.",
    statement: index,
  });
}

const REASONS: readonly [RegExp, string][] = [
  [/^aws:multifactorauth/iu, 'Backline is a service and has no MFA device'],
  [/^aws:sourceip$/iu, "the addresses that Backline's servers call from can change"],
  [/^aws:source(?:vpc|vpce|vpcarn)$/iu, 'Backline calls from its own network'],
  [/^aws:principalorg/iu, "Backline's account belongs to another organization"],
  [/^aws:source(?:arn|account|orgid|orgpaths)$/iu, 'only calls by AWS services carry this key'],
  [/^aws:principaltag\//iu, "the tags of Backline's role are its own affair and can change"],
  [/^aws:requesttag\/|^aws:tagkeys$|^sts:transitivetagkeys$/iu, 'Backline sends no session tags'],
  [/^sts:sourceidentity$/iu, 'Backline sets no source identity'],
  [/^sts:rolesessionname$/iu, 'the names of sessions are chosen by Backline and can change'],
  [/^aws:(?:currenttime|epochtime)$/iu, 'the time is outside the one allowed'],
];

function conditionFinding({ found }: JudgedDocument, index: number, condition: Condition): PolicyFinding {
  const { operator, key, values } = condition;
  const why = REASONS.find(([pattern]) => pattern.test(key))?.[1] ?? "Backline's call does not meet it";
  const isUnknown = isUnknownCondition(condition);
  const written = `${operator} ${key} ${values.slice(0, 3).join(', ')}`;
  return findingAt(found, ['Statement', index, 'Condition', operator, key], {
    code: isUnknown ? 'condition_unknown' : 'condition_unmet',
    severity: isUnknown ? 'WARNING' : 'ERROR',
    message: isUnknown
      ? `Whether Backline meets the condition ${written} cannot be told here: ${why}.`
      : `Backline does not meet the condition ${written}: ${why}.`,
    repair: 'Remove the condition. The External ID is what protects the role.',
    statement: index,
  });
}
