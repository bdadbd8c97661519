import { matchesResource, splitArn, type Statement } from '../policy/index.ts';
import { meantAction } from './action-names.ts';
import { rejudged, statementPath, type DraftDocument } from './draft-document.ts';
import { append, appendTexts, replaceTexts, setValue, valueAt } from './edit-json.ts';
import { BEARER_ACTION, ENDPOINT_ACTION, READ_ACTION, TOKEN_ACTION, type Need } from './needs.ts';
import { isBounded, isDenied, judgeNeed, nearMiss, type NearMiss, type PermissionQuestion } from './permissions.ts';
import type { Deployment } from './reading/intrinsics.ts';
import { removeCondition } from './repair-trust.ts';
import { resourceProblem } from './resource-problems.ts';
import { isPlaceholder } from './spelling.ts';

const NEEDED = [TOKEN_ACTION, ENDPOINT_ACTION, READ_ACTION].map((action) => action.toLowerCase());
const SERVICE = 'codeartifact.amazonaws.com';

/**
 * Adds what is missing and nothing else: misspelt actions and mistaken ARNs are corrected where they stand, then resources are
 * added to the statement that comes nearest, and only what is left gets statements of its own. A Deny is left to its owner.
 */
export function repairPermissions(
  drafts: readonly DraftDocument[],
  needs: readonly Need[],
  question: Omit<PermissionQuestion, 'identity'>,
  deployment: Deployment,
): DraftDocument[] {
  let current = [...drafts];
  for (const stage of [correctActions, correctNearest, addStatements]) {
    const identity = current.map(({ judged }) => judged);
    const asked = { ...question, identity };
    const open = needs.filter((need) => {
      const { allowed, isUnknown } = judgeNeed(need, asked);
      return !allowed && !isUnknown && !isDenied(need, asked) && !isBounded(need, asked);
    });
    if (open.length === 0) return current;
    const texts = stage(current, open, asked);
    current = current.map((draft, index) => rejudged(draft, texts[index] ?? draft.text, deployment));
  }
  return current;
}

type Stage = (drafts: readonly DraftDocument[], open: readonly Need[], question: PermissionQuestion) => string[];

const correctActions: Stage = (drafts, open) =>
  drafts.map((draft) => {
    let { text } = draft;
    for (const [index, { actions, effect }] of (draft.judged.document?.statements ?? []).entries()) {
      if (effect !== 'Allow' || actions.isNegated) continue;
      for (const [position, action] of actions.values.entries()) {
        const meant = meantAction(action);
        if (!meant || !open.some((need) => need.action === meant)) continue;
        const at = [...statementPath(draft, index), 'Action'];
        text = setValue(text, Array.isArray(valueAt(text, at)) ? [...at, position] : at, meant);
      }
    }
    return text;
  });

const correctNearest: Stage = (drafts, open, question) => {
  const texts = drafts.map(({ text }) => text);
  // What is to be added to one statement is added at once.
  const additions = new Map<string, { draft: number; near: NearMiss; needs: Need[] }>();
  for (const need of open) {
    const near = nearMiss(need, question);
    const draft = drafts.findIndex(({ judged }) => judged === near?.judged);
    if (!near || draft === -1) continue;
    const key = `${draft} ${near.index} ${near.misses}`;
    const found = additions.get(key) ?? { draft, near, needs: [] };
    found.needs.push(need);
    additions.set(key, found);
  }
  for (const { draft: at, near, needs } of additions.values()) {
    const draft = drafts[at];
    const statement = near.judged.document?.statements[near.index];
    if (!draft || !statement) continue;
    const path = statementPath(draft, near.index);
    const text = texts[at] ?? draft.text;
    texts[at] =
      near.misses === 'Resource'
        ? widenResources(text, path, statement, needs)
        : mendBearer(text, path, statement, needs);
  }
  return texts;
};

