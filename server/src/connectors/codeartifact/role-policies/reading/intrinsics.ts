import { member, UNKNOWN_MARK, type SourceNode } from './source-node.ts';

/** What the functions of a CloudFormation template can be filled in with. */
export interface Deployment {
  readonly accountId: string;
}

type Scope = { readonly deployment: Deployment; readonly parameters: ReadonlyMap<string, string | null> };

/**
 * Fills in what follows from the account; every other function becomes an unknown node, which nothing is allowed by.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
 */
export function resolveIntrinsics(root: SourceNode, deployment: Deployment): SourceNode {
  return resolve(root, { deployment, parameters: parametersOf(root) });
}

/** Names of a template's parameters with their default, which a person may have overwritten. */
function parametersOf(root: SourceNode): ReadonlyMap<string, string | null> {
  const parameters = member(root, 'Parameters');
  if (parameters?.type !== 'object') return new Map();
  return new Map(
    parameters.members.map(({ key, value }) => {
      const fallback = member(value, 'Default');
      return [key, fallback?.type === 'scalar' ? String(fallback.value) : null];
    }),
  );
}

function resolve(node: SourceNode, scope: Scope): SourceNode {
  if (node.type === 'array') {
    return { ...node, items: node.items.map((item) => resolve(item, scope)).filter((item) => !isNoValue(item)) };
  }
  if (node.type !== 'object') return node;
  const [only] = node.members;
  if (only && node.members.length === 1 && /^(?:Ref|Fn::\w+)$/u.test(only.key)) {
    const { offset, length } = node;
    return { ...call(only.key, resolve(only.value, scope), scope), offset, length };
  }
  const members = node.members.map((one) => ({ ...one, value: resolve(one.value, scope) }));
  return { ...node, members: members.filter(({ value }) => !isNoValue(value)) };
}

function isNoValue(node: SourceNode): boolean {
  return node.type === 'unknown' && node.expression === 'AWS::NoValue';
}

function call(name: string, argument: SourceNode, scope: Scope): SourceNode {
  const { offset, length } = argument;
  const place = { offset, length };
  if (name === 'Ref' && argument.type === 'scalar') return { ...place, ...reference(String(argument.value), scope) };
  if (name === 'Fn::Sub') {
    const template = argument.type === 'array' ? argument.items[0] : argument;
    const values = argument.type === 'array' ? argument.items[1] : undefined;
    if (template?.type === 'scalar') return { ...place, ...substitute(String(template.value), values, scope) };
  }
  if (name === 'Fn::Join' && argument.type === 'array') {
    const [separator, list] = argument.items;
    if (separator?.type === 'scalar' && list?.type === 'array') {
      return { ...place, ...joined(list.items, String(separator.value)) };
    }
  }
  return { ...place, ...unknown(`${name} ${labelOf(argument)}`.trim()) };
}

type Value = { type: 'scalar'; value: string } | { type: 'unknown'; expression: string; text: string };

function reference(name: string, { deployment, parameters }: Scope): Value {
  const known: Record<string, string> = {
    'AWS::AccountId': deployment.accountId,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
  };
  const value = Object.hasOwn(known, name) ? known[name] : undefined;
  if (value !== undefined) return { type: 'scalar', value };
  const fallback = parameters.get(name);
  if (typeof fallback === 'string') return unknown(`the parameter ${name} (its default is ${fallback.slice(0, 100)})`);
  return unknown(parameters.has(name) ? `the parameter ${name}` : name);
}

/** `${Name}` is filled in, `${!Name}` stands for `${Name}` itself, which IAM reads as a variable. */
function substitute(template: string, values: SourceNode | undefined, scope: Scope): Value {
  const expressions: string[] = [];
  const text = template.replaceAll(/\$\{(!?)([^{}]*)\}/gu, (_, isLiteral: string, name: string) => {
    if (isLiteral) return `\${${name}}`;
    const given = member(values, name.trim());
    const value = given ? asValue(given) : reference(name.trim(), scope);
    if (value.type === 'unknown') expressions.push(value.expression);
    return value.type === 'unknown' ? value.text : value.value;
  });
  return combine(text, expressions);
}

function joined(items: readonly SourceNode[], separator: string): Value {
  const values = items.map(asValue);
  const expressions = values.flatMap((value) => (value.type === 'unknown' ? [value.expression] : []));
  return combine(
    values.map((value) => (value.type === 'unknown' ? value.text : value.value)).join(separator),
    expressions,
  );
}

function asValue(node: SourceNode): Value {
  if (node.type === 'scalar') return { type: 'scalar', value: String(node.value) };
  return node.type === 'unknown' ? node : unknown('a list');
}

function combine(text: string, expressions: readonly string[]): Value {
  if (expressions.length === 0) return { type: 'scalar', value: text };
  return { type: 'unknown', expression: [...new Set(expressions)].join(', '), text };
}

/** A value that only the deployment knows. `expression` says which, for people. */
export function unknown(expression: string): { type: 'unknown'; expression: string; text: string } {
  return { type: 'unknown', expression, text: UNKNOWN_MARK };
}

function labelOf(node: SourceNode): string {
  if (node.type === 'scalar') return String(node.value).slice(0, 60);
  if (node.type === 'unknown') return node.expression;
  return node.type === 'array' ? node.items.map(labelOf).join(' ').slice(0, 60) : '';
}
