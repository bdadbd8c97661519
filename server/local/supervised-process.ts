import { type ChildProcess, spawn } from 'node:child_process';

export interface ProcessAccount {
  readonly uid: number;
  readonly gid: number;
}

export interface SupervisedProcessOptions {
  readonly command: string;
  readonly parameters: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** What asks the process to end in an orderly way. */
  readonly endSignal: 'SIGINT' | 'SIGTERM';
  /** How long the process may take to end before it is ended by force; 10 when absent. */
  readonly patienceSeconds?: number;
  /** Gets what the process prints; without it, the process prints to our own terminal. */
  readonly onOutput?: (text: string) => void;
  readonly account?: ProcessAccount;
  readonly workingFolder?: string;
}

export interface SupervisedProcess {
  /** Settles with the exit code once the process is gone, whoever ended it. */
  readonly exited: Promise<number>;
  /** Asks the process to end, insists when it takes too long, and waits until it is gone. */
  stop(): Promise<void>;
  /** Ends the process at once. */
  kill(): void;
}

/** The name under which a supervising shell shows up in the list of processes. */
export const supervisorName = 'backline-supervisor';

// `kill -9` gives us no chance to clean up, so the process gets a shell as parent that waits on a pipe to us:
// however we end, the pipe closes and the shell ends the process.
const supervisorScript = `
exec 3<&0
signal=$1
patience=$2
shift 2
"$@" </dev/null 3<&- &
child=$!
exec 2>/dev/null
{
  read -r _
  trap 'kill "$!"; wait "$!"; exit' TERM
  kill -"$signal" "$child"
  sleep "$patience" &
  wait "$!"
  kill -KILL "$child"
} <&3 3<&- >/dev/null &
watcher=$!
wait "$child"
code=$?
kill "$watcher"
wait "$watcher"
exit "$code"
`;

/**
 * Starts a process that never outlives this one, not even after `kill -9`.
 * It gets a process group of its own, so a Ctrl-C in the terminal reaches only us and we decide the order of the end.
 */
export async function startSupervisedProcess(options: SupervisedProcessOptions): Promise<SupervisedProcess> {
  const output = options.onOutput ? 'pipe' : 'inherit';
  const shell = spawn(
    '/bin/sh',
    [
      '-c',
      supervisorScript,
      supervisorName,
      options.endSignal.replace('SIG', ''),
      String(options.patienceSeconds ?? 10),
      options.command,
      ...options.parameters,
    ],
    {
      stdio: ['pipe', output, output],
      detached: true,
      env: options.environment,
      ...(options.workingFolder === undefined ? {} : { cwd: options.workingFolder }),
      ...options.account,
    },
  );
  shell.stdin?.on('error', () => {}); // the shell may be gone before the pipe is closed
  const onOutput = options.onOutput;
  if (onOutput) for (const stream of [shell.stdout, shell.stderr]) stream?.setEncoding('utf8').on('data', onOutput);
  const exited = new Promise<number>((resolve) => {
    shell.once('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
  await started(shell);
  return {
    exited,
    async stop() {
      shell.stdin?.end();
      await exited;
    },
    kill: () => killGroup(shell),
  };
}

function started(shell: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    shell.once('spawn', resolve);
    shell.once('error', reject);
  });
}

function killGroup(shell: ChildProcess): void {
  if (shell.pid === undefined || shell.exitCode !== null || shell.signalCode !== null) return;
  try {
    process.kill(-shell.pid, 'SIGKILL');
  } catch {
    // It ended in the meantime.
  }
}