/** Corrects the values that are plainly mistaken, and adds what then still is not covered. */
function widenResources(
  source: string,
  path: (string | number)[],
  statement: Statement,
  needs: readonly Need[],
): string {
  const values = statement.resources?.values ?? [];
  const at = [...path, 'Resource'];
  if (statement.resources?.isNegated) return source;
  const isList = Array.isArray(valueAt(source, at));
  const covered = new Set<Need>();
  const replacements: [(string | number)[], string][] = [];
  for (const [position, value] of values.entries()) {
    const helped = needs.find((need) => !covered.has(need) && mendedFor(value, need) !== null);
    const mended = helped && mendedFor(value, helped);
    if (!mended) continue;
    // One corrected account may serve many needs.
    for (const need of needs) if (matchesResource(mended, need.resource, null)) covered.add(need);
    replacements.push([isList ? [...at, position] : at, mended]);
  }
  const text = replaceTexts(source, replacements);
  // A statement that allows more than is needed is not stretched; what is missing gets one of its own.
  const isNarrow = statement.actions.values.every((action) => NEEDED.includes(action.toLowerCase()));
  const left = needs.filter((need) => !covered.has(need) && need.action !== BEARER_ACTION);
  const rest = [...new Set(left.map(({ resource }) => resource))];
  if (rest.length === 0 || !isNarrow) return text;
  const placeholder = values.findIndex((value) => isPlaceholder(value) && !value.includes('${'));
  const [first = '', ...more] = rest;
  if (placeholder === -1 || replacements.length > 0) return appendTexts(text, at, rest);
  const replaced = replaceTexts(text, [[isList ? [...at, placeholder] : at, first]]);
  return more.length > 0 ? appendTexts(replaced, at, more) : replaced;
}

function mendedFor(value: string, need: Need): string | null {
  const { code, mended } = resourceProblem(value, need);
  if (mended === null || code !== 'resource_account' || !/^\d{12}$/u.test(splitArn(value)[4] ?? '')) return mended;
  // Another account's ARN may be right for another domain; it is a mistake where it names ours, or everything.
  const resource = splitArn(value)[5] ?? '';
  return resource === splitArn(need.resource)[5] || resource.endsWith('*') ? mended : null;
}

/** Conditions that the token's call cannot meet; those of other kinds are the owner's to decide. */
function mendBearer(
  source: string,
  path: (string | number)[],
  { conditions }: Statement,
  needs: readonly Need[],
): string {
  if (!needs.some(({ action }) => action === BEARER_ACTION)) return source;
  let text = source;
  for (const condition of conditions) {
    const key = condition.key.toLowerCase();
    const isRight = condition.operator === 'StringEquals' && condition.values.includes(SERVICE);
    if (key === 'sts:durationseconds') text = removeCondition(text, path, condition);
    if (key !== 'sts:awsservicename' || isRight) continue;
    if (condition.operator !== 'StringEquals') text = removeCondition(text, path, condition);
    text = setValue(text, [...path, 'Condition', 'StringEquals', condition.key], SERVICE);
  }
  return text;
}

const addStatements: Stage = (drafts, open, question) => {
  const unmet = open.filter((need) => nearMiss(need, question)?.misses !== 'Condition');
  const statements = statementsFor(unmet);
  const own = drafts.findIndex(({ judged }) =>
    /codeartifact:|sts:/iu.test(JSON.stringify(judged.document?.statements ?? [])),
  );
  const target = Math.max(own, 0);
  return drafts.map(({ text }, index) => {
    return index === target ? statements.reduce((next, one) => append(next, ['Statement'], one), text) : text;
  });
};

/** Least privilege: the actions that are missing, on the resources where they are missing. */
function statementsFor(needs: readonly Need[]): object[] {
  const on = (action: string) => [
    ...new Set(needs.filter((need) => need.action === action).map(({ resource }) => resource)),
  ];
  const oneOrMany = (values: string[]) => (values.length === 1 ? values[0] : values);
  const [tokens, endpoints, reads] = [on(TOKEN_ACTION), on(ENDPOINT_ACTION), on(READ_ACTION)];
  const isSame = JSON.stringify(endpoints) === JSON.stringify(reads);
  const allow = (Action: string | string[], resources: string[]) => {
    return resources.length > 0 ? [{ Effect: 'Allow', Action, Resource: oneOrMany(resources) }] : [];
  };
  return [
    ...allow(TOKEN_ACTION, tokens),
    ...(isSame
      ? allow([ENDPOINT_ACTION, READ_ACTION], reads)
      : [...allow(ENDPOINT_ACTION, endpoints), ...allow(READ_ACTION, reads)]),
    ...(on(BEARER_ACTION).length > 0
      ? [
          {
            Effect: 'Allow',
            Action: BEARER_ACTION,
            Resource: '*',
            Condition: { StringEquals: { 'sts:AWSServiceName': SERVICE } },
          },
        ]
      : []),
  ];
}
