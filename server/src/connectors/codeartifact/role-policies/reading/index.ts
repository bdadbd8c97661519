/** Reads policy documents out of whatever people paste: JSON, answers of the AWS CLI, templates, Terraform. */

import { isStatement } from './classify.ts';
import { findDocuments, type RoleSeen, type Seen, type SeenDocument } from './documents.ts';
import { decodeUrl } from './embedded.ts';
import type { FoundDocument, PolicySource, Reading } from './found-document.ts';
import { resolveIntrinsics, type Deployment } from './intrinsics.ts';
import { readJsonValues } from './json.ts';
import { MappedText } from './mapped-text.ts';
import type { ReadingProblem, SourceNode } from './source-node.ts';
import { looksLikeTerraform, readTerraform } from './terraform.ts';
import { tidyJson } from './tidy-json.ts';
import { looksLikeYaml, readYaml } from './yaml.ts';

export type { FoundDocument, PolicySource, Reading } from './found-document.ts';
export {
  itemsOf,
  keyOffset,
  member,
  nodeAt,
  plainValue,
  UNKNOWN_MARK,
  unknownExpressions,
  type Path,
  type SourceNode,
} from './source-node.ts';

const WHAT_TO_PASTE =
  'Paste the JSON of the policy, or the whole output of aws iam get-role, get-role-policy, get-policy-version or get-account-authorization-details.';

/** Reads one paste. Never throws for what the text holds; what cannot be read is among the problems. */
export function readPaste(
  paste: string,
  source: PolicySource,
  deployment: Deployment,
  roleArn: string | null,
): Reading {
  let seen: Seen & { problems: ReadingProblem[] };
  try {
    seen = readAny(paste, source, deployment);
  } catch (error) {
    // Thousands of brackets within each other, which no policy has.
    if (!(error instanceof RangeError)) throw error;
    seen = { documents: [], roles: [], problems: [refusal('The text is nested too deeply to be a policy.')] };
  }
  const role = chooseRole(seen, roleArn);
  if (role === 'ambiguous') {
    const names = seen.roles.map(({ name, arn }) => arn ?? name ?? '?').slice(0, 5);
    const message = `The text holds ${seen.roles.length} roles (${names.join(', ')}), and none of them is the role named here. Enter the role's ARN, or paste that role alone.`;
    return { documents: [], problems: [refusal(message)], roleArn: null, notJudged: [] };
  }
  const documents = seen.documents.flatMap((document) => belonging(document, role, seen.roles.length > 0));
  const problems = [...seen.problems];
  if (documents.length === 0 && !problems.some(({ severity }) => severity === 'ERROR')) {
    problems.push(refusal(`No policy was found in this text. ${WHAT_TO_PASTE}`));
  }
  return { documents, problems, roleArn: role?.arn ?? null, notJudged: role ? notPasted(role, seen) : [] };
}

function readAny(paste: string, source: PolicySource, deployment: Deployment): Seen & { problems: ReadingProblem[] } {
  const text = decodeUrl(MappedText.of(paste));
  if (looksLikeTerraform(text.text)) return readTerraform(text, deployment, source);
  if (looksLikeYaml(text.text)) {
    const { node, problems } = readYaml(text);
    if (!node) return { documents: [], roles: [], problems };
    const seen = find([node], source, paste, deployment);
    return { ...seen, documents: seen.documents.map((document) => withProblems(document, problems)), problems: [] };
  }
  const tidy = tidyJson(text);
  const values = readJsonValues(tidy.text);
  const documents: SeenDocument[] = [];
  const roles: RoleSeen[] = [];
  const problems: ReadingProblem[] = [];
  for (const { node, problems: own, isMember } of values) {
    const seen = find([node], source, paste, deployment);
    const all = [...tidy.problems, ...own, ...(isMember && isStatement(node) ? [unopened(node)] : [])];
    documents.push(...seen.documents.map((document) => withProblems(document, all)));
    roles.push(...seen.roles);
    // A text that broke may have held anything.
    if (seen.documents.length === 0) problems.push(...own);
  }
  return { documents, roles, problems };
}

function find(nodes: SourceNode[], source: PolicySource, paste: string, deployment: Deployment): Seen {
  const found = nodes.map((node) => findDocuments(resolveIntrinsics(node, deployment), source, paste));
  return { documents: found.flatMap(({ documents }) => documents), roles: found.flatMap(({ roles }) => roles) };
}

/** Problems of the text around count for a document only where they stand within it; a text that broke off counts for all. */
function withProblems(document: SeenDocument, problems: readonly ReadingProblem[]): SeenDocument {
  const { offset, length } = document.root;
  const own = problems.filter(({ code, offset: at }) => {
    return code === 'json_syntax' || (at >= offset && at < offset + length);
  });
  return { ...document, problems: [...document.problems, ...own] };
}

function chooseRole({ roles }: Seen, roleArn: string | null): RoleSeen | null | 'ambiguous' {
  const name = roleArn?.split('/').at(-1);
  const named = roles.filter(({ arn, name: own }) => (arn ? arn === roleArn : own !== null && own === name));
  const [only] = named.length > 0 ? named : roles;
  if (!only) return null;
  return named.length > 0 || roles.length === 1 ? only : 'ambiguous';
}

/** Whether a document counts for the role: its own, those attached to it, and those that hang on no role. */
function belonging(document: SeenDocument, role: RoleSeen | null, knowsRoles: boolean): FoundDocument[] {
  const { kind, source, name, root, problems, arn } = document;
  const found: FoundDocument = { kind, source, name, root, problems };
  if (document.role && document.role !== role) return [];
  const names = [role?.name, role?.logicalId];
  if (role && document.attachedTo && !document.attachedTo.some((name) => names.includes(name))) return [];
  if (arn === null || !knowsRoles || !role) return [found];
  if (arn === role.boundaryArn) return [{ ...found, kind: 'permissions-boundary' }];
  return role.attached.includes(arn) ? [found] : [];
}

function notPasted(role: RoleSeen, { documents }: Seen): string[] {
  const arns = new Set(documents.map(({ arn }) => arn));
  const attached = role.attached.filter((arn) => !arns.has(arn));
  const boundary = role.boundaryArn !== null && !arns.has(role.boundaryArn) ? role.boundaryArn : null;
  return [
    ...(attached.length > 0
      ? [`Policies that are attached to the role and were not pasted: ${attached.slice(0, 10).join(', ')}.`]
      : []),
    ...(boundary ? [`The role's permissions boundary ${boundary}, which was not pasted.`] : []),
  ];
}

/** Whoever copied it lost the bracket ahead; what else was lost cannot be known. */
function unopened({ offset }: SourceNode): ReadingProblem {
  const message = 'This is not JSON: the object around this element is not opened with {. Paste the whole policy.';
  return { code: 'json_syntax', severity: 'ERROR', offset, message, repair: null };
}

function refusal(message: string): ReadingProblem {
  return { code: 'nothing_found', severity: 'ERROR', offset: 0, message, repair: null };
}
