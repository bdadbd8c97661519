/**
 * Runs before every test file: a test that calls out to the network fails, whatever the code under test does with the error.
 * The files of a worker come one after the other in one process, so each leaves the environment as it found it.
 */

import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';
import { afterAll, afterEach, vi } from 'vitest';
import { findOutsideAddress, isNameThatNeverResolves, isOwnMachine } from './outside-address.ts';

interface Guarded {
  [guard]?: string[];
}
const guard = Symbol.for('backline.outside-calls');
const attempts = guardOnce();
const environment = { ...process.env };

afterAll(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
});

afterEach(() => {
  const called = takeOutsideCalls();
  if (called.length > 0) throw new Error(`The test called out to ${called.join(', ')}. Tests reach only this machine.`);
});

/** The calls that were refused since the last time, for a test of something that must call out. */
export function takeOutsideCalls(): string[] {
  return attempts.splice(0);
}

/** Another file of this worker may have set the guards up already. */
function guardOnce(): string[] {
  const guarded = globalThis as Guarded;
  if (guarded[guard]) return guarded[guard];
  const calls = (guarded[guard] = []);
  guardConnections(calls);
  guardLookups(calls);
  return calls;
}

function guardConnections(calls: string[]): void {
  // oxlint-disable-next-line typescript/unbound-method -- called below with the socket as `this`
  const connect = Socket.prototype.connect as (...parameters: unknown[]) => Socket;
  Socket.prototype.connect = function (this: Socket, ...parameters: unknown[]): Socket {
    const outside = findOutsideAddress(parameters);
    if (outside === undefined) return connect.apply(this, parameters);
    calls.push(outside);
    this.destroy(new Error(`A test must not call ${outside}: only this machine may be reached`));
    return this;
  };
}

// Asking a name server is a call to the network as well.
function guardLookups(calls: string[]): void {
  type Callback = (error: NodeJS.ErrnoException) => void;
  const lookup = dns.lookup as (...parameters: unknown[]) => void;
  const lookupPromise = dns.promises.lookup as (...parameters: unknown[]) => Promise<unknown>;
  const guarded = (name: string, ...rest: unknown[]) => {
    if (isOwnMachine(name)) return lookup(name, ...rest);
    const error = refuseLookup(name, calls);
    process.nextTick(() => (rest.at(-1) as Callback)(error));
  };
  const guardedPromise = (name: string, ...rest: unknown[]) =>
    isOwnMachine(name) ? lookupPromise(name, ...rest) : Promise.reject(refuseLookup(name, calls));
  Object.assign(dns, { lookup: Object.assign(guarded, { __promisify__: guardedPromise }) });
  Object.assign(dns.promises, { lookup: guardedPromise });
  syncBuiltinESMExports();
}

function refuseLookup(name: string, calls: string[]): NodeJS.ErrnoException {
  if (!isNameThatNeverResolves(name)) calls.push(`the name server, for ${name}`);
  return Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND', syscall: 'getaddrinfo' });
}
