import { matchesAction } from '../policy/index.ts';
import type { PolicyFinding } from './finding.ts';
import type { JudgedDocument } from './judged-document.ts';
import { BEARER_ACTION } from './needs.ts';
import type { PermissionsPart } from './permissions-part.ts';
import { nodeAt, type PolicySource, type Reading } from './reading/index.ts';

/** Findings about what is neither the role's trust nor its permissions: text that says nothing, other policies, another role. */
export function otherFindings(
  documents: readonly JudgedDocument[],
  readings: readonly (Reading & { source: PolicySource })[],
  permissions: PermissionsPart | null,
  roleArn: string | null,
): PolicyFinding[] {
  const ofTexts = readings.flatMap(({ problems, source }) =>
    problems.map((problem): PolicyFinding => ({ ...problem, source, statement: null })),
  );
  const others = readings.filter(
    (reading) => reading.roleArn !== null && roleArn !== null && reading.roleArn !== roleArn,
  );
  const ofRoles = others.map((reading): PolicyFinding => {
    const message = `This is the role ${reading.roleArn ?? ''}, and ${roleArn ?? ''} was entered. Account, path and letter case all count.`;
    const rest = {
      source: reading.source,
      offset: 0,
      repair: 'Enter the ARN of the role that the policies are of.',
      statement: null,
    };
    return { code: 'another_role', severity: 'ERROR', message, ...rest };
  });
  const resource = documents.filter(({ found }) => found.kind === 'resource');
  return [...ofTexts, ...ofRoles, ...resource.flatMap((judged) => ofResource(judged, permissions))];
}

function ofResource(judged: JudgedDocument, permissions: PermissionsPart | null): PolicyFinding[] {
  const { found, document } = judged;
  const note: PolicyFinding = {
    code: 'resource_policy',
    severity: 'NOTE',
    source: found.source,
    offset: found.root.offset,
    message:
      'This policy names a principal, so it hangs on a domain or repository and not on the role. It is not judged.',
    repair: null,
    statement: null,
  };
  const bearer = permissions?.verdicts.find(({ action }) => action === BEARER_ACTION);
  const statements = (document?.statements ?? []).flatMap(({ actions }, index): PolicyFinding[] => {
    if (!actions.values.some((value) => value !== '*' && matchesAction(value, BEARER_ACTION))) return [];
    return [
      {
        code: 'bearer_in_resource_policy',
        severity: bearer?.allowed ? 'NOTE' : 'ERROR',
        source: found.source,
        offset: nodeAt(found.root, ['Statement', index]).offset,
        message: `${BEARER_ACTION} has no effect in a domain or repository policy.`,
        repair: "Allow it in the role's own policy.",
        statement: index,
      },
    ];
  });
  return [note, ...statements];
}
