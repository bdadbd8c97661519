import type { Condition, StatementMatch } from '../policy/index.ts';
import { isExternalIdKey, isMisspeltExternalIdKey } from './external-id-condition.ts';
import type { JudgedDocument } from './judged-document.ts';
import { isMeantForUs, isStaleId } from './principal-findings.ts';
import { isUnknownCondition, openConditions } from './unknowns.ts';
import { capitalised, listed, placeOf, type CauseDraft, type StatementPlace } from './verdict.ts';

/** Why the statement that comes nearest to letting us in does not. */
export interface Misses {
  place: StatementPlace;
  words: string;
  causes: CauseDraft[];
}

interface Question {
  platformRoleArn: string;
}

/** Null where no Allow of the policy is about sts:AssumeRole at all. */
export function describeMisses(
  judged: JudgedDocument,
  match: (index: number) => StatementMatch | null,
  question: Question,
  sent: string | null,
): Misses | null {
  const statements = judged.document?.statements ?? [];
  const candidates = statements.flatMap(({ effect }, index) => {
    const found = effect === 'Allow' ? match(index) : null;
    return found ? [{ index, found }] : [];
  });
  const about = candidates.filter(({ found }) => !found.misses.includes('Action'));
  const [nearest] = about.toSorted((one, other) => distance(one.found) - distance(other.found));
  if (!nearest) return withoutAssume(judged);
  const { index, found } = nearest;
  const place = placeOf(judged, index);
  const unmet = openConditions(found.conditions);
  const isForUs = !found.misses.includes('Principal');
  const causes = [
    ...(isForUs ? [] : [principalCause(judged, index, place, question)]),
    // What a statement for somebody else demands besides is nobody's mistake.
    ...(isForUs || isMeantForUs(judged, index, question.platformRoleArn, sent)
      ? conditionCauses(unmet, place, sent)
      : []),
  ];
  return { place, causes, words: causes.map(({ explanation }) => explanation).join(' ') };
}

function distance({ misses, conditions }: StatementMatch): number {
  const unmet = openConditions(conditions).length;
  // A statement for somebody else is further away than one for us with a wrong condition.
  return (misses.includes('Principal') ? 10 : 0) + unmet;
}

function withoutAssume(judged: JudgedDocument): Misses {
  const explanation = 'No statement of the trust policy allows sts:AssumeRole.';
  const cause: CauseDraft = {
    code: 'trust_principal_mismatch',
    certainty: 'CERTAIN',
    explanation,
    steps: ["Add a statement to the trust policy that allows sts:AssumeRole to Backline's role.", 'Test again.'],
  };
  return { place: placeOf(judged, 0), causes: [cause], words: explanation };
}

function principalCause(
  judged: JudgedDocument,
  index: number,
  { label }: StatementPlace,
  { platformRoleArn }: Question,
): CauseDraft {
  const statement = capitalised(label);
  const list = judged.document?.statements[index]?.principals;
  const values = (list?.values ?? []).map(({ value }) => value);
  const stale = list?.isNegated ? undefined : values.find(isStaleId);
  const named = list?.isNegated ? `everybody but ${listed(values)}` : listed(values);
  if (stale) {
    return {
      code: 'trust_principal_stale_id',
      certainty: 'CERTAIN',
      explanation: `${statement} names the id ${stale} as its principal. AWS shows an id in place of an ARN when the role or user that it stood for is gone; it does not fit one of the same name that was made later.`,
      steps: [`Set Principal to {"AWS": "${platformRoleArn}"} and save the trust policy.`, 'Test again.'],
    };
  }
  return {
    code: 'trust_principal_mismatch',
    certainty: 'CERTAIN',
    explanation: `${statement} names ${named || 'nobody'} as its principal, and Backline calls as ${platformRoleArn}.`,
    steps: [`Set Principal to {"AWS": "${platformRoleArn}"} and save the trust policy.`, 'Test again.'],
  };
}

function conditionCauses(unmet: readonly Condition[], place: StatementPlace, sent: string | null): CauseDraft[] {
  const about = unmet.filter(({ key }) => isExternalIdKey(key) || isMisspeltExternalIdKey(key));
  const others = unmet.filter((condition) => !about.includes(condition));
  const statement = capitalised(place.label);
  const causes: CauseDraft[] = [];
  const [first] = about;
  if (first) {
    causes.push({
      code: 'external_id_mismatch',
      certainty: 'CERTAIN',
      explanation: externalIdWords(first, statement, sent),
      steps: [
        `In ${place.label}, demand ${sent ?? 'the External ID of the integration'} with StringEquals on sts:ExternalId.`,
        'Or enter the External ID of the policy in the integration, if that one is right.',
        'Test again.',
      ],
    });
  }
  if (others.length > 0) {
    const keys = listed(others.map(({ operator, key, values }) => `${operator} ${key} ${values.join(' or ')}`));
    const isUnknown = others.every((condition) => isUnknownCondition(condition));
    causes.push({
      code: 'trust_condition_unmet',
      certainty: isUnknown ? 'LIKELY' : 'CERTAIN',
      explanation: isUnknown
        ? `${statement} has a further condition that Backline may not meet: ${keys}.`
        : `${statement} has a further condition that Backline's call does not meet: ${keys}.`,
      steps: [`In ${place.label}, remove every condition except the one on sts:ExternalId.`, 'Test again.'],
    });
  }
  return causes;
}

function externalIdWords({ operator, key, values }: Condition, statement: string, sent: string | null): string {
  const demands = `${statement} demands ${operator} ${key} ${listed(values)}`;
  if (isMisspeltExternalIdKey(key)) return `${demands}; no request carries a key of that name, it is sts:ExternalId.`;
  return sent === null ? `${demands}, and no External ID was given.` : `${demands}, and Backline sends ${sent}.`;
}
