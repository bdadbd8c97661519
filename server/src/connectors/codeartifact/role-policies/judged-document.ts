import { readPolicy, type PolicyDocument, type PolicyProblem } from '../policy/index.ts';
import { findingAt, type PolicyFinding } from './finding.ts';
import { cautious, hopeful } from './unknowns.ts';
import {
  keyOffset,
  member,
  nodeAt,
  plainValue,
  UNKNOWN_MARK,
  unknownExpressions,
  type FoundDocument,
  type Path,
  type SourceNode,
} from './reading/index.ts';

/** One pasted document, ready to be evaluated. */
export interface JudgedDocument {
  found: FoundDocument;
  /** `permissions policy CustomerCodeArtifactReadPolicy`, as texts call it. */
  label: string;
  /** What it says, unknown values left as marks; null where it cannot be understood. */
  document: PolicyDocument | null;
  /** The same where every unknown value turns out badly, and where it turns out well. Equal where nothing is unknown. */
  worst: PolicyDocument | null;
  best: PolicyDocument | null;
  /** AWS takes it as it stands. Only then does it grant anything. */
  isValid: boolean;
  /** What is known only when it is deployed. */
  unknown: string[];
  findings: PolicyFinding[];
}

/** Of one document; who has made more has made one mistake many times. */
const MOST_PROBLEMS = 20;
/** No ARN, action or value is longer, and patterns of any length take time. */
const LONGEST_VALUE = 2_048;

/** Reads a found document as IAM would, and keeps every reason why IAM would not take it. */
export function judgeDocument(found: FoundDocument): JudgedDocument {
  const { source, kind, root } = found;
  const shaped = withShapes(root);
  const read = readPolicy(shaped, kind);
  const isReadable = !found.problems.some(({ code }) => code === 'duplicate_key' || code === 'json_syntax');
  const tooLong = longValue(root, LONGEST_VALUE);
  const document = isReadable && !tooLong ? read.document : null;
  // Of a text that breaks off, what follows from that is nothing to mend.
  const problems = isReadable ? read.problems : [];
  const own = problems.filter(({ message, keys }) => !isAboutUnknown(root, keys, message)).slice(0, MOST_PROBLEMS);
  const findings = [
    ...found.problems.map(({ code, severity, offset, message, repair }): PolicyFinding => {
      return { code, severity, source, offset, message, repair, statement: null };
    }),
    ...own.map((problem) => refusalOf(found, problem)),
    ...(tooLong ? [longFinding(found, tooLong)] : []),
    ...versionFindings(found, document),
  ];
  const isUndecided = hasUnknownStatement(root);
  return {
    found,
    label: labelOf(found),
    document,
    worst: document && !isUndecided ? cautious(document) : null,
    best: document && bestCase(hopeful(document), kind, isUndecided),
    isValid: document !== null && !findings.some(({ severity }) => severity === 'ERROR'),
    unknown: [...new Set(unknownExpressions(root))],
    findings,
  };
}

/** `statement 2 (ReadPackages)`: how texts name a statement. */
export function statementLabel(document: PolicyDocument | null, index: number): string {
  const sid = document?.statements[index]?.sid;
  return sid ? `statement ${index + 1} (${sid})` : `statement ${index + 1}`;
}

/** A statement that may be anything may allow everything; it counts behind those that are known. */
function bestCase(document: PolicyDocument, kind: FoundDocument['kind'], isUndecided: boolean): PolicyDocument {
  if (!isUndecided) return document;
  const everything = {
    sid: null,
    effect: 'Allow' as const,
    principals: kind === 'trust' ? { isNegated: false, values: [{ type: 'AWS' as const, value: '*' }] } : null,
    actions: { isNegated: false, values: ['*'] },
    resources: kind === 'trust' ? null : { isNegated: false, values: ['*'] },
    conditions: [],
  };
  return { ...document, statements: [...document.statements, everything] };
}

function longValue(node: SourceNode, longest: number): SourceNode | null {
  if (node.type === 'scalar') return typeof node.value === 'string' && node.value.length > longest ? node : null;
  const inner = node.type === 'array' ? node.items : [];
  const below = node.type === 'object' ? node.members.map(({ value }) => value) : inner;
  for (const one of below) {
    const found = longValue(one, longest);
    if (found) return found;
  }
  return null;
}

function longFinding({ source }: FoundDocument, { offset }: SourceNode): PolicyFinding {
  const message = `A value here is longer than ${LONGEST_VALUE} characters, and nothing in a policy is. The document is not judged.`;
  return { code: 'value_too_long', severity: 'ERROR', source, offset, message, repair: null, statement: null };
}

