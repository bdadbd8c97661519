import { packageTypeDefinition, type PackageType, type UserError } from '@backline/shared';
import type { CodeArtifactConnector } from '../../../connectors/codeartifact/index.ts';
import type { Access } from '../../../connectors/connector.ts';
import type { AuditTrail } from '../../../lib/audit.ts';
import type { RequestContext } from '../../../lib/context.ts';
import type { Database } from '../../../lib/database.ts';
import { packageTypePlug, type ClientFile } from '../../../package-types/index.ts';
import { authorize } from '../../identity/index.ts';
import type { Integrations, Repository, SavedConnection } from '../../integrations/index.ts';
import { whyNothingToAsk, whyUnused } from '../usable-connection.ts';

export interface BuildCredentials {
  packageType: PackageType;
  expiresAt: Date;
  files: ClientFile[];
  environment: { name: string; value: string }[];
}

export interface BuildCredentialsResult {
  credentials: BuildCredentials | null;
  userErrors: UserError[];
}

/** Files and environment for one build. What they hold is made for this request, kept nowhere, and ends with the role session. */
export class BuildCredentialsService {
  constructor(
    private readonly database: Database,
    private readonly integrations: Pick<Integrations, 'connection'>,
    private readonly connector: Pick<CodeArtifactConnector, 'buildAccess' | 'explainAccess'>,
    private readonly audit: AuditTrail,
  ) {}

  /** Needs credentials:issue. Throws NotFound for an unknown integration; what AWS refuses is a user error. */
  async issue(
    context: RequestContext,
    integrationId: string,
    packageType: PackageType,
  ): Promise<BuildCredentialsResult> {
    const { organizationId } = authorize(context.actor, 'credentials:issue');
    const connection = await this.integrations.connection(organizationId, integrationId);
    const unused = whyUnused(connection);
    if (unused) return refused(['integrationId'], 'external_id_not_required', unused);
    const nothingToAsk = whyNothingToAsk(connection, packageType);
    if (nothingToAsk) return refused(['packageType'], 'repositories_missing', nothingToAsk);
    const repositories = connection.repositories.filter((repository) => repository.packageType === packageType);
    const urls = repositories.map(({ url }) => url);
    let accesses: Access[];
    try {
      accesses = await this.connector.buildAccess(organizationId, connection.details, urls);
    } catch (error) {
      return this.#refusal(connection, urls[0] ?? '', error);
    }
    const expiresAt = new Date(Math.min(...accesses.map((access) => access.expiresAt.getTime())));
    const { files, environment } = packageTypePlug(packageType).client.write(
      repositories.map((repository, index) => toClientRepository(repository, accesses[index])),
    );
    // Nothing leaves without its line in the log.
    await this.database.transaction((unit) =>
      this.audit.record(
        unit,
        context.actor,
        {
          action: 'credentials.issued',
          subject: connection.name,
          detail: describe(packageType, repositories, expiresAt),
        },
        context,
      ),
    );
    return { credentials: { packageType, expiresAt, files, environment }, userErrors: [] };
  }

  #refusal({ details, hasWorked }: SavedConnection, url: string, error: unknown): BuildCredentialsResult {
    const explained = this.connector.explainAccess(details, url, error, hasWorked);
    if (!explained) throw error;
    const { summary, causes } = explained.diagnosis;
    const message = `${summary} Diagnose the integration to see what to change.`;
    return refused(['integrationId'], causes[0]?.code ?? 'unknown_failure', message);
  }
}

function toClientRepository({ url, domain, repository, routes }: Repository, access: Access | undefined) {
  if (!access) throw new Error('Every repository has its access.');
  return { url, label: `${domain}/${repository}`, userName: access.userName, secret: access.secret, routes };
}

function describe(packageType: PackageType, repositories: readonly Repository[], expiresAt: Date): string {
  const names = repositories.map(({ domain, repository }) => `${domain}/${repository}`).join(', ');
  return `${packageTypeDefinition(packageType).label}, until ${expiresAt.toISOString()}: ${names}`;
}

function refused(field: string[], code: string, message: string): BuildCredentialsResult {
  return { credentials: null, userErrors: [{ field, code, message, suggestion: null }] };
}
