/** Starts the stub registry and talks to it. */

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openAuthority } from '../../server/lab/certificates.ts';
import type { StubAddresses, StubBehaviour, StubCounts } from './protocol.ts';

export interface Stub extends StubAddresses {
  /** PEM file of the authority that clients must trust. */
  certificateFile: string;
  /** Behaves so from now on; resolves with what was counted until now. */
  behave(behaviour: StubBehaviour): Promise<StubCounts>;
  stop(): void;
}

/** Resolves when it listens; writing and compressing its documents takes some seconds. `folder` keeps its certificates. */
export async function startStub(folder: string): Promise<Stub> {
  mkdirSync(folder, { recursive: true });
  const certificateFile = join(folder, 'trusted.pem');
  writeFileSync(certificateFile, (await openAuthority(folder)).certificatePem);
  const child = fork(join(import.meta.dirname, 'main.ts'), [folder]);
  const addresses = (await nextMessage(child)) as StubAddresses;
  return {
    ...addresses,
    certificateFile,
    behave: async (behaviour) => {
      child.send(behaviour);
      return (await nextMessage(child)) as StubCounts;
    },
    stop: () => child.disconnect(),
  };
}

async function nextMessage(child: ChildProcess): Promise<unknown> {
  const waiting = new AbortController();
  const { signal } = waiting;
  const ended = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`The stub registry ended with ${code}.`);
  });
  ended.catch(() => undefined);
  try {
    const [message] = (await Promise.race([once(child, 'message', { signal }), ended])) as [unknown];
    return message;
  } finally {
    waiting.abort();
  }
}
