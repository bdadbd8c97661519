/** The part of a connection test that belongs to one domain: its token, and the address and one read of each repository. */

import type { Clock } from '../../lib/clock.ts';
import { inParallel } from '../../lib/concurrency.ts';
import type { Http } from '../../lib/http.ts';
import { requestToken, type DomainToken } from './access.ts';
import type { Aws, SessionCredentials } from './aws.ts';
import type { DomainFacts, Facts } from './causes/index.ts';
import { passed, type CheckLine, type Verdict } from './check-line.ts';
import type { DomainPlan, RepositoryPlan } from './connection-plan.ts';
import { diagnose, explain } from './explain.ts';
import { toEvidence, unexpectedAnswer } from './failure.ts';
import type { TimeLimits } from './limits.ts';
import { readRepository, repositoryEndpoint, type ReadOutcome } from './probe.ts';
import { readNotFound } from './signatures/rankings.ts';
import { asChainFailure, type ChainFailure } from './role-chain.ts';

const REPOSITORIES_AT_ONCE = 8;

export interface DomainTestParts {
  aws: Aws;
  http: Http;
  clock: Clock;
  limits: TimeLimits;
}

export class DomainTest {
  /** The token that takes the place of a refused one; made once, whatever number of repositories refuse. */
  #replacement: Promise<Verdict<DomainToken>> | null = null;

  constructor(
    private readonly parts: DomainTestParts,
    private readonly line: CheckLine,
    private readonly facts: Facts & { domain: DomainFacts },
    private readonly credentials: SessionCredentials,
    private readonly signal: AbortSignal,
  ) {}

  async run(plan: DomainPlan): Promise<void> {
    const { value: token } = await this.line.run(plan.token, () => this.#token());
    if (!token) {
      const dependent = plan.repositories.flatMap(({ endpoint, read }) => [endpoint, read]);
      return this.line.skip(dependent, `there is no token for domain ${plan.facts.domain}`);
    }
    await inParallel(plan.repositories, REPOSITORIES_AT_ONCE, (repository) => this.#repository(repository, token));
    return undefined;
  }

  async #token(): Promise<Verdict<DomainToken>> {
    const { parts, credentials, facts, signal } = this;
    const ask = (duration?: number) =>
      requestToken(parts.aws, credentials, facts.domain, parts.clock.now(), signal, duration);
    try {
      const token = await ask();
      return passed(`A token that ends ${token.expiresAt.toISOString()}.`, token.awsRequestId, token);
    } catch (error) {
      const failed = asChainFailure('AUTHORIZATION_TOKEN', error, signal);
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

  async #repository(plan: RepositoryPlan, token: DomainToken): Promise<void> {
    const facts = { ...this.facts, repository: plan.facts };
    const endpoint = this.line.run(plan.endpoint, () => this.#endpoint(plan, facts));
    await this.line.run(plan.read, async () => {
      const outcome = await this.#read(plan, token);
      const { status, diagnosis } = await endpoint;
      const isRepositoryConfirmed = status === 'PASSED';
      const isRepositoryMissing = diagnosis?.causes[0]?.code === 'repository_not_found';
      return this.#judgeRead(outcome, { ...facts, isRepositoryConfirmed, isRepositoryMissing });
    });
    await endpoint;
  }

  async #endpoint({ facts: repository }: RepositoryPlan, facts: Facts): Promise<Verdict> {
    if (repository.packageType === 'GO') {
      const summary = 'Not asked: AWS lists no Go format, so it has no address to give.';
      return { status: 'SKIPPED', diagnosis: { category: 'PACKAGE_RESOLUTION', summary, causes: [] } };
    }
    try {
      const { aws } = this.parts;
      const { url, awsRequestId } = await repositoryEndpoint(aws, this.credentials, repository, this.signal);
      if (repository.url.startsWith(url.endsWith('/') ? url : `${url}/`)) return passed(url, awsRequestId);
      const summary = `AWS gives ${url} as the address, the URL entered is ${repository.url}.`;
      const none = unexpectedAnswer(summary, 200, awsRequestId);
      return {
        ...passed(url, awsRequestId),
        status: 'FAILED',
        diagnosis: diagnose(summary, [['url_not_canonical', 'CERTAIN']], facts, none),
      };
    } catch (error) {
      return this.#failed(asChainFailure('REPOSITORY_ENDPOINT', error, this.signal), facts);
    }
  }

  /** A token that is refused is replaced once; only a second refusal counts. */
  async #read({ facts: repository }: RepositoryPlan, token: DomainToken): Promise<ReadOutcome> {
    const { signal, parts } = this;
    const read = ({ secret }: DomainToken) =>
      readRepository(parts.http, repository, { secret, deadlineMs: parts.limits.readMs, signal });
    const outcome = await read(token);
    if (outcome.status !== 'failed' || outcome.failure.httpStatus !== 401) return outcome;
    this.#replacement ??= this.#token();
    const fresh = await this.#replacement;
    return fresh.value ? read(fresh.value) : outcome;
  }

  #judgeRead(outcome: ReadOutcome, facts: Facts): Verdict {
    if (outcome.status === 'read') {
      const evidence = { httpStatus: outcome.httpStatus, errorCode: null, message: null, awsRequestId: null };
      return { status: 'PASSED', evidence };
    }
    const { failure } = outcome;
    const evidence = toEvidence(failure);
    if (outcome.status === 'failed' || facts.isRepositoryMissing) {
      return { status: 'FAILED', evidence, diagnosis: explain('REPOSITORY_READ', failure, facts) };
    }
    if (facts.repository?.packageType === 'GO') {
      const summary = `The Go address answered HTTP ${failure.httpStatus} to a list of versions, which proves neither that it works nor that it does not.`;
      return {
        status: 'WARNING',
        evidence,
        diagnosis: diagnose(summary, [['go_format_unsupported', 'LIKELY']], facts, failure),
      };
    }
    const summary = `The repository answered HTTP ${failure.httpStatus} to a package name and to a ping, which does not prove that it can be read.`;
    return { status: 'WARNING', evidence, diagnosis: diagnose(summary, readNotFound(facts), facts, failure) };
  }

  #failed({ stage, failure }: ChainFailure, facts: Facts): Verdict<never> {
    return { status: 'FAILED', evidence: toEvidence(failure), diagnosis: explain(stage, failure, facts) };
  }
}
