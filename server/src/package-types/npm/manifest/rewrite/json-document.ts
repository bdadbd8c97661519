import { isObject, memberOf } from '../../../document-members.ts';
import { applyJsonDifference } from '../../../json-difference.ts';
import { readJsonObject } from '../../../json-text.ts';
import type { ProjectFile } from '../../../manifest.ts';

export type JsonObject = Record<string, unknown>;

/** A JSON file whose members can be set; what is not set stays as it is written. */
export class JsonDocument {
  readonly #before: JsonObject;
  #after: JsonObject;

  constructor(private readonly file: ProjectFile) {
    this.#before = readOnce(file);
    this.#after = this.#before;
  }

  /** What the text says. */
  get unchanged(): JsonObject {
    return this.#before;
  }

  get value(): JsonObject {
    return this.#after;
  }

  get(keys: readonly string[]): unknown {
    return keys.reduce<unknown>((value, key) => memberOf(value, key), this.#after);
  }

  /** Empty where it is no text. */
  text(keys: readonly string[]): string {
    const value = this.get(keys);
    return typeof value === 'string' ? value : '';
  }

  /** Objects that are missing on the way are made. */
  set(keys: readonly string[], value: unknown): void {
    this.#after = withMember(this.#after, keys, value);
  }

  replace(value: JsonObject): void {
    this.#after = value;
  }

  written(): string {
    return applyJsonDifference(this.file.text, this.#before, this.#after);
  }
}

const read = new WeakMap<ProjectFile, JsonObject>();

/** One project is rewritten in many ways, and nobody changes what was read of it. */
function readOnce(file: ProjectFile): JsonObject {
  const known = read.get(file);
  if (known) return known;
  const value = readJsonObject(file.text);
  read.set(file, value);
  return value;
}

/** A copy that shares everything but the way to the member; a computed key takes `__proto__` for a name like any other. */
export function withMember(object: JsonObject, keys: readonly string[], value: unknown): JsonObject {
  const [key, ...deeper] = keys;
  if (key === undefined) return object;
  if (deeper.length === 0) return { ...object, [key]: value };
  const inner = memberOf(object, key);
  return { ...object, [key]: withMember(isObject(inner) ? inner : {}, deeper, value) };
}
