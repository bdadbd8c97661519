/** One sentence of what a text says, and a second one where it held secrets. */

import { packageTypeDefinition } from '@backline/shared';
import { isKnown, roleName, type Facts } from '../causes/index.ts';
import { describeAnswer } from '../explain.ts';
import type { Failure } from '../failure.ts';
import type { TextReading } from './reading.ts';

export function summarise(
  reading: TextReading,
  failure: Failure,
  facts: Facts,
  isKnownFailure: boolean,
  secrets: number,
): string {
  const what = isKnownFailure ? whatHappened(reading, failure, facts) : unknown(reading);
  return secrets === 0 ? what : `${what} ${aboutSecrets(secrets)}`;
}

function whatHappened(
  { repository, httpStatus, packageType, packageName, version, clientCode }: TextReading,
  failure: Failure,
  facts: Facts,
): string {
  const { denial, errorCode } = failure;
  const status = httpStatus ? ` (HTTP ${httpStatus})` : '';
  if (denial) {
    const who = isKnown(facts.roleArn) && !denial.action.startsWith('sts:A') ? ` to ${roleName(facts.roleArn)}` : '';
    return `AWS refused ${denial.action}${who}${denial.resource ? ` on ${denial.resource}` : ''}${status}.`;
  }
  if (failure.kind !== 'refused')
    return `A request${repository ? ` to ${repository.host}` : ''} got no answer: ${describeAnswer(failure)}.`;
  if (errorCode && errorCode !== clientCode) return `AWS answered ${errorCode}${status}.`;
  if (!httpStatus && !packageType && !packageName && !repository)
    return 'The text tells of a failure without its status or the error of AWS.';
  const client = packageType ? `A package manager for ${packageTypeDefinition(packageType).label}` : 'A program';
  const item = packageName ? ` for ${packageName}${version ? ` ${version}` : ''}` : '';
  return httpStatus
    ? `${client} got HTTP ${httpStatus}${atHost(repository?.host)}${item}.`
    : `${client} failed${item}${repository ? ` at ${repository.host}` : ''}.`;
}

function atHost(host: string | undefined): string {
  return host ? ` from ${host}` : '';
}

function unknown({ lines }: TextReading): string {
  return lines.length === 0
    ? 'The text holds no error that Backline can read. Paste the lines around the error, with its code or status.'
    : 'The text fits no failure of CodeArtifact, or of the way to it, that Backline knows. If it is one, add the lines that name the address, the status or the AWS error.';
}

function aboutSecrets(secrets: number): string {
  return secrets === 1
    ? 'The text holds a token, key or password; it is masked here and kept nowhere. Replace it, as whoever saw the text can use it.'
    : `The text holds ${secrets} tokens, keys or passwords; they are masked here and kept nowhere. Replace them, as whoever saw the text can use them.`;
}
