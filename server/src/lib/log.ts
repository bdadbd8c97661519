/** The logger: JSON lines on standard output, every line redacted on its way out. */

import { pino, type Logger } from 'pino';
import { redact } from './redact.ts';

export type { Logger } from 'pino';

export function createLogger(level: string): Logger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line: string) => void process.stdout.write(redact(line)) },
  );
}
