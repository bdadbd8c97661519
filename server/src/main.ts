/** Reads the settings, starts the server, and stops it on SIGINT and SIGTERM. */

import { readEnvironment } from './env.ts';
import { startServer } from './server.ts';

/** A stop that takes longer than this is cut off. */
const STOP_LIMIT_MS = 30_000;

try {
  const server = await startServer(readEnvironment(process.env));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
      void server.close().then(() => process.exit(0));
    });
  }
} catch (error) {
  process.stderr.write(`${describe(error)}\n`);
  process.exit(1);
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  if (code === 'EADDRINUSE')
    return 'Setting PORT names a port that is in use. Stop what listens there, or choose another.';
  const first = error instanceof AggregateError ? (error.errors[0] as Error) : error;
  if (code && /^(ECONNREFUSED|ENOTFOUND|ENOENT|ETIMEDOUT|28\w{3}|3D000)$/.test(code)) {
    return `Setting DATABASE_URL names a database that cannot be used: ${first.message}.`;
  }
  return error.message;
}
