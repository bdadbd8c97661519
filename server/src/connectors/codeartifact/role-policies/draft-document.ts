import { dedented, spreadOut, strictJson } from './edit-json.ts';
import { judgeDocument, type JudgedDocument } from './judged-document.ts';
import { member, plainValue, readPaste, UNKNOWN_MARK, type SourceNode } from './reading/index.ts';
import type { Deployment } from './reading/intrinsics.ts';

/** A document on its way to being repaired: its text so far, and what that says. */
export interface DraftDocument {
  original: JudgedDocument;
  /** As it was pasted, moved to the left margin; the ground of the diff. */
  before: string;
  text: string;
  judged: JudgedDocument;
}

/** Null where the document cannot be understood, so that nothing in it can be changed with certainty. */
export function draftOf(original: JudgedDocument, paste: string, deployment: Deployment): DraftDocument | null {
  const { document, found } = original;
  if (!document) return null;
  const { root } = found;
  const json =
    root.type === 'object' && root.json ? spreadOut(dedented(root.json())) : JSON.stringify(shown(root), null, 2);
  const hasStrange = found.problems.some(({ code }) => code === 'foreign_quotes' || code === 'invisible_characters');
  const before = hasStrange ? dedented(paste.slice(root.offset, root.offset + root.length)) : json;
  return rejudged({ original, before, text: json, judged: original }, strictJson(json), deployment);
}

/** The draft with another text, read and judged anew. */
export function rejudged(draft: DraftDocument, text: string, deployment: Deployment): DraftDocument {
  if (text === draft.text && draft.judged.isValid) return draft;
  const { found } = draft.original;
  const [document] = readPaste(text, found.source, deployment, null).documents;
  if (!document) return { ...draft, text };
  const judged = judgeDocument({ ...document, kind: found.kind, name: found.name });
  return { ...draft, text, judged };
}

/** The path of a statement; one that stands without its list has no number. */
export function statementPath({ judged }: DraftDocument, index: number): (string | number)[] {
  return member(judged.found.root, 'Statement')?.type === 'array' ? ['Statement', index] : ['Statement'];
}

/** The value for people: what is known only when deployed is written as `${…}`. */
function shown(node: SourceNode): unknown {
  if (node.type === 'unknown') return node.text.replaceAll(UNKNOWN_MARK, `\${${node.expression}}`);
  if (node.type === 'array') return node.items.map(shown);
  if (node.type === 'object') return Object.fromEntries(node.members.map(({ key, value }) => [key, shown(value)]));
  return plainValue(node);
}
