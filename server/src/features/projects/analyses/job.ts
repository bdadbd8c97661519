import { randomUUID } from 'node:crypto';
import type { Job, JobIds, JobKind, Notices } from '../../../jobs/index.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { Database, Unit } from '../../../lib/database.ts';
import { AppError, Upstream } from '../../../lib/errors.ts';
import type { Logger } from '../../../lib/log.ts';
import type { Integrations } from '../../integrations/index.ts';
import type { ProjectAnalyzer } from '../analysis/analyzer.ts';
import type { AnalysisProgress, AnalysisResult } from '../analysis/result.ts';
import type { UploadStore } from '../intake/store.ts';
import { unpackUpload, withRemarks } from '../intake/upload.ts';
import type { AnalysisResultStore } from '../results/store.ts';
import { summaryOf } from '../results/stored.ts';
import { defect, givenUp, refusal, tooLong, type AnalysisFailure } from './failure.ts';
import { ANALYSIS_JOB } from './kind.ts';
import { ProgressWriter } from './progress-writer.ts';
import type { AnalysisStore, Attempt } from './store.ts';

const LONGEST_MINUTES = 10;
/** How late an attempt learns that it is not wanted any more, where the notice of it is lost. */
const LOOK_INTERVAL_MS = 2_000;

export interface AnalysisJobParts {
  database: Database;
  analyses: AnalysisStore;
  results: AnalysisResultStore;
  uploads: UploadStore;
  integrations: Pick<Integrations, 'connection' | 'whyInsecure'>;
  analyzer: Pick<ProjectAnalyzer, 'analyze'>;
  notices: Pick<Notices, 'tell' | 'listen'>;
  clock: Clock;
  logger: Pick<Logger, 'error'>;
}

/** Runs analyses: from the files that were kept to the result that is kept. One that runs twice keeps one result. */
export class AnalysisJob implements JobKind {
  readonly name = ANALYSIS_JOB.name;
  readonly atOnce = 4;
  readonly atOnceOfOrganization = 3;
  readonly longestSeconds = (LONGEST_MINUTES + 2) * 60;

  constructor(private readonly parts: AnalysisJobParts) {}

  async run({ id, organizationId, signal, isLastTry }: Job): Promise<void> {
    const { database, analyses, clock } = this.parts;
    const number = await analyses.begin(database.unit, organizationId, id, clock.now());
    // Cancelled, removed, or done by another server that was believed dead.
    if (number === null) return;
    const attempt = { organizationId, id, attempt: number };
    await this.#tell(id);
    const unwanted = this.#watch(attempt);
    const late = AbortSignal.timeout(LONGEST_MINUTES * 60_000);
    try {
      await this.#analyze(attempt, AbortSignal.any([signal, unwanted.signal, late]));
    } catch (error) {
      // Handed back or taken away: whoever begins it next has to find it as it was.
      if (signal.aborted) throw error;
      if (unwanted.signal.aborted) return;
      await this.#fail(attempt, error, late.aborted, isLastTry);
    } finally {
      unwanted.stop();
    }
  }

  giveUp(ids: JobIds): Promise<void> {
    const { analyses, clock } = this.parts;
    return this.#failWith(ids, (unit) => analyses.giveUp(unit, ids, givenUp(ids.id), clock.now()));
  }

  async #analyze(attempt: Attempt, signal: AbortSignal): Promise<void> {
    const { database, uploads, integrations, analyses, analyzer } = this.parts;
    const { organizationId, id } = attempt;
    const [analysis, packed] = await Promise.all([
      analyses.find(database.unit, organizationId, id),
      uploads.find(database.unit, organizationId, id),
    ]);
    // It was removed since, with its project or its integration.
    if (!analysis) return;
    if (!packed) throw new Error(`The files of the analysis ${id} are missing.`);
    const connection = await integrations.connection(organizationId, analysis.integrationId);
    const kept = await unpackUpload(packed);
    const files = kept.map(({ path, content }) => ({ path, content }));
    const writer = new ProgressWriter((progress) => this.#writeProgress(attempt, progress));
    try {
      const onProgress = (progress: AnalysisProgress) => writer.take(progress);
      const result = await analyzer.analyze({ organizationId, connection, files }, { signal, onProgress });
      signal.throwIfAborted();
      await writer.close();
      await this.#keep(attempt, analysis.projectId, { ...result, files: withRemarks(result.files, kept) });
    } finally {
      await writer.close();
    }
  }

