import type { DependencySource } from '../../manifest.ts';
import { names } from '../names.ts';
import { type Marker, readMarker } from './marker.ts';

/** A dependency specifier, read: https://packaging.python.org/en/latest/specifications/dependency-specifiers/ */
export interface PythonRequirement {
  /** Normalised. */
  name: string;
  writtenName: string;
  extras: string[];
  /** Version specifiers; empty where any version will do, null where an address or path decides. */
  specifiers: string | null;
  source: DependencySource;
  target: string | null;
  /** As written; null where there is none. */
  marker: string | null;
  parsedMarker: Marker | null;
}

const HEAD = /^\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*/;
const SPECIFIER = /^(?:===\s*\S+|(?:~=|==|!=|<=|>=|<|>)\s*[A-Za-z0-9](?:[A-Za-z0-9.!+*_-]*[A-Za-z0-9*])?)$/;
const EXTRA = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/;

/** What the text asks for, or one sentence on why it is no dependency specifier. */
export function readRequirement(text: string): PythonRequirement | { problem: string } {
  const head = HEAD.exec(text);
  if (!head) return { problem: `${excerpt(text)} does not begin with the name of a package.` };
  const writtenName = head[1] ?? '';
  const named = names.read(writtenName);
  if ('problem' in named) return named;
  const extras = (head[2] ?? '')
    .split(',')
    .map((extra) => extra.trim())
    .filter((extra) => extra !== '');
  const wrongExtra = extras.find((extra) => !EXTRA.test(extra));
  if (wrongExtra !== undefined)
    return { problem: `${writtenName} asks for the extra ${excerpt(wrongExtra)}, which is no name.` };
  const rest = text.slice(head[0].length);
  const body = rest.startsWith('@') ? splitAddress(rest.slice(1)) : splitSpecifiers(rest);
  const parsedMarker = body.marker === null ? null : readMarker(body.marker);
  if (body.marker !== null && parsedMarker === null) {
    return { problem: `${writtenName} has the marker ${excerpt(body.marker)}, which is none.` };
  }
  const base = { name: named.name, writtenName, extras, marker: body.marker, parsedMarker };
  if (rest.startsWith('@')) {
    if (body.text === '') return { problem: `${writtenName} has an @ and no address behind it.` };
    return { ...base, specifiers: null, source: sourceOfAddress(body.text), target: body.text };
  }
  const specifiers = readSpecifiers(body.text);
  if (specifiers === null)
    return { problem: `${writtenName} has the version specifier ${excerpt(body.text)}, which is none.` };
  return { ...base, specifiers, source: 'registry', target: null };
}

/** Where an address or path leads: `git+https://...`, an archive, `file:///...`, `./folder`. */
export function sourceOfAddress(address: string): DependencySource {
  if (/^(?:git|hg|svn|bzr)(?:\+[a-z]+)?:|^git@/i.test(address)) return 'git';
  if (/^https?:/i.test(address)) return 'url';
  return 'local';
}

/** The one version that specifiers allow; null where they leave a choice. */
export function pinnedVersion(specifiers: string | null): string | null {
  return /^={2,3}\s*([^\s,*]+)$/.exec(specifiers ?? '')?.[1] ?? null;
}

function readSpecifiers(text: string): string | null {
  const bare = /^\((.*)\)$/s.exec(text)?.[1] ?? text;
  const parts = bare
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.every((part) => SPECIFIER.test(part)) ? parts.join(',') : null;
}

function splitSpecifiers(rest: string): { text: string; marker: string | null } {
  const semicolon = rest.indexOf(';');
  if (semicolon < 0) return { text: rest.trim(), marker: null };
  return { text: rest.slice(0, semicolon).trim(), marker: rest.slice(semicolon + 1).trim() };
}

/** A semicolon belongs to the address unless a space is before it. */
function splitAddress(rest: string): { text: string; marker: string | null } {
  const match = /\s;/.exec(rest);
  if (!match) return { text: rest.trim(), marker: null };
  return { text: rest.slice(0, match.index).trim(), marker: rest.slice(match.index + 2).trim() };
}

function excerpt(text: string): string {
  const plain = text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  return plain.length > 60 ? `${plain.slice(0, 60)} ...` : plain;
}
