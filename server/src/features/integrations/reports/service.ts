import type { CodeArtifactDetails, UserError } from '@backline/shared';
import type { CodeArtifactConnector } from '../../../connectors/codeartifact/index.ts';
import type {
  Check,
  ConnectionReport,
  ConnectionTestOptions,
  Explained,
  PlannedCheck,
} from '../../../connectors/connector.ts';
import type { AuditTrail } from '../../../lib/audit.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { OrganizationActor, RequestContext } from '../../../lib/context.ts';
import type { Database, Unit } from '../../../lib/database.ts';
import type { Evidence } from '../../../lib/diagnosis.ts';
import { NotFound } from '../../../lib/errors.ts';
import { isId, newId } from '../../../lib/id.ts';
import { authorize } from '../../identity/index.ts';
import { actorName } from '../actor-name.ts';
import { isSameConnection, toDetails, type IntegrationInput } from '../details.ts';
import type { IntegrationEntity } from '../entity.ts';
import type { ExternalIds } from '../external-ids/service.ts';
import { problemsOf, statusAfter } from '../status.ts';
import type { IntegrationStore } from '../store.ts';
import { EventQueue } from './event-queue.ts';
import type { ConnectionReportEntity } from './entity.ts';
import type { ConnectionReportStore } from './store.ts';

export interface ConnectionTestInput extends IntegrationInput {
  integrationId?: string | null | undefined;
}

/** A report as it leaves the server; one that is not saved has an id of its own as well. */
export type Report = ConnectionReport & { id: string; requestedBy: string };

export interface ConnectionTestResult {
  report: Report | null;
  userErrors: UserError[];
  warnings: UserError[];
}

/** What a running test tells: first the plan, then each check, last the report. */
export interface ConnectionTestEvent {
  planned: PlannedCheck[] | null;
  check: Check | null;
  report: Report | null;
  userErrors: UserError[];
}

interface Prepared {
  actor: OrganizationActor;
  details: CodeArtifactDetails;
  /** The saved integration whose very details are tested; null where what is tested is not saved. */
  integration: IntegrationEntity | null;
  userErrors: UserError[];
  warnings: UserError[];
}

const NO_ANSWER: Evidence = { httpStatus: null, errorCode: null, message: null, awsRequestId: null };

