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

/** A member of an object; undefined where there is no object or no such member. */
export function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

export function textIn(value: unknown, key: string): string | null {
  const found = member(value, key);
  return typeof found === 'string' ? found : null;
}

export function listIn(value: unknown, key: string): unknown[] | null {
  const found = member(value, key);
  return Array.isArray(found) ? (found as unknown[]) : null;
}
