/** Runs before every test file: a test that calls out to the network fails, whatever the code under test does with the error. */

import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';
import { afterEach } from 'vitest';
import { findOutsideAddress, isNameThatNeverResolves, isOwnMachine } from './outside-address.ts';

const attempts: string[] = [];

guardConnections();
guardLookups();

afterEach(() => {
  const called = takeOutsideCalls();
  if (called.length > 0) throw new Error(`The test called out to ${called.join(', ')}. Tests reach only this machine.`);
});

/** The calls that were refused since the last time, for a test of something that must call out. */
export function takeOutsideCalls(): string[] {
  return attempts.splice(0);
}

function guardConnections(): void {
  // oxlint-disable-next-line typescript/unbound-method -- called below with the socket as `this`
  const connect = Socket.prototype.connect as (...parameters: unknown[]) => Socket;
  Socket.prototype.connect = function (this: Socket, ...parameters: unknown[]): Socket {
    const outside = findOutsideAddress(parameters);
    if (outside === undefined) return connect.apply(this, parameters);
    attempts.push(outside);
    this.destroy(new Error(`A test must not call ${outside}: only this machine may be reached`));
    return this;
  };
}

// Asking a name server is a call to the network as well.
function guardLookups(): void {
  type Callback = (error: NodeJS.ErrnoException) => void;
  const lookup = dns.lookup as (...parameters: unknown[]) => void;
  const lookupPromise = dns.promises.lookup as (...parameters: unknown[]) => Promise<unknown>;
  const guarded = (name: string, ...rest: unknown[]) => {
    if (isOwnMachine(name)) return lookup(name, ...rest);
    const error = refuseLookup(name);
    process.nextTick(() => (rest.at(-1) as Callback)(error));
  };
  const guardedPromise = (name: string, ...rest: unknown[]) =>
    isOwnMachine(name) ? lookupPromise(name, ...rest) : Promise.reject(refuseLookup(name));
  Object.assign(dns, { lookup: Object.assign(guarded, { __promisify__: guardedPromise }) });
  Object.assign(dns.promises, { lookup: guardedPromise });
  syncBuiltinESMExports();
}

function refuseLookup(name: string): NodeJS.ErrnoException {
  if (!isNameThatNeverResolves(name)) attempts.push(`the name server, for ${name}`);
  return Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND', syscall: 'getaddrinfo' });
}
