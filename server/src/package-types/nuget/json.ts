import { memberOf } from '../document-members.ts';
import type { RegistryAnswer } from '../package-type.ts';
import { unexpectedContent } from '../registry-answer.ts';

/** A small document; keys such as `__proto__` are keys like any other and are never copied. */
export function readJson(answer: RegistryAnswer, body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8').replace(/^\uFEFF/, '')) as unknown;
  } catch {
    throw unexpectedContent(answer, 'is no whole JSON document');
  }
}

export function listIn(value: unknown, key: string): unknown[] | null {
  const found = memberOf(value, key);
  return Array.isArray(found) ? (found as unknown[]) : null;
}
