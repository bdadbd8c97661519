import type { PackageType } from '@backline/shared';
import type { AuditTrail } from '../../../lib/audit.ts';
import type { RequestContext } from '../../../lib/context.ts';
import type { Database } from '../../../lib/database.ts';
import { NotFound, Upstream } from '../../../lib/errors.ts';
import { isId } from '../../../lib/id.ts';
import { authorize, userError } from '../../identity/index.ts';
import type { Integrations } from '../../integrations/index.ts';
import { whyUnused } from '../../packages/index.ts';
import type { AnalysisStore } from '../analyses/store.ts';
import type { AnalysisResult, FilePatch } from '../analysis/result.ts';
import type { UploadStore } from '../intake/store.ts';
import { unpackUpload } from '../intake/upload.ts';
import type { AnalysisResults } from '../results/service.ts';
import { changedFiles } from './changed-files.ts';
import type { BuildChecks } from './service.ts';
import type { CheckBuildPayloadType } from './types.ts';

/** Waiting for the checks of others included. */
const LONGEST_MINUTES = 30;

export interface BuildCheckQuestion {
  analysisId: string;
  /** Null for the combined proposal. */
  proposalId: string | null;
  /** The project as it was given, without any proposal. */
  isUnchanged: boolean;
}

export interface AnalysisBuildChecksParts {
  database: Database;
  analyses: Pick<AnalysisStore, 'find'>;
  uploads: Pick<UploadStore, 'find'>;
  results: Pick<AnalysisResults, 'whole'>;
  integrations: Pick<Integrations, 'connection'>;
  checks: Pick<BuildChecks, 'run'>;
  audit: AuditTrail;
}

interface Change {
  /** As the audit log shows it. */
  what: string;
  packageTypes: PackageType[];
  patches: FilePatch[];
}

/** Build checks of what analyses propose: of the files that were kept, with the proposal's patches. */
export class AnalysisBuildChecks {
  /** Organizations that have one under way on this server. */
  readonly #underWay = new Set<string>();
  readonly #end = new AbortController();

  constructor(private readonly parts: AnalysisBuildChecksParts) {}

  /**
   * Resolves when it is done, refused checks included. Needs projects:write. Throws NotFound where there is no such analysis,
   * Upstream where the integration is not used, and where the check took too long or the server ends.
   */
  async run(context: RequestContext, question: BuildCheckQuestion): Promise<CheckBuildPayloadType> {
    const { organizationId } = authorize(context.actor, 'projects:write');
    if (this.#underWay.has(organizationId)) return refused('analysisId', 'build_check_under_way', UNDER_WAY);
    this.#underWay.add(organizationId);
    try {
      return await this.#run(context, organizationId, question);
    } finally {
      this.#underWay.delete(organizationId);
    }
  }

  /** Ends those under way. */
  stop(): void {
    this.#end.abort(new Upstream('The server is ending, and the build check with it. Start it again.'));
  }

  async #run(
    context: RequestContext,
    organizationId: string,
    question: BuildCheckQuestion,
  ): Promise<CheckBuildPayloadType> {
    const { database, analyses, uploads, results, integrations, checks, audit } = this.parts;
    const { unit } = database;
    const { analysisId } = question;
    const analysis = isId(analysisId) ? await analyses.find(unit, organizationId, analysisId) : null;
    if (!analysis) throw new NotFound('There is no such analysis.');
    const result = await results.whole(context, analysis);
    if (!result) return refused('analysisId', 'analysis_without_result', WITHOUT_RESULT);
    const change = changeOf(result, question);
    if ('userErrors' in change) return change;
    const packed = await uploads.find(unit, organizationId, analysisId);
    if (!packed) return refused('analysisId', 'files_not_kept', NOT_KEPT);
    const connection = await integrations.connection(organizationId, analysis.integrationId);
    const unused = whyUnused(connection);
    if (unused) throw new Upstream(unused);
    const kept = await unpackUpload(packed);
    const given = kept.map(({ path, content }) => ({ path, text: content }));
    const files = changedFiles(given, change.patches);
    const event = { action: 'build_check.requested', subject: analysis.projectName, detail: change.what };
    await audit.record(unit, context.actor, event, context);
    const late = AbortSignal.timeout(LONGEST_MINUTES * 60_000);
    const signal = AbortSignal.any([this.#end.signal, late]);
    try {
      const { packageTypes } = change;
      return { check: await checks.run({ organizationId, connection, files, packageTypes }, signal), userErrors: [] };
    } catch (error) {
      if (late.aborted) throw new Upstream(TOO_LONG, { cause: error });
      throw error;
    }
  }
}

const UNDER_WAY = 'A build check of your organization is under way, and there is one at a time. Wait until it is done.';
const WITHOUT_RESULT = 'The analysis has no result. Check the build of one that succeeded.';
const NOT_KEPT =
  'The files of this analysis are not kept any more: of a project, the last analysis that succeeded keeps them. Use that one, or analyse the project again.';
const BOTH = 'A proposal is given as well. Leave either out.';
const NO_COMBINED = 'The analysis has no combined proposal. Give the id of a proposal, or isUnchanged.';
const UNKNOWN = 'The analysis has no such proposal. Take an id of its proposals.';
const TOO_LONG = `The build check did not come to its end within ${LONGEST_MINUTES} minutes, waiting for those of others included. Try again later.`;

function changeOf(
  { files, proposals, combined }: AnalysisResult,
  { proposalId, isUnchanged }: BuildCheckQuestion,
): Change | CheckBuildPayloadType {
  if (isUnchanged) {
    if (proposalId !== null) return refused('isUnchanged', 'proposal_given', BOTH);
    const types = files.flatMap(({ packageType }) => packageType ?? []);
    return { what: 'unchanged', packageTypes: [...new Set(types)], patches: [] };
  }
  if (proposalId === null) {
    if (!combined) return refused('proposalId', 'no_combined_proposal', NO_COMBINED);
    const types = proposals.filter(({ id }) => combined.proposals.includes(id)).map(({ packageType }) => packageType);
    const what = `${combined.proposals.length} proposals as one`;
    return { what, packageTypes: [...new Set(types)], patches: combined.patches };
  }
  const proposal = proposals.find(({ id }) => String(id) === proposalId);
  if (!proposal) return refused('proposalId', 'proposal_unknown', UNKNOWN);
  const { name, fromVersion, toVersion, packageType, patches } = proposal;
  return { what: `${name} ${fromVersion} to ${toVersion}`, packageTypes: [packageType], patches };
}

function refused(field: keyof BuildCheckQuestion, code: string, message: string): CheckBuildPayloadType {
  return { check: null, userErrors: [userError([field], code, message)] };
}
