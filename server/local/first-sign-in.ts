import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Account {
  readonly email: string;
  readonly password: string;
}

export interface FirstSignIn extends Account {
  /** A person of Backline support, whom nobody lets in yet. */
  readonly support: Account;
}

/**
 * The accounts that the first start makes and later starts remember, so that nobody needs to choose a password to try
 * the product. Undefined where a database is already there without them: its accounts were chosen by somebody.
 */
export function rememberFirstSignIn(dataFolder: string): FirstSignIn | undefined {
  const file = join(dataFolder, 'first-sign-in.json');
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Account & Partial<FirstSignIn>) : null;
  if (known?.support) return { ...known, support: known.support };
  if (!known && existsSync(join(dataFolder, 'postgres/PG_VERSION'))) return undefined;
  const made = { ...(known ?? makeAccount('admin@localhost.test')), support: makeAccount('support@localhost.test') };
  writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  return made;
}

function makeAccount(email: string): Account {
  return { email, password: randomBytes(12).toString('base64url') };
}
