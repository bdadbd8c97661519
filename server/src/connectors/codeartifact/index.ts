/** AWS CodeArtifact: role assumption, tokens, connection test, set-up artefacts. */

import {
  checkConnectionDetails,
  packageTypeDefinition,
  parseRepositoryUrl,
  type CodeArtifactDetails,
  type UserError,
} from '@backline/shared';
import type { Clock } from '../../lib/clock.ts';
import type { CauseDescription, Diagnosis } from '../../lib/diagnosis.ts';
import type { Http } from '../../lib/http.ts';
import type {
  Access,
  ConnectionReport,
  ConnectionTestOptions,
  Connector,
  Explained,
  ReadFailure,
} from '../connector.ts';
import { CodeArtifactAccess } from './access.ts';
import type { Aws } from './aws.ts';
import { describeCauses, type Facts, type RemedyCauseCode } from './causes/index.ts';
import { testConnection } from './connection-test.ts';
import { definition } from './definition.ts';
import { TIME_LIMITS, type TimeLimits } from './limits.ts';
import { explainText, type TextHints } from './failure-text/index.ts';
import { explainPackage, type ExplainedPackage } from './packages/index.ts';
import type { PackageFacts } from './packages/facts.ts';
import { explainRemedy } from './packages/remedy.ts';
import type { RemedyFacts } from './packages/remedy-facts.ts';
import { about, explainAccess, explainRead } from './read-failure.ts';
import { RoleChain } from './role-chain.ts';
import { checkRolePolicies, type RolePoliciesQuestion, type RolePoliciesReport } from './role-policies/index.ts';
import { codeArtifactSetup, type CodeArtifactSetup } from './setup.ts';

export { isAssetHost } from './asset-hosts.ts';
export { createAws, type AwsOptions } from './aws.ts';
export type { ExplainedPackage } from './packages/index.ts';
export { blankPackageFacts, type PackageFacts } from './packages/facts.ts';
export type { SettlingPermission } from './packages/permissions.ts';
export type { RemedyCauseCode } from './causes/index.ts';
export { blankRemedyFacts, type RemedyFacts } from './packages/remedy-facts.ts';
export {
  FINDING_SEVERITIES,
  type FindingSeverity,
  type PolicySource,
  type RepairedPolicy,
  type RolePoliciesQuestion,
  type RolePoliciesReport,
} from './role-policies/index.ts';
export type { CodeArtifactSetup } from './setup.ts';

export interface CodeArtifactOptions {
  platformRoleArn: string;
  templateUrl: string;
  /** Where STS is called. */
  homeRegion: string;
  limits?: TimeLimits;
}

/** What is known when the artefacts are made; null or empty leaves a placeholder or the whole account. */
export interface SetupDetails {
  accountId: string | null;
  externalId: string;
  region: string;
  repositoryUrls: string[];
}

/** Whether AWS has named the repository's address. */
export interface Confirmation {
  /** Null where it did not say. */
  isKnown: boolean | null;
  /** Where it said that there is not even such a domain. */
  explained: Explained | null;
}

const UNSAID: Confirmation = { isKnown: null, explained: null };

export class CodeArtifactConnector implements Connector<CodeArtifactDetails> {
  readonly definition = definition;
  readonly #chain: RoleChain;
  readonly #access: CodeArtifactAccess;

  constructor(
    private readonly aws: Aws,
    private readonly http: Http,
    private readonly clock: Clock,
    private readonly options: CodeArtifactOptions,
  ) {
    this.#chain = new RoleChain(aws, options.platformRoleArn, clock);
    this.#access = new CodeArtifactAccess(aws, this.#chain, clock);
  }

  checkDetails(details: CodeArtifactDetails): { errors: UserError[]; warnings: UserError[] } {
    return checkConnectionDetails(details);
  }

