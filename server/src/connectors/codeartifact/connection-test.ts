/** Test Connection: the whole chain from our own identity to one read of each repository, each step with its verdict. */

import { randomBytes } from 'node:crypto';
import { checkConnectionDetails, type CodeArtifactDetails } from '@backline/shared';
import { inParallel } from '../../lib/concurrency.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Http } from '../../lib/http.ts';
import type { Check, CheckStatus, ConnectionReport, ConnectionTestOptions } from '../connector.ts';
import { customerRole, requestToken, type DomainToken } from './access.ts';
import type { Aws, SessionCredentials } from './aws.ts';
import { roleName, type Facts } from './causes/index.ts';
import { CheckLine, type Verdict } from './check-line.ts';
import {
  planConnection,
  plannedChecks,
  type ConnectionPlan,
  type DomainPlan,
  type RepositoryPlan,
} from './connection-plan.ts';
import { diagnose, explain } from './explain.ts';
import { toEvidence, unexpectedAnswer, type Failure } from './failure.ts';
import { readRepository, repositoryEndpoint, type ReadOutcome } from './probe.ts';
import { asChainFailure, type ChainFailure, type CustomerRole, type RoleChain } from './role-chain.ts';

/** The whole test ends within 30 s, whatever the other side does. */
const TEST_DEADLINE_MS = 26_000;
/** Below CodeArtifact's 40 token requests per second. */
const DOMAINS_AT_ONCE = 8;
const REPOSITORIES_AT_ONCE = 8;

export interface ConnectionTestParts {
  aws: Aws;
  chain: RoleChain;
  http: Http;
  clock: Clock;
  platformRoleArn: string;
  homeRegion: string;
}

export async function testConnection(
  parts: ConnectionTestParts,
  organizationId: string,
  details: CodeArtifactDetails,
  options: ConnectionTestOptions,
): Promise<ConnectionReport> {
  const startedAt = parts.clock.now();
  const started = performance.now();
  const plan = planConnection(details);
  options.onPlan?.(plannedChecks(plan));
  const deadline = AbortSignal.timeout(TEST_DEADLINE_MS);
  const signal = options.signal ? AbortSignal.any([deadline, options.signal]) : deadline;
  const line = new CheckLine(options.onCheck);
  const role = customerRole(organizationId, details, 'test');
  const facts: Facts = {
    platformRoleArn: parts.platformRoleArn,
    homeRegion: parts.homeRegion,
    accountId: details.accountId,
    externalId: details.externalId,
    roleArn: details.roleArn,
    workedBefore: options.workedBefore ?? false,
  };
  await new ConnectionTest(parts, line, facts, role, signal).run(plan, details);
  const checks = line.inOrderOf(plannedChecks(plan));
  return { status: worst(checks), startedAt, durationMs: Math.round(performance.now() - started), checks };
}

class ConnectionTest {
  constructor(
    private readonly parts: ConnectionTestParts,
    private readonly line: CheckLine,
    private readonly facts: Facts,
    private readonly role: CustomerRole,
    private readonly signal: AbortSignal,
  ) {}

