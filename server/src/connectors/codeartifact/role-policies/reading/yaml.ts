import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';
import { unknown } from './intrinsics.ts';
import type { MappedText } from './mapped-text.ts';
import type { ReadingProblem, SourceNode } from './source-node.ts';
import { relevantYaml } from './yaml-excerpt.ts';

const MOST_NODES = 20_000;
const MOST_DEPTH = 60;
/** CloudFormation's short forms, `!Sub` for `Fn::Sub`. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html */
const SHORT_FORMS = ['Ref', 'Sub', 'GetAtt', 'Join', 'If', 'Select', 'Split', 'ImportValue', 'FindInMap', 'Base64', 'Condition', 'Equals', 'Not', 'And', 'Or', 'GetAZs', 'Cidr', 'Transform', 'Length', 'ToJsonString']; // prettier-ignore
const KINDS = [undefined, 'map', 'seq'] as const;

/** Whether a text is YAML rather than anything else that is pasted here. */
export function looksLikeYaml(text: string): boolean {
  if (/^\s*[{["]/u.test(text)) return false;
  return /^[ \t]*(?:- )?(?:AWSTemplateFormatVersion|Resources|Properties|AssumeRolePolicyDocument|PolicyDocument|Policies|Statement|Effect|Version|Type)[ \t]*:/mu.test(text); // prettier-ignore
}

/** Reads one YAML document; null where it is no YAML at all, with the reason among the problems. */
export function readYaml(source: MappedText): { node: SourceNode | null; problems: ReadingProblem[] } {
  const text = relevantYaml(source.text.replaceAll('\t', ' '));
  if (text === null) {
    const message = 'The YAML is longer than 16 KB. Paste the resource of the role alone, or its policies as JSON.';
    return { node: null, problems: [problem(0, message)] };
  }
  if (deepestIndent(text) > MOST_DEPTH * 4 || deepestBrackets(text) > MOST_DEPTH) {
    return { node: null, problems: [problem(0, 'The text is nested too deeply to be a policy.')] };
  }
  const document = parseDocument(text, {
    customTags: SHORT_FORMS.flatMap((name) =>
      KINDS.map((collection) => ({ tag: `!${name}`, collection, resolve: keep })),
    ),
    logLevel: 'silent',
    lineCounter: new LineCounter(),
    stringKeys: true,
    uniqueKeys: false,
  });
  const [error] = document.errors;
  if (error) {
    const message = error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/u, '') ?? '';
    return { node: null, problems: [problem(source.placeOf(error.pos[0]), `This is not YAML: ${message}.`)] };
  }
  const state: State = { source, left: MOST_NODES, problems: [] };
  const node = document.contents ? toSourceNode(document.contents, state, 0) : null;
  return { node, problems: state.problems };
}

interface State {
  source: MappedText;
  left: number;
  problems: ReadingProblem[];
}

function keep(value: unknown): unknown {
  return value;
}

function problem(offset: number, message: string): ReadingProblem {
  return { code: 'yaml_syntax', severity: 'ERROR', offset, message, repair: null };
}

function toSourceNode(node: Node, state: State, depth: number): SourceNode {
  state.left -= 1;
  const [start = 0, end = 0] = node.range ?? [];
  const offset = state.source.placeOf(start);
  const place = { offset, length: Math.max(state.source.placeOf(end) - offset, 0) };
  if (state.left < 0 || depth > MOST_DEPTH) return { ...place, ...unknown('more than is read') };
  // What an alias repeats may be a bomb; policies hardly ever have any.
  if (isAlias(node)) return { ...place, ...unknown(`the alias *${node.source}`) };
  const plain = withoutTag(node, place, state, depth);
  const tag = node.tag;
  if (!tag?.startsWith('!') || tag.startsWith('!!')) return plain;
  const name = tag.slice(1);
  const key = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
  return { ...place, type: 'object', members: [{ key, keyOffset: offset, value: plain }] };
}

function withoutTag(node: Node, place: { offset: number; length: number }, state: State, depth: number): SourceNode {
  if (isSeq<Node>(node)) {
    return { ...place, type: 'array', items: node.items.map((item) => toSourceNode(item, state, depth + 1)) };
  }
  if (isMap<Node, Node | null>(node)) {
    const seen = new Set<string>();
    const members = node.items.flatMap(({ key, value }) => {
      const name = isScalar(key) ? String(key.value) : '';
      const keyOffset = state.source.placeOf(key.range?.[0] ?? 0);
      if (seen.has(name)) {
        state.problems.push({
          code: 'duplicate_key',
          severity: 'ERROR',
          offset: keyOffset,
          message: `${name} stands twice in the same object. Only one of them can count, so the document is not judged.`,
          repair: 'Merge the two into one.',
        });
      }
      seen.add(name);
      const member: SourceNode = value
        ? toSourceNode(value, state, depth + 1)
        : { offset: keyOffset, length: name.length, type: 'scalar', value: null };
      return [{ key: name, keyOffset, value: member }];
    });
    return { ...place, type: 'object', members };
  }
  return { ...place, type: 'scalar', value: scalarValue(node) };
}

/** Numbers stay as they are written, so that an account's leading zeros are not lost. */
function scalarValue(node: Node): string | number | boolean | null {
  if (!isScalar(node)) return null;
  const { value, source } = node;
  if (typeof value === 'number' || typeof value === 'bigint') return source ?? String(value);
  return typeof value === 'string' || typeof value === 'boolean' ? value : null;
}

function deepestIndent(text: string): number {
  return Math.max(0, ...[...text.matchAll(/^[ \-?:]*/gmu)].map(([indent]) => indent.length));
}

function deepestBrackets(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const character of text) {
    if (character === '[' || character === '{') depth += 1;
    if (character === ']' || character === '}') depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
