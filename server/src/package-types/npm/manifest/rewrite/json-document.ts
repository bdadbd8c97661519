import { isObject, memberOf } from '../../../document-members.ts';
import { ChangedObject, jsonEdits } from '../../../json-difference.ts';
import { readJsonObject } from '../../../json-text.ts';
import type { ProjectFile } from '../../../manifest.ts';
import { EditedFile } from '../../../text-edit.ts';

export type JsonObject = Record<string, unknown>;

/** A JSON file whose members can be set; what is not set stays as it is written. */
export class JsonDocument {
  readonly #before: JsonObject;
  #after: JsonObject | ChangedObject;

  constructor(private readonly file: ProjectFile) {
    this.#before = readOnce(file);
    this.#after = this.#before;
  }

  /** What the text says. */
  get unchanged(): JsonObject {
    return this.#before;
  }

  get(keys: readonly string[]): unknown {
    const found = keys.reduce<unknown>(memberIn, this.#after);
    return found instanceof ChangedObject ? found.whole() : found;
  }

  /** Empty where it is no text. */
  text(keys: readonly string[]): string {
    const value = this.get(keys);
    return typeof value === 'string' ? value : '';
  }

  /** Objects that are missing on the way are made. */
  set(keys: readonly string[], value: unknown): void {
    const last = keys.at(-1);
    if (last === undefined) return;
    let object = changedObject(this.#after);
    this.#after = object;
    for (const key of keys.slice(0, -1)) {
      const inner = changedObject(memberIn(object, key));
      object.members.set(key, inner);
      object = inner;
    }
    object.members.set(last, value);
  }

  replace(value: JsonObject): void {
    this.#after = value;
  }

  /** The file itself where nothing differs. */
  written(): ProjectFile {
    const edits = jsonEdits(this.file.text, this.#before, this.#after);
    return edits.length === 0 ? this.file : new EditedFile(this.file, edits);
  }
}

function memberIn(value: unknown, key: string): unknown {
  if (!(value instanceof ChangedObject)) return memberOf(value, key);
  return value.members.has(key) ? value.members.get(key) : memberOf(value.before, key);
}

function changedObject(value: unknown): ChangedObject {
  if (value instanceof ChangedObject) return value;
  return new ChangedObject(isObject(value) ? value : {});
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
