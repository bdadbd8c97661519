import { spawn, type ChildProcess } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';

export interface ProcessLimits {
  wallMs: number;
  /** Resident bytes of the process and everything that it started, together. */
  memoryBytes: number;
  diskBytes: number;
}

export interface LimitedProcessOptions {
  command: readonly string[];
  folder: string;
  environment: Record<string, string>;
  limits: ProcessLimits;
  /** Bytes on disk so far. */
  diskUsed: (limit: number) => Promise<number>;
  signal: AbortSignal;
}

export interface ProcessOutcome {
  /** Null where it was ended. */
  code: number | null;
  /** Which limit ended it, in a sentence; null where none did. */
  ended: string | null;
  /** The end of what it printed on either stream. */
  output: Buffer;
}

/** Kept of what is printed. */
export const OUTPUT_BYTES = 64 * 1_024;
const WATCH_MS = 250;
const MEGABYTE = 1_024 * 1_024;
/** Of one file in units of 512 bytes, and of seconds of processor time for one process. */
const FILE_BLOCKS = 2 * 1_024 * 1_024;
const PROCESSOR_SECONDS = 900;

// The shell sets the limits that the kernel keeps. Its input is a pipe to us: however we end, it closes, and the group is killed.
const SUPERVISOR = `
exec 3<&0
ulimit -c 0; ulimit -f ${FILE_BLOCKS}; ulimit -t ${PROCESSOR_SECONDS}
( read -r _ <&3; kill -KILL 0 ) >/dev/null 2>&1 &
watcher=$!
"$@" </dev/null 3<&- 
code=$?
kill "$watcher" 2>/dev/null
exit "$code"
`;

/**
 * Runs a command without input in a process group of its own, and leaves nothing of the group behind: neither at its end, nor at a
 * limit, nor where the signal is aborted or this process is killed. Rejects with the signal's reason.
 */
export async function runLimited(options: LimitedProcessOptions): Promise<ProcessOutcome> {
  const { command, folder, environment, limits, signal } = options;
  signal.throwIfAborted();
  const child = spawn('/bin/sh', ['-c', SUPERVISOR, 'backline-build-check', ...command], {
    cwd: folder,
    env: environment,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // Its end breaks the pipe.
  child.stdin.on('error', () => undefined);
  const tail = new OutputTail();
  child.stdout.on('data', (piece: Buffer) => tail.add(piece));
  child.stderr.on('data', (piece: Buffer) => tail.add(piece));
  let ended: string | null = null;
  const end = (reason: string | null) => {
    ended ??= reason;
    killGroup(child);
  };
  const onAbort = () => end(null);
  signal.addEventListener('abort', onAbort, { once: true });
  const late = setTimeout(() => end(`It took longer than ${limits.wallMs / 1_000} s.`), limits.wallMs);
  const watch = watchUse(child, options, end);
  try {
    const code = await exitOf(child);
    signal.throwIfAborted();
    return { code: ended === null ? code : null, ended, output: tail.bytes() };
  } finally {
    clearTimeout(late);
    signal.removeEventListener('abort', onAbort);
    killGroup(child);
    await watch.stop();
  }
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      // What it left running holds the streams open.
      killGroup(child);
      child.once('close', () => resolve(code));
    });
  });
}

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

function watchUse(
  { pid = 0 }: ChildProcess,
  { limits, diskUsed }: LimitedProcessOptions,
  end: (reason: string) => void,
): { stop(): Promise<void> } {
  const state = { isOver: false };
  const look = async () => {
    while (!state.isOver) {
      if ((await residentBytes(pid)) > limits.memoryBytes)
        end(`It used more than ${limits.memoryBytes / MEGABYTE} MB of memory.`);
      if ((await diskUsed(limits.diskBytes)) > limits.diskBytes)
        end(`It wrote more than ${limits.diskBytes / MEGABYTE} MB.`);
      await new Promise((resolve) => setTimeout(resolve, WATCH_MS));
    }
  };
  const looking = look();
  return {
    stop: async () => {
      state.isOver = true;
      await looking;
    },
  };
}

/** Of a process group, where the system tells; 0 elsewhere. */
async function residentBytes(group: number): Promise<number> {
  let sum = 0;
  for (const name of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(name)) continue;
    const text = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    // The name in brackets may hold anything: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    if (Number(fields[2]) === group) sum += Number(fields[21]) * PAGE_BYTES;
  }
  return sum;
}

const PAGE_BYTES = 4_096;

class OutputTail {
  #pieces: Buffer[] = [];
  #size = 0;

  add(piece: Buffer): void {
    this.#pieces.push(piece);
    this.#size += piece.length;
    if (this.#size <= OUTPUT_BYTES * 4) return;
    const kept = this.bytes();
    this.#pieces = [kept];
    this.#size = kept.length;
  }

  bytes(): Buffer {
    return Buffer.from(Buffer.concat(this.#pieces).subarray(-OUTPUT_BYTES));
  }
}
