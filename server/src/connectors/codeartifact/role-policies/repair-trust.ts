import type { Condition, Statement } from '../policy/index.ts';
import { append, setValue, valueAt } from './edit-json.ts';
import { rejudged, statementPath, type DraftDocument } from './draft-document.ts';
import { EXTERNAL_ID_KEY, isExternalIdKey, isMisspeltExternalIdKey } from './external-id-condition.ts';
import type { PolicyFinding } from './finding.ts';
import { ASSUME_ACTION } from './needs.ts';
import type { Deployment } from './reading/intrinsics.ts';
import { almostTheSame, editDistance, isPlaceholder } from './spelling.ts';
import { judgeTrust, type TrustQuestion } from './trust.ts';
import { trustFindings } from './trust-findings.ts';
import { isMeantForUs, isStaleId } from './principal-findings.ts';

/** Changes as little as lets our role in with its External ID and nobody without. */
export function repairTrust(
  given: DraftDocument,
  question: TrustQuestion,
  sent: string | null,
  deployment: Deployment,
): DraftDocument {
  const draft = rejudged(given, correctAction(given), deployment);
  const findings = trustFindings(draft.judged, question, sent).filter(({ severity }) => severity === 'ERROR');
  let { text } = draft;
  for (const [index, statement] of (draft.judged.document?.statements ?? []).entries()) {
    const own = findings.filter((finding) => finding.statement === index);
    if (statement.effect !== 'Allow' || own.length === 0) continue;
    if (own.some(({ code }) => code.startsWith('principal_')) && !isMeantForUs(draft.judged, index, question.platformRoleArn, sent)) continue; // prettier-ignore
    text = repairStatement(text, statementPath(draft, index), statement, own, question, sent);
  }
  const repaired = rejudged(draft, text, deployment);
  const { assume } = judgeTrust(repaired.judged, question);
  const isDenied =
    repaired.judged.document?.statements.some(({ effect }) => effect === 'Deny') && /denies/u.test(assume.reason);
  if (assume.allowed || assume.isUnknown || isDenied || sent === null) return repaired;
  const needsStatement = !repaired.judged.document?.statements.some((_, index) => {
    const ours = trustFindings(repaired.judged, question, sent).filter(({ statement }) => statement === index);
    return ours.some(({ code }) => /^(?:condition|external_id)_/u.test(code));
  });
  if (!needsStatement) return repaired;
  return rejudged(repaired, append(repaired.text, ['Statement'], statementFor(question, sent)), deployment);
}

/** `sts:AssumeRoles` and its like, which AWS refuses to save. */
function correctAction(draft: DraftDocument): string {
  let { text } = draft;
  for (const [index, { actions }] of (draft.judged.document?.statements ?? []).entries()) {
    for (const [position, action] of actions.values.entries()) {
      if (actions.isNegated || !isMisspeltAssume(action)) continue;
      const at = [...statementPath(draft, index), 'Action'];
      text = setValue(text, Array.isArray(valueAt(text, at)) ? [...at, position] : at, ASSUME_ACTION);
    }
  }
  return text;
}

function isMisspeltAssume(action: string): boolean {
  if (/[*?]/u.test(action) || action.toLowerCase() === ASSUME_ACTION.toLowerCase() || /With|Root/iu.test(action))
    return false;
  return editDistance(action.toLowerCase(), ASSUME_ACTION.toLowerCase(), 4) <= 4;
}

function statementFor({ platformRoleArn }: TrustQuestion, externalId: string): object {
  return {
    Effect: 'Allow',
    Principal: { AWS: platformRoleArn },
    Action: ASSUME_ACTION,
    Condition: { StringEquals: { [EXTERNAL_ID_KEY]: externalId } },
  };
}

type Path = (string | number)[];

function repairStatement(
  source: string,
  path: Path,
  statement: Statement,
  findings: readonly PolicyFinding[],
  { platformRoleArn }: TrustQuestion,
  sent: string | null,
): string {
  let text = source;
  if (findings.some(({ code }) => code.startsWith('principal_'))) text = repairPrincipal(text, path, platformRoleArn);
  for (const condition of statement.conditions) {
    const isUnmet = findings.some(({ code, message }) => {
      return code === 'condition_unmet' && message.includes(`${condition.operator} ${condition.key} `);
    });
    if (isUnmet) text = removeCondition(text, path, condition);
  }
  const isIdWrong = findings.some(({ code }) => code.startsWith('external_id_'));
  return isIdWrong && sent !== null ? repairExternalId(text, path, statement.conditions, sent) : text;
}

/** In a list only what is a misspelt form of ours is replaced; the others stay. */
function repairPrincipal(text: string, path: Path, platformRoleArn: string): string {
  const at = [...path, 'Principal', 'AWS'];
  const value = valueAt(text, at);
  if (!Array.isArray(value)) {
    const principal = valueAt(text, [...path, 'Principal']);
    const isMap = typeof principal === 'object' && principal !== null;
    return isMap
      ? setValue(text, at, platformRoleArn)
      : setValue(text, [...path, 'Principal'], { AWS: platformRoleArn });
  }
  const account = platformRoleArn.split(':')[4] ?? '';
  const wrong = value.findIndex((one) => {
    const words = String(one);
    return isPlaceholder(words) || isStaleId(words) || words.includes(account);
  });
  return wrong === -1 ? append(text, at, platformRoleArn) : setValue(text, [...at, wrong], platformRoleArn);
}

function repairExternalId(source: string, path: Path, conditions: readonly Condition[], sent: string): string {
  const about = conditions.filter(({ key }) => isExternalIdKey(key) || isMisspeltExternalIdKey(key));
  const plain = about.find(({ operator, key }) => operator === 'StringEquals' && isExternalIdKey(key));
  const others = about.filter((condition) => condition !== plain);
  const text = others.reduce((rest, condition) => removeCondition(rest, path, condition), source);
  if (plain?.values.includes(sent)) return text;
  const key = plain?.key ?? EXTERNAL_ID_KEY;
  const at = [...path, 'Condition', 'StringEquals', key];
  const value = valueAt(text, at);
  if (!Array.isArray(value)) return setValue(text, at, sent);
  const wrong = value.findIndex((one) => isPlaceholder(String(one)) || almostTheSame(String(one), sent) !== null);
  return wrong === -1 ? append(text, at, sent) : setValue(text, [...at, wrong], sent);
}

/** Takes the operator along where nothing is left of it, and the whole block where nothing is left of that. */
export function removeCondition(source: string, path: Path, { operator, key }: Condition): string {
  const text = setValue(source, [...path, 'Condition', operator, key], undefined);
  if (!isEmpty(valueAt(text, [...path, 'Condition', operator]))) return text;
  const without = setValue(text, [...path, 'Condition', operator], undefined);
  return isEmpty(valueAt(without, [...path, 'Condition']))
    ? setValue(without, [...path, 'Condition'], undefined)
    : without;
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
