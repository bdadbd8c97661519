import { createHash } from 'node:crypto';
import { parse } from 'smol-toml';
import { isObject, memberOf, textOf } from '../../../document-members.ts';
import { readJsonObject } from '../../../json-text.ts';

/**
 * The hash of a manifest that its lockfile keeps, for the changed manifest. There have been several rules, so one counts only if it
 * gives the old hash for the old manifest; null where none does, and where the lockfile was out of date already.
 */
export function renewedHash(kind: 'poetry' | 'pipenv', old: string, before: string, after: string): string | null {
  const rules = kind === 'poetry' ? POETRY_RULES : PIPENV_RULES;
  const rule = rules.find((candidate) => hashBy(candidate, before) === old);
  return rule ? hashBy(rule, after) : null;
}

/** As poetry.lock and Pipfile.lock keep it; null where there is none. */
export function keptHash(kind: 'poetry' | 'pipenv', lockfile: string): string | null {
  if (kind === 'poetry') return textOf(memberOf(parse(lockfile), 'metadata'), 'content-hash');
  return textOf(memberOf(memberOf(readJsonObject(lockfile), '_meta'), 'hash'), 'sha256');
}

interface HashRule {
  content: (document: Record<string, unknown>) => unknown;
  separators: [item: string, key: string];
}

const POETRY_KEYS = ['dependencies', 'source', 'extras', 'dev-dependencies'];
const PROJECT_KEYS = ['requires-python', 'dependencies', 'optional-dependencies'];

const POETRY_RULES: readonly HashRule[] = [
  // Of [tool.poetry] alone; what is missing counts as null, and groups count where there are some.
  { content: (document) => poetryContent(document, true), separators: [', ', ': '] },
  // Beside [project], from Poetry 2 on.
  {
    content: (document) => ({
      project: picked(memberOf(document, 'project'), PROJECT_KEYS),
      tool: { poetry: poetryContent(document, false) },
    }),
    separators: [', ', ': '],
  },
  {
    content: (document) => ({
      'dependency-groups': memberOf(document, 'dependency-groups'),
      project: picked(memberOf(document, 'project'), PROJECT_KEYS),
      tool: { poetry: poetryContent(document, false) },
    }),
    separators: [', ', ': '],
  },
];

const PIPENV_RULES: readonly HashRule[] = [
  {
    content: (document) => ({
      ...Object.fromEntries(Object.entries(document).filter(([key]) => !PIPFILE_KEYS.has(key))),
      _meta: { sources: memberOf(document, 'source'), requires: memberOf(document, 'requires') ?? {} },
      default: memberOf(document, 'packages') ?? {},
      develop: memberOf(document, 'dev-packages') ?? {},
    }),
    separators: [',', ':'],
  },
];

const PIPFILE_KEYS: ReadonlySet<string> = new Set([
  'source',
  'requires',
  'packages',
  'dev-packages',
  'scripts',
  'pipenv',
  'build-system',
]);

function poetryContent(document: Record<string, unknown>, isAlone: boolean): Record<string, unknown> {
  const poetry = memberOf(memberOf(document, 'tool'), 'poetry');
  const content = picked(poetry, [...POETRY_KEYS, 'group']);
  if (isAlone) for (const key of POETRY_KEYS) content[key] ??= null;
  return content;
}

function picked(table: unknown, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = memberOf(table, key);
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

function hashBy({ content, separators }: HashRule, manifest: string): string {
  return createHash('sha256')
    .update(pythonJson(content(parse(manifest)), separators))
    .digest('hex');
}

/** As Python's json.dumps writes it with sorted keys. */
function pythonJson(value: unknown, separators: HashRule['separators']): string {
  const [item, key] = separators;
  if (Array.isArray(value)) return `[${value.map((each: unknown) => pythonJson(each, separators)).join(item)}]`;
  if (!isObject(value) || value instanceof Date) return asciiOnly(JSON.stringify(value ?? null));
  const members = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, each]) => `${asciiOnly(JSON.stringify(name))}${key}${pythonJson(each, separators)}`);
  return `{${members.join(item)}}`;
}

function asciiOnly(text: string): string {
  return text.replace(/[^ -~]/g, (character) => String.raw`\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
