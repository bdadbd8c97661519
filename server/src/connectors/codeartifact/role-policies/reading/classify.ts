import type { FoundDocument, PolicySource } from './found-document.ts';
import { editDistance } from '../spelling.ts';
import { itemsOf, member, textOf, type SourceNode } from './source-node.ts';

/** What a document is used as, by the name it stands under, else by what its statements hold. */
export function classify(root: SourceNode, key: string | null, source: PolicySource): FoundDocument['kind'] {
  if (key !== null && /assume_?role_?policy/iu.test(key)) return 'trust';
  const statements = itemsOf(member(root, 'Statement'));
  const actions = statements.flatMap((statement) => [
    ...itemsOf(member(statement, 'Action')),
    ...itemsOf(member(statement, 'NotAction')),
  ]);
  const isAssume = (action: SourceNode) =>
    /^sts:(?:Assume|TagSession|SetSource|SetContext)/iu.test(textOf(action) ?? '');
  const namesPrincipal = statements.some((one) => member(one, 'Principal') ?? member(one, 'NotPrincipal'));
  if (namesPrincipal) {
    const isOfResource = actions.some((action) => /^(?:codeartifact|s3|kms|ecr):/iu.test(textOf(action) ?? ''));
    return actions.some(isAssume) || (source === 'TRUST_POLICY' && !isOfResource) ? 'trust' : 'resource';
  }
  // A role's trust without its principal is a mistake in a trust policy, not a permission to assume others.
  const hasResource = statements.some((one) => member(one, 'Resource') ?? member(one, 'NotResource'));
  return source === 'TRUST_POLICY' && actions.some(isAssume) && !hasResource ? 'trust' : 'identity';
}

/** Whether a node is a policy document, or was meant as one. */
export function isDocument(node: SourceNode): boolean {
  if (node.type !== 'object') return false;
  return node.members.some(({ key, value }) => {
    const name = key.toLowerCase();
    return name === 'statement' || (isStatement(value) && editDistance(name, 'statement') <= 3);
  });
}

/** Whether a node is a statement that stands alone, or a list of such. */
export function isStatement(node: SourceNode): boolean {
  if (node.type === 'array')
    return node.items.length > 0 && node.items.every((item) => item.type === 'object' && isStatement(item));
  const has = (name: RegExp) => node.type === 'object' && node.members.some(({ key }) => name.test(key));
  return has(/^Effect$/u) && has(/^(?:Not)?(?:Action|Principal|Resource)$/u);
}
