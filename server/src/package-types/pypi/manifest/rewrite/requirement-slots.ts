import type { ProjectFile } from '../../../manifest.ts';
import { nextLine } from '../../../rewriting.ts';
import { TextLines } from '../../../text-lines.ts';
import { normaliseName } from '../../names.ts';
import { sourceOfAddress } from '../requirement.ts';
import { readRequirementsFile, type RequirementLine } from '../requirements-file.ts';
import type { HashSpan, Slot } from './slot.ts';

const HEAD = /^\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)[^\S\r\n]*(?:\[[^\]\r\n]*\])?/;
const HASH = /--hash[=\s]\s*(?=[a-z0-9]+:)/g;

/** Those of a requirements or constraints file. */
export function requirementsFileSlots(file: ProjectFile): Slot[] {
  const lines = new TextLines(file.text);
  return readRequirementsFile(file).lines.flatMap((line) => slotOfLine(file, line, lines.startOf(line.line)));
}

/** Those of setup.cfg, whose requirements stand in lines of their own; which of its lines they are is known from its reading. */
export function setupCfgSlots(file: ProjectFile, lines: ReadonlySet<number>): Slot[] {
  const starts = new TextLines(file.text);
  return [...lines].flatMap((line) => {
    const start = starts.startOf(line);
    const [key = ''] = /^[^\s=:][^=:\n]*[=:]/.exec(file.text.slice(start, nextLine(file.text, start))) ?? [];
    const span = specifierSpan(file.text, start + key.length);
    if (span === null) return [];
    return { path: file.path, line, source: 'registry', notation: 'pep440', hashes: null, ...span } as const;
  });
}

/** The specifiers of one requirement as PEP 508 has it, which begins at `offset`; null where an address stands in their place. */
export function specifierSpan(text: string, offset: number): Pick<Slot, 'name' | 'written' | 'start' | 'end'> | null {
  const head = HEAD.exec(text.slice(offset, nextLine(text, offset)));
  if (!head) return null;
  let start = offset + head[0].length;
  const opening = /^[^\S\r\n]*\(?[^\S\r\n]*/.exec(text.slice(start, nextLine(text, start)))?.[0] ?? '';
  const rest = text.slice(start + opening.length, nextLine(text, start));
  const written = (/^[^;)\\\r\n#"']*?(?=\s*(?:[;)\\\r\n"']|\s#|\s--?[a-z]|$))/.exec(rest)?.[0] ?? '').trimEnd();
  if (written.startsWith('@')) return null;
  // Where nothing is written, it belongs right behind the name.
  if (written !== '' || opening.includes('(')) start += opening.length;
  return { name: normaliseName(head[1] ?? ''), written, start, end: start + written.length };
}

function slotOfLine(file: ProjectFile, line: RequirementLine, start: number): Slot[] {
  const base = { path: file.path, line: line.line, name: line.name, notation: 'pep440' as const };
  if (line.source !== 'registry' || line.isEditable) {
    const source = line.target === null ? 'local' : sourceOfAddress(line.target);
    return [{ ...base, source, written: line.written, start, end: start, hashes: null }];
  }
  const span = specifierSpan(file.text, start);
  // What goes over several lines is not taken apart.
  if (
    span === null ||
    span.name !== line.name ||
    span.written.replace(/\s/g, '') !== (line.requirement ?? '').replace(/\s/g, '')
  )
    return [];
  return [
    { ...base, ...span, source: 'registry', hashes: line.hashes.length === 0 ? null : hashSpan(file.text, span.end) },
  ];
}

function hashSpan(text: string, from: number): HashSpan | null {
  const logical = text.slice(from, logicalEnd(text, from));
  const found = [...logical.matchAll(HASH)].map((match) => {
    const hash = /^\S+/.exec(logical.slice(match.index + match[0].length))?.[0] ?? '';
    return { start: match.index, prefix: match[0], end: match.index + match[0].length + hash.length };
  });
  const [first, second] = found;
  const last = found.at(-1);
  if (!first || !last) return null;
  const separator = second
    ? logical.slice(first.end, second.start)
    : (/[^\S\r\n]*(?:\\\r?\n)?[^\S\r\n]*$/.exec(logical.slice(0, first.start))?.[0] ?? ' ');
  return { start: from + first.start, end: from + last.end, prefix: first.prefix, separator };
}

/** Behind the last of the lines that backslashes join. */
function logicalEnd(text: string, from: number): number {
  let end = nextLine(text, from);
  while (end < text.length && /\\\r?\n$/.test(text.slice(Math.max(0, end - 3), end))) end = nextLine(text, end);
  return end;
}