  /** All of it or nothing, and nothing where somebody else has begun it again. */
  async #keep(attempt: Attempt, projectId: string, result: AnalysisResult): Promise<void> {
    const { database, analyses, results, uploads, notices, clock } = this.parts;
    const { organizationId, id } = attempt;
    await database.transaction(async (unit) => {
      if (!(await analyses.succeed(unit, attempt, summaryOf(result), clock.now()))) return;
      await results.insert(unit, organizationId, id, result);
      await uploads.removeUnneeded(unit, organizationId, projectId);
      await analyses.removeOld(unit, organizationId, projectId);
      await notices.tell(unit, id);
    });
  }

  /** A refusal is an answer. Anything else may be gone at the next try. */
  async #fail(attempt: Attempt, error: unknown, isLate: boolean, isLastTry: boolean): Promise<void> {
    if (isLate) return this.#keepFailure(attempt, tooLong(LONGEST_MINUTES, attempt.id));
    if (error instanceof AppError) return this.#keepFailure(attempt, await this.#explain(attempt, error));
    const errorId = randomUUID();
    this.parts.logger.error(
      { err: error, errorId, analysisId: attempt.id },
      'An analysis failed for a reason of our own',
    );
    if (isLastTry) return this.#keepFailure(attempt, defect(errorId));
    await this.parts.analyses.putBack(this.parts.database.unit, attempt);
    await this.#tell(attempt.id);
    throw error;
  }

  /** An integration that is not used has a test that says why. */
  async #explain({ organizationId, id: analysisId }: Attempt, error: AppError): Promise<AnalysisFailure> {
    const { database, analyses, integrations } = this.parts;
    const isOfIntegration = error instanceof Upstream;
    const analysis = isOfIntegration ? await analyses.find(database.unit, organizationId, analysisId) : null;
    const explained = analysis && (await integrations.whyInsecure(organizationId, analysis.integrationId));
    return refusal(error, { explained, analysisId });
  }

  #keepFailure(attempt: Attempt, failure: AnalysisFailure): Promise<void> {
    const { analyses, clock } = this.parts;
    return this.#failWith(attempt, (unit) => analyses.fail(unit, attempt, failure, clock.now()));
  }

  /** `fail` says whether the analysis has failed by it. */
  async #failWith({ organizationId, id }: JobIds, fail: (unit: Unit) => Promise<boolean>): Promise<void> {
    const { database, analyses, uploads, notices } = this.parts;
    await database.transaction(async (unit) => {
      if (!(await fail(unit))) return;
      const analysis = await analyses.find(unit, organizationId, id);
      if (analysis) await uploads.removeUnneeded(unit, organizationId, analysis.projectId);
      await notices.tell(unit, id);
    });
  }

  /** Aborts once the attempt is not wanted any more: cancelled, removed, or begun again elsewhere. */
  #watch(attempt: Attempt): { signal: AbortSignal; stop(): void } {
    const { database, analyses, notices } = this.parts;
    const controller = new AbortController();
    const look = () => {
      // A database that does not answer says nothing about the attempt.
      const isWanted = analyses.isWanted(database.unit, attempt).catch(() => true);
      void isWanted.then((wanted) => wanted || controller.abort(new Error('The analysis is not wanted any more.')));
    };
    const timer = setInterval(look, LOOK_INTERVAL_MS);
    const end = notices.listen(attempt.id, look);
    return {
      signal: controller.signal,
      stop: () => {
        clearInterval(timer);
        end();
      },
    };
  }

  /** Progress that is not written is no reason to stop. */
  async #writeProgress(attempt: Attempt, progress: AnalysisProgress): Promise<void> {
    const { database, analyses } = this.parts;
    const isWritten = await analyses.setProgress(database.unit, attempt, progress).catch(() => false);
    if (isWritten) await this.#tell(attempt.id);
  }

  async #tell(id: string): Promise<void> {
    await this.parts.notices.tell(this.parts.database.unit, id).catch(() => undefined);
  }
}
