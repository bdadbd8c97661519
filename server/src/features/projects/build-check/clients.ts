import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import type { BuildPlan } from '../../../package-types/index.ts';

export interface FoundClient {
  /** Whole path. */
  executable: string;
  /** What it says of itself, on one line. */
  version: string;
  /** Where programs are looked for while it runs. */
  path: string;
}

const ANSWER_MS = 20_000;
const run = promisify(execFile);

/**
 * The client that a plan means, or one sentence on why there is none. What does not answer without a home folder, as the stand-ins
 * of version managers, is passed over: it would not answer in a scratch folder either.
 */
export async function findClient(
  { client, executable, question }: Pick<BuildPlan, 'client' | 'executable' | 'question'>,
  searchPath: string,
): Promise<FoundClient | { missing: string }> {
  // Node's own folder first: clients written in JavaScript run with the Node of this server.
  const folders = [dirname(process.execPath), ...searchPath.split(delimiter)].filter((folder) => isAbsolute(folder));
  const env = { PATH: folders.join(delimiter), HOME: '/nonexistent', COREPACK_ENABLE_NETWORK: '0' };
  for (const folder of folders) {
    const file = join(folder, executable);
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (!isThere) continue;
    const answer = await run(file, question.parameters, { env, cwd: '/', timeout: ANSWER_MS }).catch(() => null);
    const version = answer?.stdout.split('\n', 1)[0]?.trim() ?? '';
    if (!question.answer.test(version)) continue;
    // pip says where it is installed, which is nobody's business but the server's.
    return { executable: file, version: version.replace(/ from .*$/, '').slice(0, 200), path: env.PATH };
  }
  return {
    missing: `${client} is not on this server, so the project was not restored. Install it there, or apply the patch and restore the project on your own machine.`,
  };
}