  test(
    organizationId: string,
    details: CodeArtifactDetails,
    options: ConnectionTestOptions = {},
  ): Promise<ConnectionReport> {
    const { aws, http, clock } = this;
    const { platformRoleArn, homeRegion, limits = TIME_LIMITS } = this.options;
    const parts = { aws, http, clock, limits, platformRoleArn, homeRegion, chain: this.#chain };
    return testConnection(parts, organizationId, details, options);
  }

  /** A way into one repository of the details, made or taken from memory. `onCall` hears of each call to AWS. Rejects with ChainFailure. */
  repositoryAccess(
    organizationId: string,
    details: CodeArtifactDetails,
    repositoryUrl: string,
    onCall?: () => void,
  ): Promise<Access> {
    return this.#access.repositoryAccess(organizationId, details, repositoryUrl, onCall);
  }

  /** Another way in than the one that was refused with HTTP 401; null where a new one was made a moment ago. */
  replaceAccess(
    organizationId: string,
    details: CodeArtifactDetails,
    refused: Access,
    onCall?: () => void,
  ): Promise<Access | null> {
    return this.#access.replaceAccess(organizationId, details, refused, onCall);
  }

  /** What AWS itself says of a repository of the details that gives no packages. Never rejects for what AWS answers. */
  async confirmRepository(
    organizationId: string,
    details: CodeArtifactDetails,
    repositoryUrl: string,
    onCall?: () => void,
  ): Promise<Confirmation> {
    const repository = parseRepositoryUrl(repositoryUrl);
    // AWS has no Go format, so it knows no such address of any repository.
    if (!repository || !packageTypeDefinition(repository.packageType).listedByAws) return UNSAID;
    try {
      await this.#access.confirmRepository(organizationId, details, { ...repository, url: repositoryUrl }, onCall);
      return { isKnown: true, explained: null };
    } catch (error) {
      const explained = explainAccess(this.#facts(details, false), repositoryUrl, error);
      if (!explained) throw error;
      const [cause] = explained.diagnosis.causes;
      if (cause?.code === 'repository_not_found') return { isKnown: false, explained: null };
      const isDecisive = cause?.code === 'domain_not_found' && cause.certainty === 'CERTAIN';
      return isDecisive ? { isKnown: null, explained } : UNSAID;
    }
  }

  /** Ways into these repositories alone, made for one build and never shared. Rejects with ChainFailure. */
  buildAccess(
    organizationId: string,
    details: CodeArtifactDetails,
    repositoryUrls: readonly string[],
  ): Promise<Access[]> {
    return this.#access.buildAccess(organizationId, details, repositoryUrls);
  }

  /** Why there was no way in; null where `error` is no failure of the chain and so a defect of our own. */
  explainAccess(
    details: CodeArtifactDetails,
    repositoryUrl: string,
    error: unknown,
    workedBefore: boolean,
  ): Explained | null {
    return explainAccess(this.#facts(details, workedBefore), repositoryUrl, error);
  }

  /** Why a repository gave no usable answer. `isKnown` is what `confirmRepository` said of it. */
  explainRead(
    details: CodeArtifactDetails,
    repositoryUrl: string,
    failure: ReadFailure,
    workedBefore: boolean,
    isKnown: Confirmation['isKnown'] = null,
  ): Explained {
    const known = { isRepositoryConfirmed: isKnown === true, isRepositoryMissing: isKnown === false };
    return explainRead({ ...this.#facts(details, workedBefore), ...known }, repositoryUrl, failure);
  }

  /** Why a package cannot be had from a repository that works. */
  explainPackage(
    details: CodeArtifactDetails,
    repositoryUrl: string,
    found: PackageFacts,
    workedBefore: boolean,
  ): ExplainedPackage {
    return explainPackage(about(this.#facts(details, workedBefore), repositoryUrl), found);
  }

  /**
   * Why a dependency of a project cannot have the version that would help, and who can change that. `repositoryUrl` is the
   * repository that would have to offer it; null where none is concerned.
   */
  explainRemedy(
    details: CodeArtifactDetails,
    repositoryUrl: string | null,
    code: RemedyCauseCode,
    found: RemedyFacts,
  ): Diagnosis {
    const facts = this.#facts(details, true);
    return explainRemedy(repositoryUrl === null ? facts : about(facts, repositoryUrl), code, found);
  }

  /** Everything needed to create the role, with every value filled in. */
  setup(details: SetupDetails): CodeArtifactSetup {
    const { platformRoleArn, templateUrl } = this.options;
    return codeArtifactSetup({ ...details, platformRoleArn, templateUrl });
  }

  /** What pasted policies of a role allow. Asks nobody, and keeps nothing. */
  checkRolePolicies(question: RolePoliciesQuestion): RolePoliciesReport {
    const { platformRoleArn, homeRegion } = this.options;
    return checkRolePolicies(question, { platformRoleArn, homeRegion, now: this.clock.now() });
  }

  /** Why something failed, by its text alone. Keeps nothing of it; linear in its length. */
  explainText(text: string, hints: TextHints): Diagnosis {
    return explainText(text, hints);
  }

  /** The whole table of causes, in the order of the stages at which they show. */
  causes(): CauseDescription[] {
    return describeCauses(this.options);
  }

  forget(organizationId: string): void {
    this.#access.forget(organizationId);
  }

  #facts({ accountId, externalId, roleArn }: CodeArtifactDetails, workedBefore: boolean): Facts {
    const { platformRoleArn, homeRegion } = this.options;
    return { platformRoleArn, homeRegion, accountId, externalId, roleArn, workedBefore };
  }
}
