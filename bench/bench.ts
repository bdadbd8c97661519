/** What every row works with. */

import { join } from 'node:path';
import type { Bundles } from './bundle.ts';
import { MEMORY_OPTIONS } from '../server/local/server-options.ts';
import type { Contender, Sample, Standing } from './compare.ts';
import { median } from './compare.ts';
import { measure, plainEnvironment, type Program } from './measure.ts';
import type { FoundPeer, MissingPeer, Peer } from './peers.ts';
import { goPeer, modulePeer, npmPeer, type FoundModule } from './peers.ts';
import type { AnalysisTask, CredentialsTask } from './processes/analysis-task.ts';
import type { AdvisoriesTask, LocalTask } from './processes/local-task.ts';
import { UNPACED, type LoopTask, type ProductTask, type TaskResult } from './processes/task.ts';
import type { Stub } from './stub/index.ts';
import { PROMPT, type StubBehaviour, type StubCounts } from './stub/protocol.ts';
import type { Verdict } from './verdict.ts';
import type { PackumentWorkload } from './workload/packuments.ts';

export interface Row {
  /** As in the table of goals. */
  id: string;
  title: string;
  run(bench: Bench): Promise<RowResult>;
}

export interface RowResult {
  standings: (Standing | undefined)[];
  verdicts: (Verdict | undefined)[];
  /** Peers that could not be compared with. */
  missing?: MissingPeer[];
  /** What a reader must know to understand the figures. */
  notes?: string[];
}

export class Bench {
  readonly #peers = new Map<string, Promise<FoundPeer>>();

  constructor(
    readonly runs: number,
    readonly folder: string,
    readonly stub: Stub,
    readonly workload: PackumentWorkload,
    private readonly bundles: Bundles,
  ) {}

  peer(name: 'pnpm' | 'npm-check-updates' | 'go'): Promise<FoundPeer> {
    const found = this.#peers.get(name) ?? (name === 'go' ? goPeer() : npmPeer(name, join(this.folder, 'peers')));
    this.#peers.set(name, found);
    return found;
  }

  arborist(): Promise<FoundModule> {
    return modulePeer('@npmcli/arborist', join(this.folder, 'peers'));
  }

  /** The product, in a new process for each run. `check` throws where its answers are wrong. */
  product(
    task: Partial<ProductTask> & Pick<ProductTask, 'read'>,
    check: (result: TaskResult) => void,
    behaviour?: StubBehaviour,
    onCounts?: (counts: StubCounts) => void,
  ): Contender {
    const whole: ProductTask = {
      packageType: 'NPM',
      proxyUrl: this.stub.proxyUrl,
      requestsPerSecond: UNPACED,
      passes: 1,
      ...task,
    };
    return this.#process('product', this.bundles.product, whole, check, behaviour, onCounts);
  }

  /** A hand-written loop, likewise. */
  loop(
    name: string,
    task: Partial<LoopTask>,
    check: (result: TaskResult) => void,
    behaviour?: StubBehaviour,
  ): Contender {
    const whole: LoopTask = {
      proxyUrl: this.stub.proxyUrl,
      form: 'abbreviated',
      isParsed: false,
      connections: 32,
      passes: 1,
      ...task,
    };
    return this.#process(name, this.bundles.loop, whole, check, behaviour);
  }

  /** Work that asks no registry, the product's or another one's, in a process of its own. */
  local(name: string, task: LocalTask, check: (result: TaskResult) => void): Contender {
    return this.#process(name, this.bundles.local, task, check);
  }

  /** Import or loading of advisories, with the options that the server is started with. */
  advisories(name: string, task: AdvisoriesTask, check: (result: TaskResult) => void): Contender {
    return this.#process(name, this.bundles.advisories, task, check, undefined, undefined, MEMORY_OPTIONS);
  }

  /** The product's analysis, with the options of the server where it is to be as there. */
  analysis(name: string, task: AnalysisTask, check: (result: TaskResult) => void, isServer: boolean): Contender {
    const options = isServer ? MEMORY_OPTIONS : [];
    return this.#process(name, this.bundles.analysis, task, check, undefined, undefined, options);
  }

  /** Likewise, many of them at once. */
  credentials(
    task: CredentialsTask,
    check: (result: TaskResult) => void,
    onCounts: (counts: StubCounts) => void,
  ): Contender {
    return this.#process('product', this.bundles.credentials, task, check, undefined, onCounts, MEMORY_OPTIONS, {
      AWS_ACCESS_KEY_ID: 'AKIABENCH',
      AWS_SECRET_ACCESS_KEY: 'secret',
    });
  }

  /** Another tool. `check` throws where its answers are wrong. */
  tool(
    peer: Peer,
    program: Program,
    check: (stdout: string) => void,
    before: () => Promise<void> | void,
    behaviour?: StubBehaviour,
  ): Contender {
    return {
      name: peer.label,
      run: async () => {
        await before();
        const { wallMs, cpuMs, stdout, counts } = await this.counted(program, behaviour);
        check(stdout);
        return { wallMs, cpuMs, memory: null, requests: counts.requests, passMs: null, passCpuMs: null };
      },
    };
  }

  /** Runs a program, and says what the stub saw of it. */
  async counted(program: Program, behaviour: StubBehaviour = PROMPT) {
    await this.stub.behave(behaviour);
    const measurement = await measure(program);
    const counts: StubCounts = await this.stub.behave(PROMPT);
    return { ...measurement, counts };
  }

  #process(
    name: string,
    file: string,
    task: ProductTask | LoopTask | LocalTask | AdvisoriesTask | AnalysisTask | CredentialsTask,
    check: (result: TaskResult) => void,
    behaviour?: StubBehaviour,
    onCounts?: (counts: StubCounts) => void,
    options: readonly string[] = [],
    environment: NodeJS.ProcessEnv = {},
  ): Contender {
    const program: Program = {
      command: process.execPath,
      parameters: [...options, file, JSON.stringify(task)],
      environment: plainEnvironment({ ...environment, NODE_EXTRA_CA_CERTS: this.stub.certificateFile }),
    };
    const run = async (): Promise<Sample> => {
      const { wallMs, cpuMs, stdout, counts } = await this.counted(program, behaviour);
      const result = JSON.parse(stdout) as TaskResult;
      check(result);
      onCounts?.(counts);
      // The first pass of several is there to fill caches.
      const measured = (passes: number[]) => median(passes.length > 1 ? passes.slice(1) : passes);
      const [passMs, passCpuMs] = [measured(result.passMs), measured(result.passCpuMs)];
      return { wallMs, cpuMs, memory: result.memory, requests: counts.requests, passMs, passCpuMs };
    };
    return { name, run };
  }
}

export function isMissing(peer: FoundPeer | FoundModule): peer is MissingPeer {
  return 'reason' in peer;
}
