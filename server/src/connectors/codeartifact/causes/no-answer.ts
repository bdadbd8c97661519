import type { Failure } from '../failure.ts';

/** What is known where no usable answer came: nothing of AWS, only how far the connection got. */
export function noAnswer({ kind, errorCode }: Failure, from: string): string {
  const code = errorCode ? ` (${errorCode})` : '';
  switch (kind) {
    case 'timeout':
      return `The Backline server got no complete answer in time from ${from}.`;
    case 'tls':
      return `The Backline server could make no secure connection to ${from}${code}, so nothing was sent.`;
    case 'interrupted':
      return `The connection of the Backline server to ${from} broke off before there was an answer${code}.`;
    default:
      return `The Backline server could not connect to ${from}${code}, so there is no answer.`;
  }
}
