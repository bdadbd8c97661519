import { checkAccountId, checkRoleArn } from '@backline/shared';
import type { CodeArtifactConnector, RolePoliciesReport } from '../../../connectors/codeartifact/index.ts';
import type { RequestContext } from '../../../lib/context.ts';
import { InvalidInput } from '../../../lib/errors.ts';
import { authorize } from '../../identity/index.ts';
import type { Integrations } from '../../integrations/index.ts';

/** Characters of one pasted text. */
const LONGEST_TEXT = 64 * 1_024;
const MOST_URLS = 50;
/** STS's own form, shorter than what is accepted for a new integration: roles from before may have a short one. */
const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/u;

export interface RolePoliciesInput {
  trustPolicy?: string | null | undefined;
  permissionsPolicy?: string | null | undefined;
  accountId: string;
  externalId?: string | null | undefined;
  roleArn?: string | null | undefined;
  repositoryUrls?: string[] | null | undefined;
  integrationId?: string | null | undefined;
}

/** Judges a role's pasted policies. What is pasted lives as long as the request and is written nowhere. */
export class RolePolicies {
  constructor(
    private readonly integrations: Pick<Integrations, 'connection'>,
    private readonly connector: Pick<CodeArtifactConnector, 'checkRolePolicies'>,
  ) {}

  /**
   * What is not given is taken from the integration, where one is named. Needs diagnostics:run. Throws InvalidInput, and NotFound,
   * also for another organization's integration.
   */
  async check(context: RequestContext, input: RolePoliciesInput): Promise<RolePoliciesReport> {
    const { organizationId } = authorize(context.actor, 'diagnostics:run');
    const trustPolicy = readText(input.trustPolicy, 'trust policy');
    const permissionsPolicy = readText(input.permissionsPolicy, 'permissions policy');
    if (!trustPolicy && !permissionsPolicy)
      throw new InvalidInput('Paste the trust policy, the permissions policy, or both.');

    const saved = input.integrationId ? await this.integrations.connection(organizationId, input.integrationId) : null;
    const accountId = input.accountId || (saved?.details.accountId ?? '');
    const roleArn = input.roleArn || (saved?.details.roleArn ?? null);
    const externalId = input.externalId || (saved?.details.externalId ?? null);
    const repositoryUrls = input.repositoryUrls ?? saved?.repositories.map(({ url }) => url) ?? [];
    refuse(checkAccountId(accountId).problems);
    refuse(roleArn === null ? [] : checkRoleArn(roleArn).problems);
    if (roleArn !== null && roleArn.split(':')[4] !== accountId) {
      throw new InvalidInput(`The role ARN is of account ${roleArn.split(':')[4] ?? ''}, and the account ID is ${accountId}. Correct the one that is wrong.`); // prettier-ignore
    }
    if (externalId !== null && !EXTERNAL_ID.test(externalId)) {
      throw new InvalidInput(
        'AWS takes no External ID of that form: 2 to 1,224 letters, digits and _ + = , . @ : / -.',
      );
    }
    if (repositoryUrls.length > MOST_URLS) {
      throw new InvalidInput(`An integration has at most ${MOST_URLS} repositories.`);
    }
    return this.connector.checkRolePolicies({
      trustPolicy,
      permissionsPolicy,
      accountId,
      externalId,
      roleArn,
      repositoryUrls,
    });
  }
}

function readText(text: string | null | undefined, name: string): string | null {
  if (text && text.length > LONGEST_TEXT) {
    throw new InvalidInput(`The ${name} is longer than 64 KB, and no role's policies are. Paste only the policy.`);
  }
  return text?.trim() ? text : null;
}

function refuse(problems: readonly { message: string }[]): void {
  if (problems[0]) throw new InvalidInput(problems[0].message);
}
