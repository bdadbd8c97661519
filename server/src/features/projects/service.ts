import type { UserError } from '@backline/shared';
import type { Advisories, AdvisoryData } from '../../advisories/index.ts';
import type { JobQueue } from '../../jobs/index.ts';
import type { AuditTrail } from '../../lib/audit.ts';
import type { Clock } from '../../lib/clock.ts';
import type { OrganizationActor, RequestContext } from '../../lib/context.ts';
import type { Database, Unit } from '../../lib/database.ts';
import { Conflict, NotFound } from '../../lib/errors.ts';
import { isId, newId } from '../../lib/id.ts';
import { readPage, toConnection, type Connection } from '../../lib/pagination.ts';
import type { DeletePayloadType } from '../../lib/types.ts';
import { authorize, userError } from '../identity/index.ts';
import type { Integrations } from '../integrations/index.ts';
import { followAnalysis } from './analyses/following.ts';
import { ANALYSIS_JOB } from './analyses/kind.ts';
import type { AnalysisRow } from './analyses/row.ts';
import type { AnalysisStore } from './analyses/store.ts';
import type { ProjectEntity } from './entity.ts';
import type { ExportedAnalysis } from './export/index.ts';
import { readUpload, type TextFile } from './intake/fields.ts';
import type { UploadStore } from './intake/store.ts';
import { digestOf, packUpload, prepareUpload } from './intake/upload.ts';
import type { ProjectLoaders } from './loaders.ts';
import type { AnalysisResults } from './results/service.ts';
import type { ProjectStore } from './store.ts';
import type { AnalysisType, AnalyzeProjectPayloadType, ProjectType } from './types.ts';
import { toAnalysisView, toProjectView } from './views.ts';

export interface AnalyzeProjectInput {
  integrationId: string;
  name: string;
  files: TextFile[];
}

export type AnalyzeProjectResult = AnalyzeProjectPayloadType;

export interface ProjectsParts {
  database: Database;
  store: ProjectStore;
  analyses: AnalysisStore;
  uploads: UploadStore;
  results: AnalysisResults;
  loaders: ProjectLoaders;
  queue: Pick<JobQueue, 'add' | 'cancel' | 'notices'>;
  integrations: Pick<Integrations, 'saved'>;
  advisories: Pick<Advisories, 'data'>;
  audit: AuditTrail;
  clock: Clock;
  /** Of the product, for files that tell what made them. */
  toolVersion: string;
}

interface Request {
  actor: OrganizationActor;
  integrationId: string;
  integrationName: string;
  name: string;
  fileCount: number;
  digest: string;
  content: Buffer;
}

/** How often a request that found an equal one under way, and then did not find it any more, is tried. */
const TRIES = 5;

/** Projects and their analyses: ask for one, follow it, stop it, remove it. */
export class Projects {
  constructor(private readonly parts: ProjectsParts) {}

  /** Newest first. Needs projects:read. */
  async list(
    { actor }: RequestContext,
    first: number,
    after: string | null | undefined,
    integrationId: string | null | undefined,
  ): Promise<Connection<ProjectType>> {
    const { organizationId } = authorize(actor, 'projects:read');
    const page = readPage(first, after);
    const { database, store } = this.parts;
    if (integrationId && !isId(integrationId))
      return toConnection<ProjectEntity, ProjectType>([], page, 0, toProjectView);
    const { rows, totalCount } = await store.list(database.unit, organizationId, integrationId ?? null, page);
    return toConnection(rows, page, totalCount, toProjectView);
  }

