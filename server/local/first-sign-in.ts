import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface FirstSignIn {
  readonly email: string;
  readonly password: string;
}

/**
 * The account that the first start makes and later starts remember, so that nobody needs to choose a password to try
 * the product. Undefined where a database is already there without it: its account was chosen by somebody.
 */
export function rememberFirstSignIn(dataFolder: string): FirstSignIn | undefined {
  const file = join(dataFolder, 'first-sign-in.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as FirstSignIn;
  if (existsSync(join(dataFolder, 'postgres/PG_VERSION'))) return undefined;
  const made = { email: 'admin@localhost.test', password: randomBytes(12).toString('base64url') };
  writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  return made;
}
