import { isMap, isScalar, parseDocument, type Pair, type YAMLMap } from 'yaml';
import type { ProjectFile, VersionChange } from '../../../manifest.ts';
import { raisedRequirement } from './requirement.ts';
import { yamlScalar } from './yaml-scalar.ts';

export interface RaisedCatalogEntry {
  catalog: string;
  name: string;
  after: string;
}

/** A pnpm-workspace.yaml while it changes, in the places of its values alone. */
export class WorkspaceDocument {
  readonly path: string;
  readonly raised: RaisedCatalogEntry[] = [];
  #text: string;

  constructor(file: ProjectFile) {
    this.path = file.path;
    this.#text = file.text;
  }

  /** Whether it holds settings, as pnpm 10 and later keep them here, and not only which folders belong to the workspace. */
  get hasSettings(): boolean {
    return this.#root()?.items.some(({ key }) => !PLAIN.has(textIn(key) ?? '')) ?? false;
  }

  raise(catalog: string, name: string, { from, to }: VersionChange): boolean {
    const pair = this.#catalogPair(catalog, name);
    const written = textIn(pair?.value);
    const after = written === null ? null : raisedRequirement(written, from, to);
    if (!pair || after === null) return this.raised.some((known) => known.catalog === catalog && known.name === name);
    this.#setValue(pair, after);
    this.raised.push({ catalog, name, after });
    return true;
  }

  get overrides(): [key: string, value: string][] {
    return (this.#map('overrides')?.items ?? []).flatMap(({ key, value }): [string, string][] => {
      const [name, written] = [textIn(key), textIn(value)];
      return name === null || written === null ? [] : [[name, written]];
    });
  }

  setOverride(name: string, value: string): void {
    const overrides = this.#map('overrides');
    const pair = overrides && pairIn(overrides, name);
    if (pair) {
      this.#setValue(pair, value);
      return;
    }
    const lineEnd = this.#text.includes('\r\n') ? '\r\n' : '\n';
    const last = overrides?.items.at(-1);
    const [start, , end] = rangeOf(last?.value) ?? [];
    if (overrides?.flow !== true && last && start !== undefined && end !== undefined) {
      const keyStart = rangeOf(last.key)?.[0] ?? 0;
      const indent = this.#text.slice(this.#text.lastIndexOf('\n', keyStart) + 1, keyStart);
      const lineStart = this.#text.indexOf('\n', rangeOf(last.value)?.[1] ?? start);
      const at = lineStart < 0 ? this.#text.length : lineStart + 1;
      const before = lineStart < 0 ? lineEnd : '';
      const behind = lineStart < 0 ? '' : lineEnd;
      this.#splice(at, at, `${before}${indent}${yamlScalar(name)}: ${yamlScalar(value)}${behind}`);
      return;
    }
    if (overrides) {
      const [open = 0] = rangeOf(overrides) ?? [];
      const comma = last ? ', ' : ' ';
      this.#splice(open + 1, open + 1, ` ${yamlScalar(name)}: ${yamlScalar(value)}${last ? comma.trimEnd() : comma}`);
      return;
    }
    const gap = this.#text === '' || this.#text.endsWith('\n') ? '' : lineEnd;
    const space = this.#text === '' ? '' : lineEnd;
    const section = `${gap}${space}overrides:${lineEnd}  ${yamlScalar(name)}: ${yamlScalar(value)}`;
    this.#splice(this.#text.length, this.#text.length, gap === '' ? section + lineEnd : section);
  }

  written(): string {
    return this.#text;
  }

  #catalogPair(catalog: string, name: string): Pair | undefined {
    const catalogs = this.#map('catalogs');
    const named = catalogs && pairIn(catalogs, catalog)?.value;
    const maps = catalog === 'default' ? [this.#map('catalog'), named] : [named];
    for (const map of maps) {
      const pair = isMap(map) ? pairIn(map, name) : undefined;
      if (pair) return pair;
    }
    return undefined;
  }

  #setValue(pair: Pair, value: string): void {
    const [start, end] = rangeOf(pair.value) ?? [];
    if (start === undefined || end === undefined) return;
    const quote = /^['"]/.exec(this.#text.slice(start, end))?.[0];
    this.#splice(start, end, quote === undefined ? yamlScalar(value) : `${quote}${value}${quote}`);
  }

  #splice(start: number, end: number, content: string): void {
    this.#text = this.#text.slice(0, start) + content + this.#text.slice(end);
  }

  #map(key: string): YAMLMap | undefined {
    const root = this.#root();
    const value = root && pairIn(root, key)?.value;
    return isMap(value) ? value : undefined;
  }

  #root(): YAMLMap | undefined {
    const root = parseDocument(this.#text, { uniqueKeys: false }).contents;
    return isMap(root) ? root : undefined;
  }
}

const PLAIN = new Set(['packages', 'catalog', 'catalogs']);

function pairIn(map: YAMLMap, name: string): Pair | undefined {
  return map.items.find(({ key }) => textIn(key) === name);
}

function textIn(node: unknown): string | null {
  if (!isScalar(node)) return null;
  return typeof node.value === 'string' ? node.value : (node.source ?? null);
}

function rangeOf(node: unknown): readonly number[] | undefined {
  const range = (node as { range?: readonly number[] | null } | null | undefined)?.range;
  return range ?? undefined;
}
