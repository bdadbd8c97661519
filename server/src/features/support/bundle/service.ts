import { SUPPORT_BUNDLE_FORMAT, SUPPORT_BUNDLE_VERSION, type SupportBundle } from '@backline/shared';
import type { AuditTrail } from '../../../lib/audit.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { RequestContext } from '../../../lib/context.ts';
import type { Database } from '../../../lib/database.ts';
import { redact } from '../../../lib/redact.ts';
import type { AuditLog } from '../../audit/index.ts';
import { authorize, type OrganizationService } from '../../identity/index.ts';
import type {
  ConnectionReportEntity,
  ConnectionTests,
  IntegrationEntity,
  Integrations,
  StatusChange,
  StatusChangeLoaders,
  Repository,
} from '../../integrations/index.ts';
import type { ExternalIdMask } from '../looks/mask.ts';

const MOST_REPORTS = 20;
const MOST_CHANGES = 50;

/** What of a bundle is the same for all integrations. */
export type BundleFacts = Pick<SupportBundle, 'versions' | 'environment'>;

export interface ExportedBundle {
  fileName: string;
  formatVersion: number;
  /** JSON. */
  content: string;
}

/** Everything that support needs to know of one integration, as a file that an admin hands over: no secret, no External ID. */
export class SupportBundles {
  constructor(
    private readonly database: Database,
    private readonly organizations: Pick<OrganizationService, 'name'>,
    private readonly integrations: Pick<Integrations, 'saved' | 'connection'>,
    private readonly tests: Pick<ConnectionTests, 'latest'>,
    private readonly statusChanges: Pick<StatusChangeLoaders, 'statusChange'>,
    private readonly auditLog: Pick<AuditLog, 'latestAbout'> & AuditTrail,
    private readonly mask: Pick<ExternalIdMask, 'maskerOf'>,
    private readonly clock: Clock,
    private readonly facts: () => BundleFacts,
  ) {}

  /** Needs support:write. Throws NotFound, also for another organization's integration. */
  async export(context: RequestContext, integrationId: string): Promise<ExportedBundle> {
    const { organizationId, name: exportedBy } = authorize(context.actor, 'support:write');
    const integration = await this.integrations.saved(organizationId, integrationId);
    const { repositories } = await this.integrations.connection(organizationId, integrationId);
    const { name } = integration;
    const [organizationName, statusChange, reports, changes, masker] = await Promise.all([
      this.organizations.name(organizationId),
      this.statusChanges.statusChange(context, integration),
      this.tests.latest(organizationId, integrationId, MOST_REPORTS),
      this.auditLog.latestAbout(organizationId, name, 'integration.', MOST_CHANGES),
      this.mask.maskerOf(organizationId),
    ]);
    const now = this.clock.now();
    const bundle = {
      format: SUPPORT_BUNDLE_FORMAT,
      formatVersion: SUPPORT_BUNDLE_VERSION,
      exportedAt: now,
      exportedBy,
      ...this.facts(),
      organization: { id: organizationId, name: organizationName },
      integration: toSettings(integration, repositories),
      statusChange: statusChange && toStatusChange(statusChange),
      reports: reports.map(toReport),
      changes: changes.map(({ at, actor, action, detail }) => ({ at, actor, action, detail })),
    };
    await this.auditLog.record(
      this.database.unit,
      context.actor,
      { action: 'support.bundle_exported', subject: name, detail: `${reports.length} reports` },
      context,
    );
    return {
      fileName: `support-bundle-${fileNamePart(redact(masker(name)))}-${now.toISOString().slice(0, 10)}.json`,
      formatVersion: SUPPORT_BUNDLE_VERSION,
      content: `${JSON.stringify(masker(bundle), redactTexts, 2)}\n`,
    };
  }
}

function toSettings(integration: IntegrationEntity, repositories: readonly Repository[]): object {
  const { id, name, status, statusSince, accountId, externalId, roleArn, version, createdAt, updatedAt } = integration;
  const addresses = repositories.map(({ packageType, url, routes }) => ({ packageType, url, routes }));
  return {
    id,
    name,
    status,
    statusSince,
    accountId,
    externalId,
    roleArn,
    version,
    createdAt,
    updatedAt,
    repositories: addresses,
  };
}

function toStatusChange({ kind, since, turned, changes, nothingChangedHere }: StatusChange): object {
  return {
    kind,
    since,
    turned: turned.map(({ code, label, repositoryUrl, before, after }) => ({
      code,
      label,
      repositoryUrl,
      before,
      after,
    })),
    changes: changes.map(({ at, actor, setting, repositoryUrl, before, after, isPossibleCause }) => ({
      at,
      actor,
      setting,
      repositoryUrl,
      before,
      after,
      isPossibleCause,
    })),
    nothingChangedHere,
  };
}

function toReport(report: ConnectionReportEntity): object {
  const { id, integrationVersion, status, startedAt, durationMs, requestedBy, checks } = report;
  return { id, integrationVersion, status, startedAt, durationMs, requestedBy, checks };
}

/** What AWS or people wrote may hold what nobody looked for there. */
function redactTexts(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? redact(value) : value;
}

function fileNamePart(name: string): string {
  const part = name
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return part.slice(0, 60) || 'integration';
}
