import {
  checkAccountId,
  checkExternalId,
  checkRepositoryUrl,
  CODEARTIFACT_REGIONS,
  isCodeArtifactRegion,
  readClientConfiguration,
  type PackageType,
  type RepositoryUrlCheck,
} from '@backline/shared';
import type { CodeArtifactConnector, CodeArtifactSetup } from '../../../connectors/codeartifact/index.ts';
import type { RequestContext } from '../../../lib/context.ts';
import type { Database } from '../../../lib/database.ts';
import { InvalidInput } from '../../../lib/errors.ts';
import { authorize } from '../../identity/index.ts';
import type { ExternalIds } from '../external-ids/service.ts';

const LONGEST_CONFIGURATION = 64 * 1_024;
const MOST_URLS = 50;

export interface SetupInput {
  accountId?: string | null | undefined;
  externalId?: string | null | undefined;
  region?: string | null | undefined;
  repositoryUrls?: string[] | null | undefined;
}

/** Everything that is read or made before an integration exists. */
export class IntegrationSetup {
  constructor(
    private readonly database: Database,
    private readonly externalIds: ExternalIds,
    private readonly connector: CodeArtifactConnector,
  ) {}

  /** Needs integrations:write. Throws InvalidInput for values that no role could be made with. */
  async artefacts(context: RequestContext, input: SetupInput): Promise<CodeArtifactSetup> {
    const { organizationId } = authorize(context.actor, 'integrations:write');
    const accountId = input.accountId || null;
    const region = input.region || 'us-east-1';
    const repositoryUrls = input.repositoryUrls ?? [];
    refuse(accountId ? checkAccountId(accountId).problems : []);
    refuse(input.externalId ? checkExternalId(input.externalId).problems : []);
    if (!isCodeArtifactRegion(region)) {
      throw new InvalidInput(
        `CodeArtifact is not in a Region named ${JSON.stringify(region.slice(0, 40))}. It is in ${CODEARTIFACT_REGIONS.join(', ')}.`,
      );
    }
    if (repositoryUrls.length > MOST_URLS) throw new InvalidInput(`At most ${MOST_URLS} repository URLs fit one role.`);
    refuse(repositoryUrls.flatMap((url) => checkRepositoryUrl(url).problems));
    const { unit } = this.database;
    if (input.externalId) {
      const refusal = await this.externalIds.refusal(unit, organizationId, input.externalId);
      refuse(refusal ? [refusal] : []);
    }
    const externalId = input.externalId || (await this.externalIds.make(unit, organizationId));
    return this.connector.setup({ accountId, externalId, region, repositoryUrls });
  }

  /** Needs integrations:read. Bad URLs are an answer, never an error. */
  checkUrl(context: RequestContext, url: string, packageType: PackageType | null | undefined): RepositoryUrlCheck {
    authorize(context.actor, 'integrations:read');
    return checkRepositoryUrl(url, packageType);
  }

  /** Needs integrations:read. Throws InvalidInput where the text is longer than 64 KB. */
  readConfiguration(context: RequestContext, text: string): RepositoryUrlCheck[] {
    authorize(context.actor, 'integrations:read');
    if (text.length > LONGEST_CONFIGURATION) {
      throw new InvalidInput('The text is longer than 64 KB. Paste only the part that names the repositories.');
    }
    return readClientConfiguration(text);
  }
}

function refuse(problems: { message: string }[]): void {
  if (problems[0]) throw new InvalidInput(problems[0].message);
}
