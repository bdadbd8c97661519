import type { Failure } from '../failure.ts';
import type { Facts } from './facts.ts';

/** What is known where no usable answer came: nothing of AWS, only how far the connection got. */
export function noAnswer({ kind, errorCode }: Failure, from: string, facts?: Pick<Facts, 'isForeign'>): string {
  const code = errorCode ? ` (${errorCode})` : '';
  const machine = facts?.isForeign ? 'program' : 'Backline server';
  switch (kind) {
    case 'timeout':
      return `The ${machine} got no complete answer in time from ${from}.`;
    case 'tls':
      return `The ${machine} could make no secure connection to ${from}${code}, so nothing was sent.`;
    case 'interrupted':
      return `The connection of the ${machine} to ${from} broke off before there was an answer${code}.`;
    default:
      return `The ${machine} could not connect to ${from}${code}, so there is no answer.`;
  }
}
