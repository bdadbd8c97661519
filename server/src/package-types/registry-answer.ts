/** What every registry protocol does with an answer before it reads it. */

import { awsRequestId } from '../lib/answer-text.ts';
import { UnreadableJson } from './json-values.ts';
import { RegistryFailure } from './package-type.ts';
import type { RegistryAnswer } from './package-type.ts';
import { TooManyVersions } from './too-many-versions.ts';

const LONGEST_REASON = 500;

/** The body of an answer that must be there. Rejects 404 and 410, which are never merged. */
export function bodyOf(answer: RegistryAnswer, name: string): Buffer {
  if (answer.status === 200) return answer.body;
  const requestId = awsRequestId(answer.headers);
  if (answer.status === 404) {
    const message = `The repository and its upstreams have no package named ${name}.`;
    throw new RegistryFailure('not-found', message, 404, requestId);
  }
  if (answer.status === 410) {
    const message = `The repository answers that ${name} is gone: it was there, and is no longer offered.`;
    throw new RegistryFailure('gone', message, 410, requestId);
  }
  const message = 'The repository answered that nothing changed, though nothing was known before.';
  throw new RegistryFailure('unexpected-content', message, answer.status, requestId);
}

/** A 200 whose body is not what the protocol says; `problem` completes "The answer ...". */
export function unexpectedContent(answer: RegistryAnswer, problem: string): RegistryFailure {
  const type = answer.headers['content-type'];
  const labelled = type ? ` It was labelled ${plainText(type).slice(0, 100)}.` : '';
  const message = `The answer ${problem}.${labelled} Check that the URL names a repository of this package type, and that no proxy answers in its place.`;
  return new RegistryFailure('unexpected-content', message, answer.status, awsRequestId(answer.headers));
}

/** What reading a 200 threw, as the failure that it is; anything but nonsense and excess stays what it is. */
export function scanFailure(answer: RegistryAnswer, error: unknown): unknown {
  if (error instanceof UnreadableJson) return unexpectedContent(answer, `is no whole JSON document: ${error.message}`);
  if (error instanceof TooManyVersions) return tooLarge(answer, error.message);
  return error;
}

/** A 200 that says more than is read; `problem` completes "The answer ...". */
export function tooLarge(answer: RegistryAnswer, problem: string): RegistryFailure {
  const message = `The answer ${problem}, and is not read to its end. Check that the URL names a repository of this package type, and that no proxy answers in its place.`;
  return new RegistryFailure('too-large', message, answer.status, awsRequestId(answer.headers));
}

/** A maintainer's words on one line of at most 500 characters; `otherwise` where none are left. */
export function withdrawalReason(words: unknown, otherwise: string): string {
  if (typeof words !== 'string') return otherwise;
  const text = plainText(words.slice(0, LONGEST_REASON * 4));
  if (text === '') return otherwise;
  return text.length > LONGEST_REASON ? `${text.slice(0, LONGEST_REASON - 1).replace(/[\ud800-\udbff]$/, '')}…` : text;
}

/** Control and direction characters could make a line look like another one. */
function plainText(words: string): string {
  return words
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
