import { isIP } from 'node:net';

interface ConnectOptions {
  readonly path?: unknown;
  readonly host?: unknown;
  readonly port?: unknown;
}

/**
 * The address that the parameters of `Socket.connect` lead to, where it is not this machine's own.
 * Node hands over `(options, callback)`, `(port, host)`, `(path)`, or, from `net.connect`, all of it in one array.
 */
export function findOutsideAddress(parameters: readonly unknown[]): string | undefined {
  const [first, second] = (Array.isArray(parameters[0]) ? parameters[0] : parameters) as unknown[];
  if (typeof first === 'object' && first !== null) {
    const { path, host, port } = first as ConnectOptions;
    return typeof path === 'string' ? undefined : outside(host, port);
  }
  const isPort = typeof first === 'number' || (typeof first === 'string' && /^\d+$/.test(first));
  return isPort ? outside(second, first) : undefined;
}

function outside(host: unknown, port: unknown): string | undefined {
  const name = typeof host === 'string' && host !== '' ? host.toLowerCase() : 'localhost';
  return isOwnMachine(name) || isNameThatNeverResolves(name) ? undefined : `${name}:${String(port)}`;
}

/** Names reserved for tests and wrong names (RFC 6761); looking one up fails without asking anybody. */
export function isNameThatNeverResolves(name: string): boolean {
  return /\.(invalid|test)$/i.test(name);
}

/** Whether a name or address leads to this machine. */
export function isOwnMachine(name: string): boolean {
  if (name === '') return true;
  if (isIP(name) === 4) return name.startsWith('127.') || name === '0.0.0.0';
  if (isIP(name) === 6) return name === '::1' || name === '::' || name.startsWith('::ffff:127.');
  return name === 'localhost' || name.endsWith('.localhost');
}