/** Runs connection tests, and keeps the reports of what is saved. */
export class ConnectionTests {
  constructor(
    private readonly database: Database,
    private readonly integrations: IntegrationStore,
    private readonly reports: ConnectionReportStore,
    private readonly externalIds: ExternalIds,
    private readonly connector: CodeArtifactConnector,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Tests details, saved or not. The report is kept, and the status set, only where exactly these details are saved. Needs
   * integrations:write. Throws NotFound for an unknown integrationId.
   */
  async test(context: RequestContext, input: ConnectionTestInput): Promise<ConnectionTestResult> {
    const prepared = await this.#prepare(context, input);
    const { userErrors, warnings } = prepared;
    if (userErrors.length > 0) return { report: null, userErrors, warnings };
    return { report: await this.#run(context, prepared, {}), userErrors, warnings };
  }

  /** Why the newest report of an integration says that it must not be used; null where it does not. For whoever is authorized. */
  async whyInsecure(organizationId: string, integrationId: string): Promise<Explained | null> {
    const [report] = await this.reports.latest(this.database.unit, organizationId, [integrationId]);
    const failed = report?.checks.find(({ code, status }) => code === 'EXTERNAL_ID_ENFORCED' && status === 'FAILED');
    if (!failed?.diagnosis) return null;
    const { diagnosis, evidence } = failed;
    return { diagnosis, evidence: evidence ?? NO_ANSWER };
  }

  /** The same as a stream of events; ending the stream stops the test. Refusals come before the first event. */
  async stream(context: RequestContext, input: ConnectionTestInput): Promise<AsyncIterable<ConnectionTestEvent>> {
    const prepared = await this.#prepare(context, input);
    const stop = new AbortController();
    const events = this.#events(context, prepared, stop);
    return {
      [Symbol.asyncIterator]: () => ({
        next: () => events.next(),
        // A generator that waits for the next check would only then notice that nobody listens.
        return: () => {
          stop.abort();
          return events.return(undefined);
        },
      }),
    };
  }

  async *#events(
    context: RequestContext,
    prepared: Prepared,
    stop: AbortController,
  ): AsyncGenerator<ConnectionTestEvent> {
    const nothing = { planned: null, check: null, report: null, userErrors: [] };
    if (prepared.userErrors.length > 0) {
      yield { ...nothing, userErrors: prepared.userErrors };
      return;
    }
    const events = new EventQueue<ConnectionTestEvent>();
    const running = this.#run(context, prepared, {
      signal: stop.signal,
      onPlan: (planned) => events.push({ ...nothing, planned }),
      onCheck: (check) => events.push({ ...nothing, check }),
    }).then(
      (report) => events.end({ ...nothing, report }),
      (error: unknown) => events.fail(error),
    );
    try {
      yield* events;
    } finally {
      stop.abort();
      await running;
    }
  }

  /** Runs the whole chain for a saved integration and changes nothing. Needs diagnostics:run. Throws NotFound. */
  async diagnose(context: RequestContext, id: string): Promise<Report> {
    const actor = authorize(context.actor, 'diagnostics:run');
    const { integration, details } = await this.#saved(actor.organizationId, id);
    const options = { workedBefore: integration.hasWorked };
    const report = await this.connector.test(actor.organizationId, details, options);
    await this.database.transaction((unit) =>
      this.#record(unit, context, 'integration.diagnosed', integration.name, report),
    );
    return { ...report, id: newId(), requestedBy: actorName(actor) };
  }

  /** Newest first; for features that have authorized the actor. */
  async latest(organizationId: string, integrationId: string, limit: number): Promise<ConnectionReportEntity[]> {
    const page = { limit, afterId: null };
    const pages = await this.reports.pages(this.database.unit, organizationId, [integrationId], page);
    return (pages.get(integrationId)?.rows ?? []).slice(0, limit);
  }

  /** Keeps a report of a saved integration and sets its status. */
  async save(
    unit: Unit,
    context: RequestContext,
    integration: IntegrationEntity,
    report: ConnectionReport,
  ): Promise<ConnectionReportEntity> {
    const outcome = statusAfter(report);
    const entity: ConnectionReportEntity = {
      ...report,
      outcome,
      problemCount: problemsOf(report).length,
      id: newId(),
      organizationId: integration.organizationId,
      integrationId: integration.id,
      integrationVersion: integration.version,
      requestedBy: actorName(context.actor),
    };
    await this.reports.insert(unit, entity);
    await this.integrations.setStatus(unit, integration, outcome, this.clock.now());
    await this.#record(unit, context, 'integration.tested', integration.name, report);
    return entity;
  }

  async #run(context: RequestContext, prepared: Prepared, options: ConnectionTestOptions): Promise<Report> {
    const { actor, details, integration } = prepared;
    const workedBefore = integration?.hasWorked ?? false;
    const report = await this.connector.test(actor.organizationId, details, { ...options, workedBefore });
    const isStopped = options.signal?.aborted === true;
    return this.database.transaction(async (unit) => {
      // A test that somebody stopped says nothing about the integration.
      if (integration && !isStopped && (await this.integrations.find(unit, actor.organizationId, integration.id))) {
        return this.save(unit, context, integration, report);
      }
      await this.#record(unit, context, 'connection.tested', `Account ${details.accountId}`, report);
      return { ...report, id: newId(), requestedBy: actorName(actor) };
    });
  }

  async #prepare(context: RequestContext, input: ConnectionTestInput): Promise<Prepared> {
    const actor = authorize(context.actor, 'integrations:write');
    const details = toDetails(input);
    const saved = input.integrationId ? await this.#saved(actor.organizationId, input.integrationId) : null;
    const integration = saved && isSameConnection(saved.details, details) ? saved.integration : null;
    const { errors, warnings } = this.connector.checkDetails(details);
    if (errors.length > 0) return { actor, details, integration, userErrors: errors, warnings };
    const refusal = await this.externalIds.refusal(this.database.unit, actor.organizationId, details.externalId);
    return { actor, details, integration, userErrors: refusal ? [refusal] : [], warnings };
  }

  async #saved(
    organizationId: string,
    id: string,
  ): Promise<{ integration: IntegrationEntity; details: CodeArtifactDetails }> {
    const { unit } = this.database;
    const integration = isId(id) ? await this.integrations.find(unit, organizationId, id) : null;
    if (!integration) throw new NotFound('There is no such integration.');
    const repositories = await this.integrations.repositories(unit, organizationId, [id]);
    return { integration, details: toDetails({ ...integration, repositories }) };
  }

  async #record(
    unit: Unit,
    context: RequestContext,
    action: string,
    subject: string,
    { status, checks }: ConnectionReport,
  ): Promise<void> {
    const failed = checks.find((check) => check.status === 'FAILED');
    const detail = failed ? `${status}: ${failed.code}` : status;
    await this.audit.record(unit, context.actor, { action, subject, detail }, context);
  }
}
