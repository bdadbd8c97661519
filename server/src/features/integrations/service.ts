import type { CodeArtifactDetails, UserError } from '@backline/shared';
import type { ConnectionReport, Explained } from '../../connectors/connector.ts';
import type { CodeArtifactConnector } from '../../connectors/codeartifact/index.ts';
import type { AuditTrail } from '../../lib/audit.ts';
import type { Clock } from '../../lib/clock.ts';
import type { RequestContext } from '../../lib/context.ts';
import type { Database, Unit } from '../../lib/database.ts';
import { Conflict, NotFound } from '../../lib/errors.ts';
import { isId, newId } from '../../lib/id.ts';
import { readPage, toConnection, type Connection } from '../../lib/pagination.ts';
import { authorize } from '../identity/index.ts';
import { actorName } from './actor-name.ts';
import {
  columns,
  describe,
  describeChanges,
  isSameConnection,
  merge,
  toDetails,
  toRepository,
  type IntegrationInput,
  type IntegrationUpdate,
  type Repository,
} from './details.ts';
import type { IntegrationEntity, IntegrationStatus, RepositoryEntity } from './entity.ts';
import type { ExternalIds } from './external-ids/service.ts';
import type { ConnectionTests } from './reports/service.ts';
import type { IntegrationStore } from './store.ts';
import type { IntegrationVersionStore } from './versions/store.ts';

/** A saved integration as a way to its repositories. */
export interface SavedConnection {
  id: string;
  name: string;
  status: IntegrationStatus;
  /** These details were connected once. */
  hasWorked: boolean;
  version: number;
  details: CodeArtifactDetails;
  /** In the order of the form. */
  repositories: Repository[];
}

export interface IntegrationResult {
  integration: IntegrationEntity | null;
  userErrors: UserError[];
  warnings: UserError[];
}

const STALE = 'The integration was changed by somebody else since it was read. Load it again and repeat the change.';

/** Integrations of an organization: connect, change, remove. */
export class Integrations {
  constructor(
    private readonly database: Database,
    private readonly store: IntegrationStore,
    private readonly versions: IntegrationVersionStore,
    private readonly externalIds: ExternalIds,
    private readonly tests: ConnectionTests,
    private readonly connector: CodeArtifactConnector,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Newest first. Needs integrations:read. */
  async list(
    { actor }: RequestContext,
    first: number,
    after: string | null | undefined,
  ): Promise<Connection<IntegrationEntity>> {
    const { organizationId } = authorize(actor, 'integrations:read');
    const page = readPage(first, after);
    const { rows, totalCount } = await this.store.list(this.database.unit, organizationId, page);
    return toConnection(rows, page, totalCount, (row) => row);
  }

  /** Needs integrations:read. Throws NotFound, also for another organization's id. */
  async get({ actor }: RequestContext, id: string): Promise<IntegrationEntity> {
    const { organizationId } = authorize(actor, 'integrations:read');
    return this.#find(this.database.unit, organizationId, id);
  }

  /** For features that have authorized the actor. Throws NotFound, also for another organization's id. */
  async saved(organizationId: string, id: string): Promise<IntegrationEntity> {
    return this.#find(this.database.unit, organizationId, id);
  }

  /** For features that use an integration and have authorized the actor. Throws NotFound, also for another organization's id. */
  async connection(organizationId: string, id: string): Promise<SavedConnection> {
    const { unit } = this.database;
    const integration = await this.#find(unit, organizationId, id);
    const rows = await this.store.repositories(unit, organizationId, [id]);
    const { name, status, hasWorked, version, accountId, externalId, roleArn } = integration;
    const details = toDetails({ name, accountId, externalId, roleArn, repositories: rows });
    return { id, name, status, hasWorked, version, details, repositories: rows.map(toRepository) };
  }

  /**
   * For features that use an integration and have authorized the actor: what its newest test found where that is why it is not
   * used; null where it may be.
   */
  async whyInsecure(organizationId: string, id: string): Promise<Explained | null> {
    return this.tests.whyInsecure(organizationId, id);
  }

  /** How many the organization has. Needs integrations:read. */
  async count({ actor }: RequestContext): Promise<number> {
    const { organizationId } = authorize(actor, 'integrations:read');
    return this.store.count(this.database.unit, organizationId);
  }

  /** Saves a new integration, untested. Needs integrations:write. */
  async create(context: RequestContext, input: IntegrationInput): Promise<IntegrationResult> {
    const { organizationId } = authorize(context.actor, 'integrations:write');
    const details = toDetails(input);
    const { errors, warnings } = this.connector.checkDetails(details);
    if (errors.length > 0) return refused(errors, warnings);
    return this.database.transaction(async (unit) => {
      const refusal = await this.externalIds.claim(unit, organizationId, details.externalId);
      if (refusal) return refused([refusal], warnings);
      const now = this.clock.now();
      const integration: IntegrationEntity = {
        ...columns(details),
        id: newId(),
        organizationId,
        status: 'UNTESTED',
        statusSince: now,
        hasWorked: false,
        version: 1,
        createdAt: now,
        updatedAt: now,
      };
      await this.store.insert(unit, integration);
      await this.#replaceRepositories(unit, integration, details);
      await this.#keepVersion(unit, context, integration, details);
      await this.audit.record(
        unit,
        context.actor,
        { action: 'integration.created', subject: integration.name, detail: describe(details) },
        context,
      );
      return { integration, userErrors: [], warnings };
    });
  }

  /**
   * Changes what is given and leaves the rest. A replaced External ID is tested first and taken only where the role accepts and
   * demands it. Needs integrations:write. Throws NotFound, and Conflict where `version` is not the latest.
   */
  async update(context: RequestContext, update: IntegrationUpdate): Promise<IntegrationResult> {
    const { organizationId } = authorize(context.actor, 'integrations:write');
    const { unit } = this.database;
    const before = await this.#find(unit, organizationId, update.id);
    if (before.version !== update.version) throw new Conflict(STALE);
    const saved = toDetails({
      ...before,
      repositories: await this.store.repositories(unit, organizationId, [before.id]),
    });
    const details = merge(saved, update);
    const { errors, warnings } = this.connector.checkDetails(details);
    if (errors.length > 0) return refused(errors, warnings);
    const isReplaced = details.externalId !== before.externalId;
    if (isReplaced) {
      const refusal = await this.externalIds.refusal(unit, organizationId, details.externalId);
      if (refusal) return refused([refusal], warnings);
    }
    const report = isReplaced ? await this.connector.test(organizationId, details) : null;
    if (report && !acceptsExternalId(report)) return refused([replacementRefused(report)], warnings);
    const result = await this.database.transaction(async (unit): Promise<IntegrationResult> => {
      const refusal = isReplaced ? await this.externalIds.claim(unit, organizationId, details.externalId) : null;
      if (refusal) return refused([refusal], warnings);
      const integration = this.#changed(before, saved, details);
      if (!(await this.store.update(unit, integration, before.version))) throw new Conflict(STALE);
      await this.#replaceRepositories(unit, integration, details);
      await this.#keepVersion(unit, context, integration, details);
      await this.audit.record(
        unit,
        context.actor,
        { action: 'integration.updated', subject: integration.name, detail: describeChanges(saved, details) },
        context,
      );
      if (report) await this.tests.save(unit, context, integration, report);
      return { integration, userErrors: [], warnings };
    });
    this.connector.forget(organizationId);
    if (!report || !result.integration) return result;
    return { ...result, integration: await this.#find(unit, organizationId, update.id) };
  }

  /** Needs integrations:write. Throws NotFound. */
  async delete(context: RequestContext, id: string): Promise<{ deletedId: string; userErrors: UserError[] }> {
    const { organizationId } = authorize(context.actor, 'integrations:write');
    await this.database.transaction(async (unit) => {
      const integration = await this.#find(unit, organizationId, id);
      await this.store.delete(unit, organizationId, id);
      await this.audit.record(
        unit,
        context.actor,
        { action: 'integration.deleted', subject: integration.name, detail: `Account ${integration.accountId}` },
        context,
      );
    });
    this.connector.forget(organizationId);
    return { deletedId: id, userErrors: [] };
  }

  async #find(unit: Unit, organizationId: string, id: string): Promise<IntegrationEntity> {
    const integration = isId(id) ? await this.store.find(unit, organizationId, id) : null;
    if (!integration) throw new NotFound('There is no such integration.');
    return integration;
  }

  /** A new name alone leaves the status; anything else makes what was tested another thing. */
  #changed(before: IntegrationEntity, saved: CodeArtifactDetails, details: CodeArtifactDetails): IntegrationEntity {
    const now = this.clock.now();
    const next = { ...before, ...columns(details), version: before.version + 1, updatedAt: now };
    if (isSameConnection(saved, details)) return next;
    const isSameRole = details.roleArn === saved.roleArn && details.externalId === saved.externalId;
    return { ...next, status: 'UNTESTED', statusSince: now, hasWorked: isSameRole && before.hasWorked };
  }

