/** Runs a program to its end and says what it took. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export interface Measurement {
  /** From the start of the process to its end. */
  wallMs: number;
  /** Of the process and of all it started, user and system. */
  cpuMs: number;
  stdout: string;
}

export interface Program {
  command: string;
  parameters: readonly string[];
  folder?: string;
  environment: NodeJS.ProcessEnv;
  /** Other than 0, for programs that say so what they found. */
  exitCodes?: readonly number[];
}

/** Bash's own `time` counts what Node does not: the processor time of a child and of its children. */
const TIMED = 'exec 3>&2; TIMEFORMAT="%R %U %S"; { time "$@" 2>&3 3>&- 4>&-; } 2>&4';

/** Rejects with the program's own words where it fails. */
export async function measure(program: Program): Promise<Measurement> {
  const { command, parameters, folder, environment, exitCodes = [0] } = program;
  const child = spawn('bash', ['-c', TIMED, 'bash', command, ...parameters], {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe', 'ignore', 'pipe'],
  });
  const [, stdout, stderr, , timed] = child.stdio;
  if (!stdout || !stderr || !timed || !('read' in timed)) throw new Error('The process has no output.');
  const [out, errors, times, [code]] = await Promise.all([
    text(stdout),
    text(stderr),
    text(timed),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  if (code === null || !exitCodes.includes(code)) {
    throw new Error(`${command} ended with ${code}: ${(errors || out).trim().slice(-2_000)}`);
  }
  const [wall = 0, user = 0, system = 0] = times.trim().split(' ').map(Number);
  return { wallMs: wall * 1_000, cpuMs: (user + system) * 1_000, stdout: out };
}

/** What programs that are compared get to see of this process's environment: no proxy, no settings of npm's, no options of Node's. */
export function plainEnvironment(additions: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  // oxlint-disable-next-line node/no-process-env -- handed on to what is measured
  const kept = Object.entries(process.env).filter(([name]) => /^(PATH|LANG|LC_.*|TMPDIR|SHELL|USER)$/.test(name));
  return { ...Object.fromEntries(kept), ...additions };
}
