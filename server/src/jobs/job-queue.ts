import { PgBoss, type Job as QueuedJob } from 'pg-boss';
import { runStatement } from '../db.ts';
import type { Unit } from '../lib/database.ts';
import type { Logger } from '../lib/log.ts';
import { Notices } from './notices.ts';

const SCHEMA = 'pgboss';

const CONNECTIONS = {
  max: 4,
  connectionTimeoutMillis: 2_000,
  // pg waits for ever on a connection that went silent. Long enough for an upgrade of the queue's own tables.
  query_timeout: 30_000,
  keepAlive: true,
  maxLifetimeSeconds: 300,
  application_name: 'backline-jobs',
};

/** Jobs whose server died are looked for this often. */
const SUPERVISION_SECONDS = 5;
/** A server that says nothing for this long counts as dead; the library takes no less. */
const HEARTBEAT_SECONDS = 10;
const RETRIES = { retryLimit: 4, retryDelay: 5, retryBackoff: true, retryDelayMax: 600 };
/**
 * One notice wakes a worker once, whatever has piled up, and none comes for what a dead server leaves: the library would look
 * again after half a minute.
 */
const BACKSTOP_SECONDS = 2;
/** A stop waits this long for jobs under way, and then hands them back. */
const GRACE_MS = 5_000;

/** All that the queue keeps of a job: what it is about is in a row of the feature. */
export interface JobIds {
  /** Of the row, and of the job. */
  id: string;
  organizationId: string;
}

export interface Job extends JobIds {
  /** Aborted where the job was taken away: cancelled, too late, or handed back because this server stops. */
  signal: AbortSignal;
  /** Whether a failure would be the last. */
  isLastTry: boolean;
}

/** One kind of work, and what does it. */
export interface JobKind {
  name: string;
  /** How many one server runs at a time. */
  atOnce: number;
  /** How many of them may be of one organization, so that others get their turn. */
  atOnceOfOrganization: number;
  /** After this, a job that is under way is taken away and tried again. */
  longestSeconds: number;
  /** May run again from the start, on any server, and must come to the same. What it rejects with is tried again, some times. */
  run(job: Job): Promise<void>;
  /** Called where the tries are used up without a word, such as by servers that died of it. */
  giveUp(ids: JobIds): Promise<void>;
}

export interface JobQueueOptions {
  databaseUrl: string;
  logger: Logger;
}

/** The queue of all servers on one database. */
export class JobQueue {
  /** Between all servers, over the connection that the queue listens with. */
  readonly notices = new Notices();
  readonly #boss: PgBoss;
  readonly #logger: Logger;

  constructor({ databaseUrl, logger }: JobQueueOptions) {
    this.#logger = logger;
    this.#boss = new PgBoss({
      ...CONNECTIONS,
      connectionString: databaseUrl,
      schema: SCHEMA,
      useListenNotify: true,
      schedule: false,
      superviseIntervalSeconds: SUPERVISION_SECONDS,
      monitorIntervalSeconds: SUPERVISION_SECONDS,
    });
    // Without a listener, a lost connection would end the process. The queue connects again by itself.
    this.#boss.on('error', (error) => logger.warn({ err: error }, 'The job queue reports an error'));
    this.#boss.on('warning', ({ message }) => logger.debug({ warning: message }, 'The job queue warns'));
  }

  /** Makes or upgrades the queue's own tables, one server at a time, and starts to work. */
  async start(kinds: readonly JobKind[]): Promise<void> {
    await this.#boss.start();
    await this.notices.start(this.#boss.getDb());
    for (const kind of kinds) await this.#work(kind);
  }

  /** Adds the job as a part of `unit`: it runs where the transaction is kept, and never was where it is undone. */
  async add(unit: Unit, kind: Pick<JobKind, 'name'>, { id, organizationId }: JobIds): Promise<void> {
    const options = { id, singletonKey: id, group: { id: organizationId }, db: databaseOf(unit) };
    const added = await this.#boss.send(kind.name, { id, organizationId }, options);
    if (added === null) throw new Error(`The queue has a job ${id} already.`);
  }

  /** Takes the job away as a part of `unit`; where it is under way, its signal tells within some seconds. */
  async cancel(unit: Unit, kind: Pick<JobKind, 'name'>, id: string): Promise<void> {
    await this.#boss.cancel(kind.name, id, { db: databaseOf(unit) });
  }

  /** Takes no new jobs, waits for those under way, and hands back what is not done in time. Stop the notices before. */
  async stop(): Promise<void> {
    await this.#boss.stop({ graceful: true, timeout: GRACE_MS });
  }

  async #work(kind: JobKind): Promise<void> {
    const deadLetter = `${kind.name}-given-up`;
    await this.#makeQueue(deadLetter, RETRIES);
    await this.#makeQueue(kind.name, {
      ...RETRIES,
      heartbeatSeconds: HEARTBEAT_SECONDS,
      expireInSeconds: kind.longestSeconds,
      deadLetter,
    });
    await this.#boss.work<JobIds>(deadLetter, { notifyPollingIntervalSeconds: BACKSTOP_SECONDS }, ([job]) =>
      this.#guarded(() => (job ? kind.giveUp(job.data) : Promise.resolve())),
    );
    const options = {
      localConcurrency: kind.atOnce,
      localGroupConcurrency: kind.atOnceOfOrganization,
      notifyPollingIntervalSeconds: BACKSTOP_SECONDS,
    };
    await this.#boss.work<JobIds>(kind.name, options, async ([job]) => {
      try {
        if (job) await this.#guarded(() => kind.run(toJob(job)));
      } finally {
        this.#lookForMore(kind.name);
      }
    });
  }

  async #makeQueue(name: string, options: object): Promise<void> {
    await this.#boss.createQueue(name, { ...options, policy: 'exclusive', notify: true });
    // What another version of the product made is brought to these settings.
    await this.#boss.updateQueue(name, { ...options, notify: true });
  }

  /** Whoever waits for a place at the table goes at once, and not at the next look. */
  #lookForMore(name: string): void {
    for (const worker of this.#boss.getWipData()) if (worker.name === name) this.#boss.notifyWorker(worker.id);
  }

  /** The queue keeps all that an error has on it, which may be more than anybody may read. */
  async #guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#logger.warn({ err: error }, 'A job failed, and is tried again where tries are left');
      const { name } = error instanceof Error ? error : new Error();
      // oxlint-disable-next-line preserve-caught-error -- keeping the cause is what must not happen
      throw new Error(`It failed with ${name}; the log says more.`);
    }
  }
}

function toJob({ data, signal, retryCount }: QueuedJob<JobIds>): Job {
  return { ...data, signal, isLastTry: retryCount >= RETRIES.retryLimit };
}

function databaseOf(unit: Unit): { executeSql(text: string, values?: unknown[]): Promise<{ rows: object[] }> } {
  return { executeSql: async (text, values) => ({ rows: await runStatement(unit, text, values) }) };
}