  /** What the settings are from now on, so that a later failure can be held against them. */
  async #keepVersion(
    unit: Unit,
    { actor, requestId }: RequestContext,
    { id, organizationId, version, updatedAt, accountId, externalId, roleArn }: IntegrationEntity,
    { repositories }: CodeArtifactDetails,
  ): Promise<void> {
    await this.versions.keep(unit, {
      integrationId: id,
      organizationId,
      version,
      at: updatedAt,
      actor: actorName(actor),
      requestId,
      accountId,
      externalId,
      roleArn,
      repositories: repositories.map(({ packageType, url, routes = [] }) => ({ packageType, url, routes })),
    });
  }

  async #replaceRepositories(
    unit: Unit,
    { id, organizationId }: IntegrationEntity,
    { repositories }: CodeArtifactDetails,
  ): Promise<void> {
    const rows: RepositoryEntity[] = repositories.map(({ packageType, url, routes = [] }, position) => ({
      id: newId(),
      organizationId,
      integrationId: id,
      position,
      packageType,
      url,
      routes,
    }));
    await this.store.replaceRepositories(unit, organizationId, id, rows);
  }
}

function refused(userErrors: UserError[], warnings: UserError[]): IntegrationResult {
  return { integration: null, userErrors, warnings };
}

function acceptsExternalId({ checks }: ConnectionReport): boolean {
  const passed = new Set(checks.filter(({ status }) => status === 'PASSED').map(({ code }) => code));
  return passed.has('ASSUME_ROLE') && passed.has('EXTERNAL_ID_ENFORCED');
}

function replacementRefused({ checks }: ConnectionReport): UserError {
  const failed = checks.find(({ status }) => status === 'FAILED' || status === 'WARNING');
  const reason = failed?.diagnosis?.summary ?? 'The test did not reach the role.';
  return {
    field: ['externalId'],
    code: failed?.diagnosis?.causes[0]?.code ?? 'unknown_failure',
    message: `The new External ID was tested first and did not pass, so nothing was saved. ${reason}`,
    suggestion: null,
  };
}