  async run(plan: ConnectionPlan, details: CodeArtifactDetails): Promise<void> {
    const agrees = await this.line.run(plan.details, async () => this.#details(details));
    if (agrees.status === 'FAILED') return this.line.skip(plannedChecks(plan), 'the details do not agree');
    const identity = await this.line.run(plan.platformIdentity, () => this.#platformIdentity());
    if (identity.status === 'FAILED') return this.line.skip(plannedChecks(plan), "Backline's own identity failed");
    const assumed = await this.line.run(plan.assumeRole, () => this.#assumeRole());
    const credentials = assumed.value;
    if (!credentials) return this.line.skip(plannedChecks(plan), 'the role could not be assumed');
    const enforced = await this.line.run(plan.externalIdEnforced, () => this.#externalIdEnforced());
    if (enforced.status === 'FAILED') {
      return this.line.skip(plannedChecks(plan), 'the role does not demand the External ID');
    }
    await inParallel(plan.domains, DOMAINS_AT_ONCE, (domain) => this.#domain(domain, credentials));
    return undefined;
  }

  #details(details: CodeArtifactDetails): Verdict {
    const { errors, warnings } = checkConnectionDetails(details);
    const noFailure = unexpectedAnswer('', null, null);
    const problem = errors[0];
    if (problem) {
      const diagnosis = { category: 'URL_FORMAT' as const, summary: problem.message, causes: [] };
      return { status: 'FAILED', diagnosis };
    }
    const codes = new Set(warnings.map(({ code }) => code));
    const rankings = (['url_owner_mismatch', 'external_id_guessable'] as const).filter((code) => codes.has(code));
    if (rankings.length === 0) return { status: 'PASSED' };
    const summary = 'The details agree, with something to look at.';
    return {
      status: 'WARNING',
      diagnosis: diagnose(
        summary,
        rankings.map((code) => [code, 'POSSIBLE']),
        this.facts,
        noFailure,
      ),
    };
  }

  async #platformIdentity(): Promise<Verdict> {
    try {
      const { arn, awsRequestId } = await this.parts.chain.identity(this.signal);
      await this.parts.chain.platformCredentials();
      const message = `Backline is ${arn} and acts as ${this.facts.platformRoleArn}.`;
      return { status: 'PASSED', evidence: { httpStatus: 200, errorCode: null, message, awsRequestId } };
    } catch (error) {
      return this.#failed(asChainFailure('PLATFORM_IDENTITY', error, this.signal));
    }
  }

  async #assumeRole(): Promise<Verdict<SessionCredentials>> {
    try {
      const credentials = await this.parts.chain.assumeCustomerRole(this.role, this.signal);
      return { status: 'PASSED', value: credentials };
    } catch (error) {
      return this.#failed(asChainFailure('ASSUME_ROLE', error, this.signal));
    }
  }

  /** AWS to vendors: where a role can be assumed without the correct External ID, do not use it (IAM guide, External ID). */
  async #externalIdEnforced(): Promise<Verdict> {
    const wrong = `bl-probe-${randomBytes(16).toString('hex')}`;
    const [missing, random] = await Promise.all([this.#probe(null), this.#probe(wrong)]);
    if (missing === 'assumed' || random === 'assumed') {
      const which = missing === 'assumed' ? 'without any External ID' : 'with a random External ID';
      const summary = `${roleName(this.facts.roleArn)} was assumed ${which}. It must refuse.`;
      const none = unexpectedAnswer(summary, 200, null);
      return {
        status: 'FAILED',
        diagnosis: diagnose(summary, [['external_id_not_required', 'CERTAIN']], this.facts, none),
      };
    }
    const unclear = [missing, random].find((failure) => !isRefusal(failure));
    if (!unclear) return { status: 'PASSED', evidence: toEvidence(missing) };
    const diagnosis = explain('ASSUME_ROLE', unclear, this.facts);
    const summary = `It could not be verified that the role demands the External ID. ${diagnosis.summary}`;
    return { status: 'WARNING', evidence: toEvidence(unclear), diagnosis: { ...diagnosis, summary } };
  }

  async #probe(externalId: string | null): Promise<'assumed' | Failure> {
    try {
      await this.parts.chain.probeCustomerRole(this.role, externalId, this.signal);
      return 'assumed';
    } catch (error) {
      return asChainFailure('ASSUME_ROLE', error, this.signal).failure;
    }
  }

  async #domain(plan: DomainPlan, credentials: SessionCredentials): Promise<void> {
    const facts = { ...this.facts, domain: plan.facts };
    const { value: token } = await this.line.run(plan.token, () => this.#token(facts, credentials));
    if (!token) {
      const dependent = plan.repositories.flatMap(({ endpoint, read }) => [endpoint, read]);
      return this.line.skip(dependent, `there is no token for domain ${plan.facts.domain}`);
    }
    await inParallel(plan.repositories, REPOSITORIES_AT_ONCE, (repository) =>
      this.#repository(repository, { ...facts, repository: repository.facts }, credentials, token),
    );
  }

  async #token(facts: Facts, credentials: SessionCredentials): Promise<Verdict<DomainToken>> {
    const { domain } = facts;
    if (!domain) throw new Error('A token is asked for a domain.');
    const client = this.parts.aws.codeArtifact(domain.region, credentials);
    const ask = (duration?: number) => requestToken(client, domain, this.parts.clock.now(), this.signal, duration);
    try {
      const token = await ask();
      const message = `A token that ends ${token.expiresAt.toISOString()}.`;
      const evidence = { httpStatus: 200, errorCode: null, message, awsRequestId: token.awsRequestId };
      return { status: 'PASSED', value: token, evidence };
    } catch (error) {
      const failed = asChainFailure('AUTHORIZATION_TOKEN', error, this.signal);
      if (failed.failure.denial?.action !== 'sts:GetServiceBearerToken') return this.#failed(failed, facts);
      // A fixed life that is granted where "as long as the session" is not shows a condition on the duration.
      const isGranted = await ask(900).then(
        () => true,
        () => false,
      );
      if (!isGranted) return this.#failed(failed, facts);
      const { summary } = explain(failed.stage, failed.failure, facts);
      const diagnosis = diagnose(summary, [['bearer_condition_unmet', 'CERTAIN']], facts, failed.failure);
      return { status: 'FAILED', evidence: toEvidence(failed.failure), diagnosis };
    }
  }

  async #repository(
    plan: RepositoryPlan,
    facts: Facts,
    credentials: SessionCredentials,
    token: DomainToken,
  ): Promise<void> {
    const endpoint = this.line.run(plan.endpoint, () => this.#endpoint(plan, facts, credentials));
    await this.line.run(plan.read, async () => {
      const outcome = await this.#read(plan, facts, credentials, token);
      return this.#judgeRead(outcome, facts, (await endpoint).status);
    });
  }

  async #endpoint(
    { facts: repository }: RepositoryPlan,
    facts: Facts,
    credentials: SessionCredentials,
  ): Promise<Verdict> {
    if (repository.packageType === 'GO') {
      const summary = 'Not asked: AWS lists no Go format, so it has no address to give.';
      return { status: 'SKIPPED', diagnosis: { category: 'PACKAGE_RESOLUTION', summary, causes: [] } };
    }
    try {
      const client = this.parts.aws.codeArtifact(repository.region, credentials);
      const { url, awsRequestId } = await repositoryEndpoint(client, repository, this.signal);
      const evidence = { httpStatus: 200, errorCode: null, message: url, awsRequestId };
      if (repository.url.startsWith(url.endsWith('/') ? url : `${url}/`)) return { status: 'PASSED', evidence };
      const summary = `AWS gives ${url} as the address, the URL entered is ${repository.url}.`;
      const none = unexpectedAnswer(summary, 200, awsRequestId);
      return {
        status: 'FAILED',
        evidence,
        diagnosis: diagnose(summary, [['url_not_canonical', 'CERTAIN']], facts, none),
      };
    } catch (error) {
      return this.#failed(asChainFailure('REPOSITORY_ENDPOINT', error, this.signal), facts);
    }
  }

