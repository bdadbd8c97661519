import type { HclBlock } from './hcl.ts';
import { unknown } from './intrinsics.ts';
import { itemsOf, textOf, type SourceMember, type SourceNode } from './source-node.ts';

const LISTS = { actions: 'Action', not_actions: 'NotAction', resources: 'Resource', not_resources: 'NotResource' };

/** What Terraform makes of `data "aws_iam_policy_document"`, as the same tree that its JSON would become. */
export function policyDocumentBlock(block: HclBlock): SourceNode {
  const statements = block.blocks.map((inner): SourceNode => {
    if (inner.type !== 'statement')
      return { ...placeOf(inner), ...unknown(`${inner.type} ${inner.labels.join(' ')}`.trim()) };
    return statement(inner);
  });
  const merged = block.attributes.find(({ name }) => /^(?:source|override)_(?:policy_documents|json)$/u.test(name));
  const place = placeOf(block);
  if (merged) statements.push({ offset: merged.offset, length: merged.name.length, ...unknown(merged.name) });
  const version = attribute(block, 'version') ?? { ...place, length: 0, type: 'scalar' as const, value: '2012-10-17' };
  return object(place, [
    { key: 'Version', keyOffset: place.offset, value: version },
    { key: 'Statement', keyOffset: place.offset, value: { ...place, type: 'array', items: statements } },
  ]);
}

function statement(block: HclBlock): SourceNode {
  const place = placeOf(block);
  const members: SourceMember[] = [];
  const add = (key: string, value: SourceNode) => members.push({ key, keyOffset: value.offset, value });
  const sid = attribute(block, 'sid');
  if (sid) add('Sid', sid);
  add('Effect', attribute(block, 'effect') ?? { ...place, length: 0, type: 'scalar', value: 'Allow' });
  for (const [name, key] of Object.entries(LISTS)) {
    const value = attribute(block, name);
    if (value) add(key, value);
  }
  for (const [type, key] of [
    ['principals', 'Principal'],
    ['not_principals', 'NotPrincipal'],
  ] as const) {
    const inner = block.blocks.filter((one) => one.type === type);
    if (inner.length > 0) add(key, principals(inner));
  }
  const conditions = block.blocks.filter(({ type }) => type === 'condition');
  if (conditions.length > 0) add('Condition', conditionsOf(conditions));
  const strange = block.blocks.find(({ type }) => !/^(?:principals|not_principals|condition)$/u.test(type));
  if (strange) return { ...place, ...unknown(`${strange.type} ${strange.labels.join(' ')}`.trim()) };
  return object(place, members);
}

function principals(blocks: readonly HclBlock[]): SourceNode {
  const [first] = blocks;
  const place = placeOf(first);
  const members = blocks.flatMap((block) => {
    const type = textOf(attribute(block, 'type'));
    const value = attribute(block, 'identifiers');
    return type && value ? [{ key: type, keyOffset: block.offset, value }] : [];
  });
  const star = members.find(({ key }) => key === '*');
  return star ? { ...placeOf(first), type: 'scalar', value: '*' } : object(place, members);
}

function conditionsOf(blocks: readonly HclBlock[]): SourceNode {
  const [first] = blocks;
  const byTest = new Map<string, SourceMember[]>();
  for (const block of blocks) {
    const test = textOf(attribute(block, 'test')) ?? '';
    const values = attribute(block, 'values');
    const key = textOf(attribute(block, 'variable'));
    if (key && values) {
      const one: SourceNode = itemsOf(values).length === 1 ? (itemsOf(values)[0] ?? values) : values;
      byTest.set(test, [...(byTest.get(test) ?? []), { key, keyOffset: block.offset, value: one }]);
    } else {
      byTest.set(test, [
        { key: test, keyOffset: block.offset, value: { ...placeOf(block), ...unknown('a condition') } },
      ]);
    }
  }
  const members = [...byTest].map(([key, inner]) => {
    const keyOffset = inner[0]?.keyOffset ?? 0;
    return { key, keyOffset, value: object({ offset: keyOffset, length: 0 }, inner) };
  });
  return object(placeOf(first), members);
}

function attribute(block: HclBlock, name: string): SourceNode | undefined {
  const value = block.attributes.find((one) => one.name === name)?.value;
  return value && value.kind !== 'heredoc' ? withVariables(value.node) : undefined;
}

/** Terraform writes IAM's own variables as `&{…}` here. */
function withVariables(node: SourceNode): SourceNode {
  if (node.type === 'array') return { ...node, items: node.items.map(withVariables) };
  const text = textOf(node);
  return text === null || node.type !== 'scalar' ? node : { ...node, value: text.replaceAll('&{', '${') };
}

function placeOf(block: HclBlock | undefined): { offset: number; length: number } {
  return { offset: block?.offset ?? 0, length: block?.length ?? 0 };
}

function object(place: { offset: number; length: number }, members: SourceMember[]): SourceNode {
  return { ...place, type: 'object', members };
}