/** Whether one of the statements itself is known only when it is deployed: it may be anything, a Deny too. */
function hasUnknownStatement(root: SourceNode): boolean {
  const statements = member(root, 'Statement');
  if (statements?.type !== 'array') return statements?.type === 'unknown';
  return statements.items.some((one) => one.type === 'unknown' || member(one, 'Effect')?.type === 'unknown');
}

/** Unknown parts in the shape that their place demands, so that the rest of the document can be understood. */
function withShapes(root: SourceNode): unknown {
  if (root.type !== 'object') return plainValue(root);
  const statements = member(root, 'Statement');
  const list = statements?.type === 'array' ? statements.items : [statements];
  const shaped = list.map((statement) => (statement ? shapedStatement(statement) : undefined));
  const plain = Object.fromEntries(
    root.members
      .filter(({ key, value }) => key !== 'Statement' && !(key === 'Version' && value.type === 'unknown'))
      .map(({ key, value }) => [key, plainValue(value)]),
  );
  return statements ? { ...plain, Statement: statements.type === 'array' ? shaped : shaped[0] } : plain;
}

function shapedStatement(statement: SourceNode): unknown {
  if (statement.type === 'unknown') return { Effect: 'Deny', NotAction: 'none:none', NotResource: '*' };
  if (statement.type !== 'object') return plainValue(statement);
  const shape = (key: string, value: SourceNode): unknown => {
    const isUnknown = value.type === 'unknown';
    if (isUnknown && key.endsWith('Principal')) return { AWS: UNKNOWN_MARK };
    if (isUnknown && key === 'Condition') return { StringEquals: { [UNKNOWN_MARK]: UNKNOWN_MARK } };
    if (isUnknown && key === 'Effect') return 'Deny';
    if (key === 'Condition' && value.type === 'object') {
      return Object.fromEntries(
        value.members.map(({ key: operator, value: keys }) => [
          operator,
          keys.type === 'unknown' ? { [UNKNOWN_MARK]: UNKNOWN_MARK } : plainValue(keys),
        ]),
      );
    }
    return plainValue(value);
  };
  return Object.fromEntries(statement.members.map(({ key, value }) => [key, shape(key, value)]));
}

function isAboutUnknown(root: SourceNode, keys: Path, message: string): boolean {
  if (message.includes(UNKNOWN_MARK)) return true;
  const node = nodeAt(root, keys);
  return node.type === 'unknown';
}

function refusalOf(found: FoundDocument, { path, keys, message }: PolicyProblem): PolicyFinding {
  const isPrincipal = message.startsWith('Invalid principal');
  const statement = typeof keys[1] === 'number' ? keys[1] : null;
  return {
    code: isPrincipal ? 'principal_invalid' : 'policy_invalid',
    severity: 'ERROR',
    source: found.source,
    offset: keyOffset(found.root, keys),
    message:
      `AWS refuses this policy: ${path && !/^[A-Z"]/u.test(message) ? `${path} ` : ''}${message}${path && /^[A-Z"]/u.test(message) ? ` (${path})` : ''}.`.replace(
        '..',
        '.',
      ),
    repair: null,
    statement,
  };
}

function versionFindings(found: FoundDocument, document: PolicyDocument | null): PolicyFinding[] {
  const version = member(found.root, 'Version');
  if (!document || version?.type === 'unknown' || document.version === '2012-10-17') return [];
  const hasVariables = /\$\{[^}]*\}/u.test(JSON.stringify(document.statements));
  const message = version
    ? 'Version 2008-10-17 is the old form of the policy language.'
    : 'Version is missing, so AWS reads the policy in the old form of 2008-10-17.';
  const consequence = hasVariables
    ? ' Variables such as ${aws:PrincipalAccount} count as plain text in it.'
    : ' Nothing here depends on it.';
  return [
    findingAt(found, ['Version'], {
      code: version ? 'version_old' : 'version_missing',
      severity: hasVariables ? 'WARNING' : 'NOTE',
      message: `${message}${consequence}`,
      repair: 'Set "Version": "2012-10-17".',
      statement: null,
    }),
  ];
}

function labelOf({ kind, name }: FoundDocument): string {
  const kinds = {
    trust: 'trust policy',
    identity: 'permissions policy',
    resource: 'resource-based policy',
    'permissions-boundary': 'permissions boundary',
  };
  return name && kind !== 'trust' ? `${kinds[kind]} ${name}` : kinds[kind];
}
