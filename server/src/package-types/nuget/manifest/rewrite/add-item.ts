import type { ProjectFile } from '../../../manifest.ts';
import { lineEndOf, newLine, nextLine, RefusedChange } from '../../../rewriting.ts';
import type { Edit } from '../../../text-edit.ts';
import { readXml, type XmlElement } from '../xml-text.ts';

/** A further item, in a line behind the last one of its kind that applies always; in a group of its own where there is none. */
export function addItem({ path, text }: ProjectFile, type: string, attributes: string): Edit {
  const root = readXml(text);
  const item = `<${type} ${attributes} />`;
  const last = itemsOf(root, type).at(-1);
  if (last) return newLine(text, nextLine(text, last.end), indentOf(text, last.start) + item);
  if (!root.content) throw new RefusedChange(`${path} has no element that could hold a <${type}>.`);
  const end = lineEndOf(text);
  const first = root.children[0];
  const step = first ? indentOf(text, first.start) || '  ' : '  ';
  const group = [`${step}<ItemGroup>`, `${step}${step}${item}`, `${step}</ItemGroup>`].join(end);
  const line = text.lastIndexOf('\n', root.content.end - 1) + 1;
  const isOwnLine = text.slice(line, root.content.end).trim() === '';
  const offset = isOwnLine && line > root.content.start ? line : root.content.end;
  return { start: offset, end: offset, text: offset === line ? group + end : end + group + end };
}

function itemsOf(root: XmlElement, type: string): XmlElement[] {
  return root.children
    .filter((group) => group.name.toLowerCase() === 'itemgroup' && !group.attributes.has('condition'))
    .flatMap((group) => group.children)
    .filter(
      (item) =>
        item.name.toLowerCase() === type.toLowerCase() &&
        item.attributes.has('include') &&
        !item.attributes.has('condition'),
    );
}

/** Empty where something else stands before it in its line. */
function indentOf(text: string, start: number): string {
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return before.trim() === '' ? before : '';
}