  /** A token that is refused is replaced once; only a second refusal counts. */
  async #read(
    { facts: repository }: RepositoryPlan,
    facts: Facts,
    credentials: SessionCredentials,
    token: DomainToken,
  ): Promise<ReadOutcome> {
    const outcome = await readRepository(this.parts.http, repository, token.secret, this.signal);
    if (outcome.status !== 'failed' || outcome.failure.httpStatus !== 401) return outcome;
    const fresh = await this.#token(facts, credentials);
    return fresh.value ? readRepository(this.parts.http, repository, fresh.value.secret, this.signal) : outcome;
  }

  #judgeRead(outcome: ReadOutcome, facts: Facts, endpoint: CheckStatus): Verdict {
    if (outcome.status === 'read') {
      return {
        status: 'PASSED',
        evidence: { httpStatus: outcome.httpStatus, errorCode: null, message: null, awsRequestId: null },
      };
    }
    const { failure } = outcome;
    const evidence = toEvidence(failure);
    if (outcome.status === 'unproven') {
      const isGo = facts.repository?.packageType === 'GO';
      const summary = isGo
        ? `The Go address answered HTTP ${failure.httpStatus} to a list of versions, which proves neither that it works nor that it does not.`
        : `The repository answered HTTP ${failure.httpStatus} to a package name and to a ping, which does not prove that it can be read.`;
      const diagnosis = isGo
        ? diagnose(summary, [['go_format_unsupported', 'LIKELY']], facts, failure)
        : diagnose(
            summary,
            [
              ['missing_read_from_repository', 'POSSIBLE'],
              ['repository_not_found', 'POSSIBLE'],
            ],
            facts,
            failure,
          );
      return { status: 'WARNING', evidence, diagnosis };
    }
    if (failure.httpStatus === 404 && endpoint === 'PASSED') {
      // AWS has just named the repository's address, so it exists.
      const { summary } = explain('REPOSITORY_READ', failure, facts);
      return {
        status: 'FAILED',
        evidence,
        diagnosis: diagnose(summary, [['missing_read_from_repository', 'LIKELY']], facts, failure),
      };
    }
    return { status: 'FAILED', evidence, diagnosis: explain('REPOSITORY_READ', failure, facts) };
  }

  #failed({ stage, failure }: ChainFailure, facts: Facts = this.facts): Verdict<never> {
    return { status: 'FAILED', evidence: toEvidence(failure), diagnosis: explain(stage, failure, facts) };
  }
}

/** STS said no to the caller; anything else proves nothing about the trust policy. */
function isRefusal(failure: Failure): boolean {
  return (
    failure.kind === 'refused' && failure.httpStatus === 403 && failure.errorCode?.startsWith('AccessDenied') === true
  );
}

function worst(checks: Check[]): CheckStatus {
  const statuses = new Set(checks.map(({ status }) => status));
  if (statuses.has('FAILED')) return 'FAILED';
  return statuses.has('WARNING') ? 'WARNING' : 'PASSED';
}
