/** What the benchmark asks of a process of its own, as JSON in the first argument, and what that process prints. */

/** Where the repositories of the workload are; the proxy leads every host to the stub. */
export const REPOSITORY_ORIGIN = 'https://bench-111122223333.d.codeartifact.us-east-1.amazonaws.com';

/** No row but the one on quotas is paced. */
export const UNPACED = 100_000;

/** As the server has them for one origin. */
export const SERVER_CONNECTIONS = 64;

export interface ProductTask {
  packageType: 'NPM' | 'GO';
  /** Everything of each package, or its newest version alone. */
  read: 'listings' | 'newest';
  proxyUrl: string;
  requestsPerSecond: number;
  /** How often the same is asked, in one process. */
  passes: number;
}

export interface LoopTask {
  /** The same road as the product's, so that what differs is what the product does. */
  proxyUrl: string;
  form: 'full' | 'abbreviated';
  /** Decompress and parse, or only take the bytes. */
  isParsed: boolean;
  connections: number;
  passes: number;
}

export interface TaskResult {
  /** From the first request to the last answer of each pass. */
  passMs: number[];
  /** Processor time of the process in each pass, user and system. */
  passCpuMs: number[];
  /** Versions read, for comparing: all of them where listings were asked for, else one for each package. */
  versionCount: number;
  /** Of names and newest versions; null where they were not read. */
  digest: string | null;
  /** Processor time of one taking of access that is in memory, which says more on a busy machine; where that is measured. */
  hitMs?: number;
  /** Largest resident set, in bytes. */
  memory: number;
}

/** The last thing that a process does. */
export function printResult(result: Omit<TaskResult, 'memory'>): void {
  const whole: TaskResult = { ...result, memory: process.resourceUsage().maxRSS * 1_024 };
  process.stdout.write(JSON.stringify(whole));
}
