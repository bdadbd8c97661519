import {
  applyEdits,
  createScanner,
  findNodeAtLocation,
  format,
  getNodeValue,
  modify,
  parseTree,
  stripComments,
  type FormattingOptions,
  type JSONPath,
} from 'jsonc-parser';

const TOKEN = { CLOSE_BRACE: 2, CLOSE_BRACKET: 4, COMMA: 5, TRIVIA: [12, 13, 14, 15], END: 17 };

/** Sets the value at a path, or removes it where the value is undefined. Formatting and order of all else stay. */
export function setValue(text: string, path: JSONPath, value: unknown): string {
  return applyEdits(text, modify(text, path, value, { formattingOptions: formatting(text) }));
}

/** Puts a value at the end of the list at a path; a lone value becomes a list of two. */
export function append(text: string, path: JSONPath, value: unknown): string {
  const current = valueAt(text, path);
  if (!Array.isArray(current)) {
    return setValue(text, path, current === undefined ? value : [current, value]);
  }
  const at = [...path, current.length];
  return applyEdits(text, modify(text, at, value, { isArrayInsertion: true, formattingOptions: formatting(text) }));
}

/** Replaces texts that are there, all at once. */
export function replaceTexts(
  text: string,
  replacements: readonly (readonly [path: JSONPath, value: string])[],
): string {
  const tree = parseTree(text);
  if (!tree) return text;
  const edits = replacements.flatMap(([path, value]) => {
    const node = findNodeAtLocation(tree, path);
    return node ? [{ offset: node.offset, length: node.length, content: JSON.stringify(value) }] : [];
  });
  return applyEdits(text, edits);
}

/** Adds texts to the end of the list at a path, set as its last one is; a lone text becomes a list. */
export function appendTexts(text: string, path: JSONPath, values: readonly string[]): string {
  const tree = parseTree(text);
  const node = tree && findNodeAtLocation(tree, path);
  const last = node?.type === 'array' ? node.children?.at(-1) : undefined;
  if (!node || !last) {
    const current = node?.type === 'string' ? [String(node.value)] : [];
    const all = [...current, ...values];
    return setValue(text, path, all.length === 1 ? all[0] : all);
  }
  const space = /\s*$/u.exec(text.slice(node.offset + 1, last.offset))?.[0] ?? '';
  const content = values.map((value) => `,${space || ' '}${JSON.stringify(value)}`).join('');
  return applyEdits(text, [{ offset: last.offset + last.length, length: 0, content }]);
}

export function valueAt(text: string, path: JSONPath): unknown {
  const tree = parseTree(text);
  const node = tree && findNodeAtLocation(tree, path);
  return node && getNodeValue(node);
}

/** Without the comments and the commas that AWS does not take. */
export function strictJson(text: string): string {
  const bare = stripComments(text);
  const scanner = createScanner(bare, false);
  const loose: number[] = [];
  let comma: number | null = null;
  for (let token: number = scanner.scan(); token !== TOKEN.END; token = scanner.scan()) {
    const closes = token === TOKEN.CLOSE_BRACE || token === TOKEN.CLOSE_BRACKET;
    if (closes && comma !== null) loose.push(comma);
    if (!TOKEN.TRIVIA.includes(token)) comma = token === TOKEN.COMMA ? scanner.getTokenOffset() : null;
  }
  const withoutCommas = loose.reduceRight((rest, at) => rest.slice(0, at) + rest.slice(at + 1), bare);
  return bare === text ? withoutCommas : withoutCommas.replaceAll(/[ \t]+$/gmu, '').replaceAll(/^\n/gmu, '');
}

/** Moves a text to the left margin that was cut out of the middle of another. */
export function dedented(text: string): string {
  const lines = text.split('\n');
  const rest = lines.slice(1).filter((line) => line.trim() !== '');
  const margin = Math.min(...rest.map((line) => line.length - line.trimStart().length));
  if (!Number.isFinite(margin) || margin === 0) return text;
  return lines.map((line, index) => (index === 0 ? line : line.slice(margin))).join('\n');
}

/** Over several lines where it stands on one, since a change within one line shows nothing. */
export function spreadOut(text: string): string {
  return text.includes('\n') ? text : applyEdits(text, format(text, undefined, formatting(text)));
}

/** As the text itself is indented; two spaces where it is on one line. */
function formatting(text: string): FormattingOptions {
  const indent = /\n([ \t]+)\S/u.exec(text)?.[1] ?? '  ';
  const isTab = indent.startsWith('\t');
  return { insertSpaces: !isTab, tabSize: isTab ? 1 : indent.length, eol: text.includes('\r\n') ? '\r\n' : '\n' };
}