  /** Needs projects:read. Throws NotFound, also for another organization's id. */
  async get({ actor }: RequestContext, id: string): Promise<ProjectType> {
    const { organizationId } = authorize(actor, 'projects:read');
    return toProjectView(await this.#project(this.parts.database.unit, organizationId, id));
  }

  /** Null where none was asked for. Needs projects:read. */
  async lastAnalysis(context: RequestContext, projectId: string): Promise<AnalysisType | null> {
    const { organizationId } = authorize(context.actor, 'projects:read');
    const row = await this.parts.loaders.latest(context, organizationId, projectId);
    return row && toAnalysisView(row);
  }

  /** Newest first. Needs projects:read. */
  async analyses(
    context: RequestContext,
    projectId: string,
    first: number,
    after: string | null | undefined,
  ): Promise<Connection<AnalysisType>> {
    const { organizationId } = authorize(context.actor, 'projects:read');
    const { edges, ...rest } = await this.parts.loaders.page(context, organizationId, projectId, first, after);
    return { ...rest, edges: edges.map(({ cursor, node }) => ({ cursor, node: toAnalysisView(node) })) };
  }

  /** Needs projects:read. Throws NotFound, also for another organization's id. */
  async analysis({ actor }: RequestContext, id: string): Promise<AnalysisType> {
    const { organizationId } = authorize(actor, 'projects:read');
    return toAnalysisView(await this.#analysis(this.parts.database.unit, organizationId, id));
  }

  /** How old the advisories are that an analysis would use; null where there are none. Needs projects:read. */
  async advisoryData({ actor }: RequestContext): Promise<AdvisoryData | null> {
    authorize(actor, 'projects:read');
    return this.parts.advisories.data();
  }

  /**
   * Takes the files and puts their analysis into the queue; where the same is under way, that one answers. Needs projects:write.
   * Throws NotFound where there is no such integration.
   */
  async analyze(context: RequestContext, input: AnalyzeProjectInput): Promise<AnalyzeProjectResult> {
    const actor = authorize(context.actor, 'projects:write');
    const { database, analyses, integrations } = this.parts;
    const integration = await integrations.saved(actor.organizationId, input.integrationId);
    const { name, userErrors } = readUpload(input.name, input.files);
    if (name === null) return { analysis: null, userErrors };
    const upload = await prepareUpload(input.files);
    if (upload.recognised === 0) return { analysis: null, userErrors: [nothingRecognised(input.files)] };
    const digest = digestOf(integration.id, name, upload);
    const same = await analyses.findUnderWay(database.unit, actor.organizationId, digest);
    if (same) return answer(same);
    const content = await packUpload(upload);
    const request: Request = {
      actor,
      integrationId: integration.id,
      integrationName: integration.name,
      name,
      fileCount: input.files.length,
      digest,
      content,
    };
    for (let tries = 1; tries <= TRIES; tries += 1) {
      const analysis =
        (await database.transaction((unit) => this.#enqueue(unit, context, request))) ??
        (await analyses.findUnderWay(database.unit, actor.organizationId, digest));
      if (analysis) return answer(analysis);
    }
    throw new Conflict('The same project is analysed by others at this moment. Try again.');
  }

  /** Stops an analysis; one that is done stays as it is. Needs projects:write. Throws NotFound. */
  async cancel(context: RequestContext, id: string): Promise<AnalyzeProjectResult> {
    const { organizationId } = authorize(context.actor, 'projects:write');
    const { database, analyses, uploads, queue, audit, clock } = this.parts;
    return database.transaction(async (unit) => {
      const { projectId, projectName } = await this.#analysis(unit, organizationId, id);
      if (await analyses.cancel(unit, organizationId, id, clock.now())) {
        await queue.cancel(unit, ANALYSIS_JOB, id);
        await uploads.removeUnneeded(unit, organizationId, projectId);
        await audit.record(unit, context.actor, { action: 'analysis.cancelled', subject: projectName }, context);
        await queue.notices.tell(unit, id);
      }
      return answer(await this.#analysis(unit, organizationId, id));
    });
  }

  /** Removes a project with all its analyses, and stops those under way. Needs projects:write. Throws NotFound. */
  async remove(context: RequestContext, id: string): Promise<DeletePayloadType> {
    const { organizationId } = authorize(context.actor, 'projects:write');
    const { database, store, analyses, queue, audit } = this.parts;
    await database.transaction(async (unit) => {
      const { name } = await this.#project(unit, organizationId, id);
      for (const analysisId of await analyses.idsUnderWay(unit, organizationId, id)) {
        await queue.cancel(unit, ANALYSIS_JOB, analysisId);
        await queue.notices.tell(unit, analysisId);
      }
      await store.delete(unit, organizationId, id);
      await audit.record(unit, context.actor, { action: 'project.deleted', subject: name }, context);
    });
    return { deletedId: id, userErrors: [] };
  }

  /** The analysis as it is, and again after each change, until it is done. Needs projects:read. Throws NotFound. */
  async follow({ actor }: RequestContext, id: string): Promise<AsyncIterable<AnalysisType>> {
    const { organizationId } = authorize(actor, 'projects:read');
    const { database, analyses, queue } = this.parts;
    const first = await this.#analysis(database.unit, organizationId, id);
    const read = () => analyses.find(database.unit, organizationId, id);
    return followAnalysis(first, read, queue.notices, toAnalysisView);
  }

  /** All that an analysis found, for a file. Needs projects:read. Throws NotFound, and Conflict where it found nothing yet. */
  async exported(context: RequestContext, id: string): Promise<ExportedAnalysis> {
    const { organizationId } = authorize(context.actor, 'projects:read');
    const { database, results, integrations, toolVersion } = this.parts;
    const analysis = await this.#analysis(database.unit, organizationId, id);
    const { projectName, integrationId, finishedAt } = analysis;
    const result = await results.whole(context, analysis);
    if (!result || !finishedAt) throw new Conflict('The analysis has no result. Export one that succeeded.');
    const { name: integrationName } = await integrations.saved(organizationId, integrationId);
    return { result, projectName, integrationName, analysisId: id, finishedAt, toolVersion };
  }

  /** Null where the same is under way. */
  async #enqueue(unit: Unit, context: RequestContext, request: Request): Promise<AnalysisRow | null> {
    const { store, analyses, uploads, queue, audit, clock } = this.parts;
    const { actor, integrationId, name, digest, content } = request;
    const { organizationId } = actor;
    const now = clock.now();
    const project = await store.findOrInsert(unit, {
      id: newId(),
      organizationId,
      integrationId,
      name,
      createdAt: now,
    });
    const id = newId();
    const requestedBy = actor.kind === 'API_KEY' ? `API key ${actor.name}` : actor.name;
    const isNew = await analyses.insert(unit, {
      id,
      organizationId,
      projectId: project.id,
      digest,
      requestedBy,
      createdAt: now,
    });
    if (!isNew) return null;
    await uploads.insert(unit, organizationId, id, content);
    await queue.add(unit, ANALYSIS_JOB, { id, organizationId });
    const detail = `${request.fileCount === 1 ? '1 file' : `${request.fileCount} files`}, ${request.integrationName}`;
    await audit.record(unit, context.actor, { action: 'analysis.requested', subject: name, detail }, context);
    return analyses.find(unit, organizationId, id);
  }

  async #project(unit: Unit, organizationId: string, id: string): Promise<ProjectEntity> {
    const project = isId(id) ? await this.parts.store.find(unit, organizationId, id) : null;
    if (!project) throw new NotFound('There is no such project.');
    return project;
  }

  async #analysis(unit: Unit, organizationId: string, id: string): Promise<AnalysisRow> {
    const analysis = isId(id) ? await this.parts.analyses.find(unit, organizationId, id) : null;
    if (!analysis) throw new NotFound('There is no such analysis.');
    return analysis;
  }
}

function answer(analysis: AnalysisRow): AnalyzeProjectResult {
  return { analysis: toAnalysisView(analysis), userErrors: [] };
}

function nothingRecognised(files: readonly TextFile[]): UserError {
  const named = files
    .slice(0, 3)
    .map(({ path }) => path.slice(0, 100))
    .join(', ');
  const what =
    files.length > 3
      ? `${named} and ${files.length - 3} more are`
      : `${named}: ${files.length === 1 ? 'it is' : 'they are'}`;
  const message = `No package type here knows any of the files (${what} neither manifest nor lockfile). Give package.json, package-lock.json, yarn.lock, pnpm-lock.yaml, requirements.txt, pyproject.toml, poetry.lock, uv.lock, Pipfile, go.mod, go.sum, *.csproj, packages.lock.json or packages.config.`;
  return userError(['files'], 'no_file_recognised', message);
}
