import { classify, isDocument } from './classify.ts';
import type { RoleSeen, Seen, SeenDocument } from './documents.ts';
import type { PolicySource } from './found-document.ts';
import { fillTemplate, HclSyntaxError, readHcl, type HclAttribute, type HclBlock } from './hcl.ts';
import type { Deployment } from './intrinsics.ts';
import { readJsonValues } from './json.ts';
import { MappedText } from './mapped-text.ts';
import { policyDocumentBlock } from './terraform-policy-document.ts';
import { textOf, UNKNOWN_MARK, type ReadingProblem, type SourceNode } from './source-node.ts';

/** Whether a text is Terraform rather than anything else that is pasted here. */
export function looksLikeTerraform(text: string): boolean {
  return /^\s*(?:resource|data)\s+"aws_|jsonencode\s*\(|=\s*<<[-~]?\s*"?\w|^\s*(?:statement|principals|condition)\s*\{/mu.test(
    text,
  );
}

/** Documents of a Terraform file: heredocs, jsonencode of literals, and aws_iam_policy_document. */
export function readTerraform(
  source: MappedText,
  deployment: Deployment,
  slot: PolicySource,
): Seen & { problems: ReadingProblem[] } {
  const fillIn = (expression: string) => known(expression, deployment);
  const seen: Seen = { documents: [], roles: [] };
  try {
    const file = readHcl(source.text, fillIn);
    new TerraformFinder(seen, source, slot, fillIn).visit(file, null);
    return { ...seen, problems: [] };
  } catch (error) {
    if (!(error instanceof HclSyntaxError)) throw error;
    const message = `${error.message}, so the Terraform text cannot be read. Paste the policy's JSON, as \`terraform show\` or the IAM console shows it.`;
    const problem = { code: 'terraform_syntax', severity: 'ERROR' as const, message, repair: null };
    return { ...seen, problems: [{ ...problem, offset: source.placeOf(error.offset) }] };
  }
}

/** What follows from the account; everything else only Terraform knows. */
function known(expression: string, { accountId }: Deployment): string | null {
  if (/^data\.aws_caller_identity\.\w+\.account_id$/u.test(expression)) return accountId;
  if (/^data\.aws_partition\.\w+\.partition$/u.test(expression)) return 'aws';
  return /^data\.aws_partition\.\w+\.dns_suffix$/u.test(expression) ? 'amazonaws.com' : null;
}

class TerraformFinder {
  constructor(
    private readonly seen: Seen,
    private readonly source: MappedText,
    private readonly slot: PolicySource,
    private readonly fillIn: (expression: string) => string | null,
  ) {}

  visit(block: HclBlock, outer: RoleSeen | null): void {
    const [resource] = block.labels;
    let role = outer;
    if (block.type === 'resource' && resource === 'aws_iam_role') {
      role = roleOf(block);
      this.seen.roles.push(role);
    }
    const isDocumentBlock = block.type === 'data' && resource === 'aws_iam_policy_document';
    if (isDocumentBlock || block.blocks.some(({ type }) => type === 'statement')) {
      this.#add(policyDocumentBlock(block), null, block.labels[1] ?? null, null, [], null);
      return;
    }
    const name = literalText(block, 'name') ?? block.labels[1] ?? null;
    const attachedTo = roleNamed(block);
    for (const attribute of block.attributes) this.#visitAttribute(attribute, role, name, attachedTo);
    for (const inner of block.blocks) this.visit(inner, role);
  }

  #visitAttribute(
    { name: key, value }: HclAttribute,
    role: RoleSeen | null,
    name: string | null,
    attachedTo: readonly string[] | null,
  ): void {
    if (value.kind === 'heredoc') {
      const text = this.#filled(this.source.slice(value.start, value.end));
      for (const { node, problems } of readJsonValues(text)) {
        const marked = withUnknowns(node);
        if (isDocument(marked)) this.#add(marked, key, name, role, problems, attachedTo);
      }
      return;
    }
    if (isDocument(value.node)) this.#add(value.node, key, name, role, [], attachedTo);
  }

  #filled(text: MappedText): MappedText {
    const pieces: [string, number][] = [];
    for (const { 0: found, index } of text.text.matchAll(/\$?\$\{[^{}]*\}|[^]/gu)) {
      pieces.push([found.length > 1 ? fillTemplate(found, this.fillIn, false).text : found, index]);
    }
    return text.rewrite(pieces);
  }

  #add(
    root: SourceNode,
    key: string | null,
    name: string | null,
    role: RoleSeen | null,
    problems: ReadingProblem[],
    attachedTo: readonly string[] | null,
  ): void {
    const kind = classify(root, key, this.slot);
    const document: SeenDocument = { kind, source: this.slot, name, root, problems, role, arn: null, attachedTo };
    this.seen.documents.push(document);
  }
}

/** `role = aws_iam_role.<name>.id` of an inline policy. */
function roleNamed(block: HclBlock): string[] | null {
  const value = block.attributes.find(({ name }) => name === 'role')?.value;
  if (value?.kind !== 'literal') return null;
  const { node } = value;
  const reference = node.type === 'unknown' ? /^aws_iam_role\.([\w-]+)/u.exec(node.expression)?.[1] : textOf(node);
  return reference ? [reference] : null;
}

function roleOf(block: HclBlock): RoleSeen {
  const attached = block.attributes.find(({ name }) => name === 'managed_policy_arns')?.value;
  const arns = attached && attached.kind !== 'heredoc' && attached.node.type === 'array' ? attached.node.items : [];
  return {
    name: literalText(block, 'name'),
    arn: null,
    attached: arns.map((one) => textOf(one) ?? (one.type === 'unknown' ? one.expression : 'a managed policy')),
    boundaryArn: literalText(block, 'permissions_boundary'),
    logicalId: block.labels[1] ?? null,
  };
}

function literalText(block: HclBlock, name: string): string | null {
  const value = block.attributes.find((attribute) => attribute.name === name)?.value;
  return value?.kind === 'literal' ? textOf(value.node) : null;
}

/** Texts of a heredoc whose variables could not be filled in hold a mark; they become unknown nodes. */
function withUnknowns(node: SourceNode): SourceNode {
  if (node.type === 'array') return { ...node, items: node.items.map(withUnknowns) };
  if (node.type === 'object') {
    const { offset, length, members } = node;
    // Its JSON text holds marks, so a repair starts from the values instead.
    const marked = members.map((one) => ({ ...one, value: withUnknowns(one.value) }));
    return { offset, length, type: 'object', members: marked };
  }
  const text = textOf(node);
  if (text === null || !text.includes(UNKNOWN_MARK)) return node;
  return { offset: node.offset, length: node.length, type: 'unknown', expression: 'a variable', text };
}
