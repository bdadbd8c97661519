import { classify, isDocument, isStatement } from './classify.ts';
import { embeddedText } from './embedded.ts';
import type { FoundDocument, PolicySource } from './found-document.ts';
import { readJsonValues } from './json.ts';
import { itemsOf, member, textOf, type ReadingProblem, type SourceNode } from './source-node.ts';
import { tidyJson } from './tidy-json.ts';

/** A role as AWS's answers and templates show it; null members where they do not say. */
export interface RoleSeen {
  name: string | null;
  arn: string | null;
  /** Managed policies that are attached: ARNs, or what a template refers to. */
  attached: string[];
  boundaryArn: string | null;
  /** What a template calls it. */
  logicalId: string | null;
}

/** A document with what it hangs on. */
export interface SeenDocument extends FoundDocument {
  role: RoleSeen | null;
  /** Of a managed policy. */
  arn: string | null;
  /** Names of the roles that a template attaches it to; null where it does not say. */
  attachedTo: readonly string[] | null;
}

export interface Seen {
  documents: SeenDocument[];
  roles: RoleSeen[];
}

interface Place {
  key: string | null;
  role: RoleSeen | null;
  name: string | null;
  arn: string | null;
  attachedTo: readonly string[] | null;
  /** Names on the way, the nearest last: of a template's resource it is the last but one. */
  logicalId: string | null;
}

/** Finds every policy document below a node, however it is wrapped. */
export function findDocuments(root: SourceNode, source: PolicySource, paste: string): Seen {
  const seen: Seen = { documents: [], roles: [] };
  const finder = new DocumentFinder(seen, source, paste);
  finder.visit(root, { key: null, role: null, name: null, arn: null, attachedTo: null, logicalId: null });
  return seen;
}

class DocumentFinder {
  constructor(
    private readonly seen: Seen,
    private readonly source: PolicySource,
    private readonly paste: string,
  ) {}

  visit(node: SourceNode, place: Place): void {
    if (isDocument(node)) return this.#add(node, place, []);
    if (place.key === null && isStatement(node)) return this.#addStatement(node, place);
    if (node.type === 'array') {
      for (const item of node.items) this.visit(item, place);
    } else if (node.type === 'scalar') {
      this.#visitText(node, place);
    } else if (node.type === 'object') {
      this.#visitObject(node, place);
    }
  }

  #visitObject(node: SourceNode & { type: 'object' }, place: Place): void {
    const logicalId = textOf(member(node, 'Type'))?.startsWith('AWS::') ? place.key : place.logicalId;
    const role = this.#roleOf(node, logicalId) ?? place.role;
    if (role && role !== place.role) this.seen.roles.push(role);
    const name = textOf(member(node, 'PolicyName')) ?? textOf(member(node, 'ManagedPolicyName')) ?? place.name;
    const arn = member(node, 'PolicyVersionList') ? textOf(member(node, 'Arn')) : place.arn;
    const attachedTo = rolesNamed(node) ?? place.attachedTo;
    for (const { key, value } of node.members) {
      // Of other principals than roles nothing is needed, and older versions of a policy are not in force.
      if (/^(?:UserDetailList|GroupDetailList|UserPolicyList|GroupPolicyList)$/u.test(key)) continue;
      const values = key === 'PolicyVersionList' ? itemsOf(value).filter(isDefaultVersion) : [value];
      for (const one of values) this.visit(one, { key, role, name, arn, attachedTo, logicalId });
    }
  }

  #roleOf(node: SourceNode, logicalId: string | null): RoleSeen | null {
    if (!member(node, 'AssumeRolePolicyDocument')) return null;
    const attached = [
      ...itemsOf(member(node, 'AttachedManagedPolicies')),
      ...itemsOf(member(node, 'ManagedPolicyArns')),
    ];
    const boundary = member(node, 'PermissionsBoundary');
    return {
      name: textOf(member(node, 'RoleName')),
      arn: textOf(member(node, 'Arn')),
      attached: attached.map((one) => textOf(member(one, 'PolicyArn')) ?? textOf(one) ?? expressionOf(one)),
      boundaryArn: textOf(member(boundary, 'PermissionsBoundaryArn')) ?? textOf(boundary),
      logicalId,
    };
  }

  #visitText(node: SourceNode, place: Place): void {
    const text = embeddedText(node, this.paste);
    if (!text) return;
    const tidy = tidyJson(text);
    for (const { node: inner, problems } of readJsonValues(tidy.text)) {
      if (isDocument(inner)) this.#add(inner, place, [...tidy.problems, ...problems]);
    }
  }

  #add(root: SourceNode, place: Place, problems: ReadingProblem[]): void {
    const { role, name, arn, key, attachedTo } = place;
    const kind = classify(root, key, this.source);
    this.seen.documents.push({ kind, source: this.source, name, root, problems, role, arn, attachedTo });
  }

  /** A statement alone is judged as though it stood in a document of the current version. */
  #addStatement(node: SourceNode, place: Place): void {
    const { offset, length } = node;
    const version: SourceNode = { offset, length: 0, type: 'scalar', value: '2012-10-17' };
    const root: SourceNode = {
      offset,
      length,
      type: 'object',
      members: [
        { key: 'Version', keyOffset: offset, value: version },
        { key: 'Statement', keyOffset: offset, value: node },
      ],
    };
    const problem: ReadingProblem = {
      code: 'statement_alone',
      severity: 'NOTE',
      offset,
      message: 'This is a statement without its document. It is judged as part of a document of Version 2012-10-17.',
      repair: null,
    };
    this.#add(root, place, [problem]);
  }
}

/** `Roles` of a policy resource: names, or what references lead to. */
function rolesNamed(node: SourceNode): string[] | null {
  const roles = member(node, 'Roles');
  if (!roles || !member(node, 'PolicyDocument')) return null;
  return itemsOf(roles).map((one) => textOf(one) ?? (one.type === 'unknown' ? one.expression : ''));
}

function isDefaultVersion(version: SourceNode): boolean {
  const flag = member(version, 'IsDefaultVersion');
  return flag?.type !== 'scalar' || flag.value === true;
}

function expressionOf(node: SourceNode): string {
  return node.type === 'unknown' ? node.expression : 'a managed policy';
}
