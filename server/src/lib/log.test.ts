import { afterEach, expect, it, vi } from 'vitest';
import { SECRET_KEY, SESSION_TOKEN, TOKEN } from '../../../tests/support/aws-stand-in.ts';
import { createLogger } from './log.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

it('masks secrets in messages, fields and errors, and writes lines of JSON', () => {
  const lines: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  const logger = createLogger('info');
  const credentials = { secretAccessKey: SECRET_KEY, sessionToken: SESSION_TOKEN };
  logger.info({ credentials, url: `https://aws:${TOKEN}@host/` }, `Bearer ${TOKEN}`);
  logger.error({ err: Object.assign(new Error(`sent ${JSON.stringify(credentials)}`), { credentials }) }, 'failed');
  expect(lines).toHaveLength(2);
  expect(lines.join('')).not.toContain('CANARY');
  for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow();
});

it('leaves out what is below its level', () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  createLogger('warn').info('not this');
  expect(write).not.toHaveBeenCalled();
});
