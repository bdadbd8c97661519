/** Test Connection: the whole chain from our own identity to one read of each repository, each step with its verdict. */

import { randomBytes } from 'node:crypto';
import { checkConnectionDetails, type CodeArtifactDetails } from '@backline/shared';
import { inParallel } from '../../lib/concurrency.ts';
import type { Check, CheckStatus, ConnectionReport, ConnectionTestOptions } from '../connector.ts';
import { customerRole } from './access.ts';
import type { SessionCredentials } from './aws.ts';
import { roleName, type Facts } from './causes/index.ts';
import { CheckLine, passed, type Verdict } from './check-line.ts';
import { planConnection, plannedChecks, type ConnectionPlan } from './connection-plan.ts';
import { DomainTest, type DomainTestParts } from './domain-test.ts';
import { diagnose, explain } from './explain.ts';
import { toEvidence, unexpectedAnswer, type Failure } from './failure.ts';
import { asChainFailure, type ChainFailure, type CustomerRole, type RoleChain } from './role-chain.ts';

/** Below CodeArtifact's 40 token requests per second. */
const DOMAINS_AT_ONCE = 8;

export interface ConnectionTestParts extends DomainTestParts {
  chain: RoleChain;
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
  const deadline = AbortSignal.timeout(parts.limits.testMs);
  const signal = options.signal ? AbortSignal.any([deadline, options.signal]) : deadline;
  const whyStopped = () => {
    if (options.signal?.aborted) return 'the test was stopped';
    return deadline.aborted ? `the test had used up its ${parts.limits.testMs / 1_000} s` : null;
  };
  const line = new CheckLine({ onCheck: options.onCheck, whyStopped });
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
  const durationMs = Math.round(performance.now() - started);
  return { status: overall(checks, whyStopped() !== null), startedAt, durationMs, checks };
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
    const skipRest = (because: string) => this.line.skip(plannedChecks(plan), because);
    const agrees = await this.line.run(plan.details, async () => this.#details(details));
    if (agrees.status === 'FAILED') return skipRest('the details do not agree');
    const identity = await this.line.run(plan.platformIdentity, () => this.#platformIdentity());
    if (identity.status === 'FAILED') return skipRest("Backline's own identity failed");
    const assumed = await this.line.run(plan.assumeRole, () => this.#assumeRole());
    const credentials = assumed.value;
    if (!credentials) return skipRest('the role could not be assumed');
    const enforced = await this.line.run(plan.externalIdEnforced, () => this.#externalIdEnforced());
    if (enforced.status === 'FAILED') return skipRest('the role does not demand the External ID');
    await inParallel(plan.domains, DOMAINS_AT_ONCE, (domain) => {
      const facts = { ...this.facts, domain: domain.facts };
      return new DomainTest(this.parts, this.line, facts, credentials, this.signal).run(domain);
    });
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
      const { arn, awsRequestId } = await this.parts.chain.provePlatform(this.signal);
      return passed(`Backline is ${arn} and acts as ${this.facts.platformRoleArn}.`, awsRequestId);
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
    if ('accepted' in missing || 'accepted' in random) {
      const which = 'accepted' in missing ? 'without any External ID' : 'with a random External ID';
      const { awsRequestId } = 'accepted' in missing ? missing : random;
      const summary = `${roleName(this.facts.roleArn)} was assumed ${which}. It must refuse.`;
      const message = `AssumeRole succeeded ${which}.`;
      const none = unexpectedAnswer(summary, 200, null);
      return {
        status: 'FAILED',
        evidence: { httpStatus: 200, errorCode: null, message, awsRequestId },
        diagnosis: diagnose(summary, [['external_id_not_required', 'CERTAIN']], this.facts, none),
      };
    }
    const unclear = [missing, random].find((failure) => !isRefusal(failure));
    if (!unclear) return { status: 'PASSED', evidence: toEvidence(missing) };
    const diagnosis = explain('ASSUME_ROLE', unclear, this.facts);
    const summary = `It could not be verified that the role demands the External ID. ${diagnosis.summary}`;
    return { status: 'WARNING', evidence: toEvidence(unclear), diagnosis: { ...diagnosis, summary } };
  }

  async #probe(externalId: string | null): Promise<{ accepted: true; awsRequestId: string | null } | Failure> {
    try {
      const { awsRequestId } = await this.parts.chain.probeCustomerRole(this.role, externalId, this.signal);
      return { accepted: true, awsRequestId };
    } catch (error) {
      return asChainFailure('ASSUME_ROLE', error, this.signal).failure;
    }
  }

  #failed({ stage, failure }: ChainFailure): Verdict<never> {
    return { status: 'FAILED', evidence: toEvidence(failure), diagnosis: explain(stage, failure, this.facts) };
  }
}

/** STS said no to the caller; anything else proves nothing about the trust policy. */
function isRefusal(failure: Failure): boolean {
  return (
    failure.kind === 'refused' && failure.httpStatus === 403 && failure.errorCode?.startsWith('AccessDenied') === true
  );
}

/** The worst of all steps; a test that was cut off before it found a fault has not passed. */
function overall(checks: Check[], wasStopped: boolean): CheckStatus {
  const statuses = new Set(checks.map(({ status }) => status));
  if (statuses.has('FAILED')) return 'FAILED';
  if (wasStopped && statuses.has('SKIPPED')) return 'SKIPPED';
  return statuses.has('WARNING') ? 'WARNING' : 'PASSED';
}
