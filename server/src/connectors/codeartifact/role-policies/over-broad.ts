import { matchesAction, type Statement } from '../policy/index.ts';
import { findingAt, type PolicyFinding } from './finding.ts';
import type { JudgedDocument } from './judged-document.ts';
import { BEARER_ACTION, READ_ACTION, TOKEN_ACTION } from './needs.ts';
import { itemsOf, nodeAt } from './reading/index.ts';

/** Actions that change or destroy something; one of each kind shows whether a pattern covers them. */
const WRITES = ['codeartifact:PublishPackageVersion', 'codeartifact:DeletePackageVersions', 'codeartifact:PutRepositoryPermissionsPolicy']; // prettier-ignore

/** Statements that allow more than the integration needs. They are pointed out, never narrowed: others may rely on them. */
export function overBroad({ document, found }: JudgedDocument): PolicyFinding[] {
  return (document?.statements ?? []).flatMap((statement, index) => {
    if (statement.effect !== 'Allow') return [];
    const at = (path: string, position: number, message: string, severity: PolicyFinding['severity'] = 'WARNING') => {
      const list = nodeAt(found.root, ['Statement', index, path]);
      const offset = itemsOf(list)[position]?.offset ?? list.offset;
      const repair = 'Allow only what Backline needs, where nobody else relies on the rest.';
      return { code: 'over_broad', severity, source: found.source, offset, message, repair, statement: index };
    };
    if (statement.actions.isNegated) {
      return [at('NotAction', 0, 'NotAction with Allow allows every action of AWS but those listed.')];
    }
    return [
      ...broadActions(statement, at),
      ...broadResources(statement, at),
      ...unboundBearer(statement).map((message) =>
        findingAt(found, ['Statement', index], {
          code: 'over_broad',
          severity: 'WARNING',
          message,
          repair: 'Add "Condition": {"StringEquals": {"sts:AWSServiceName": "codeartifact.amazonaws.com"}}.',
          statement: index,
        }),
      ),
    ];
  });
}

type At = (path: string, position: number, message: string, severity?: PolicyFinding['severity']) => PolicyFinding;

function broadActions({ actions }: Statement, at: At): PolicyFinding[] {
  return actions.values.flatMap((action, position) => {
    if (action === '*' || action === '*:*') return [at('Action', position, `${action} allows every action of AWS.`)];
    if (/^sts:(?:\*|Assume.*)$/iu.test(action)) {
      return [at('Action', position, `${action} lets the role assume other roles, which Backline never does.`)];
    }
    const isWrite = WRITES.some((write) => matchesAction(action, write)) || isSingleWrite(action);
    return isWrite ? [at('Action', position, `${action} allows more than reading packages.`)] : [];
  });
}

function isSingleWrite(action: string): boolean {
  return /^codeartifact:(?:Publish|Delete|Dispose|Put|Update|Copy|Create|Associate|Disassociate)/iu.test(action);
}

function broadResources({ actions, resources }: Statement, at: At): PolicyFinding[] {
  const isOurs = [TOKEN_ACTION, READ_ACTION].some((needed) =>
    actions.values.some((value) => matchesAction(value, needed)),
  );
  if (!isOurs) return [];
  if (resources?.isNegated)
    return [at('NotResource', 0, 'NotResource with Allow covers everything but what is listed.')];
  return (resources?.values ?? []).flatMap((value, position) => {
    if (!/^(?:\*|arn:[^:]*:(?:\*|codeartifact:\*)(?::\*)*)$/u.test(value)) return [];
    return [at('Resource', position, `${value} covers every domain and repository of CodeArtifact, those of other accounts included where they allow it.`, 'NOTE')]; // prettier-ignore
  });
}

function unboundBearer({ actions, conditions }: Statement): string[] {
  const isNamed = actions.values.some((value) => value !== '*' && matchesAction(value, BEARER_ACTION));
  const isBound = conditions.some(({ key }) => key.toLowerCase() === 'sts:awsservicename');
  return isNamed && !isBound ? [`${BEARER_ACTION} without a condition on sts:AWSServiceName gives tokens for every service that takes them.`] : []; // prettier-ignore
}
