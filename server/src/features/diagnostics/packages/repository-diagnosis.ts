/** What one repository says of the package; and where it does not offer it, which further requests tell the causes apart. */

import { packageTypeDefinition } from '@backline/shared';
import { blankPackageFacts, type ExplainedPackage, type PackageFacts } from '../../../connectors/codeartifact/index.ts';
import type { Check } from '../../../connectors/connector.ts';
import type { Diagnosis } from '../../../lib/diagnosis.ts';
import { RegistryFailure, type ListedVersion, type PackageListing } from '../../../package-types/index.ts';
import type { Repository } from '../../integrations/index.ts';
import { check, evidenceIn, skipped, timed, type Verdict } from './checks.ts';
import { ControlQuestions } from './control-questions.ts';
import type { Answered, Inquiry } from './inquiry.ts';
import { NOT_ASKED, type Surroundings } from './surroundings.ts';

/** Reasons with which a repository may mean a package as well as all of it. */
const REFUSALS = ['unauthorized', 'forbidden', 'unexpected-status'];

export class RepositoryDiagnosis {
  listing: PackageListing | null = null;
  /** The version asked for, as the repository lists it or as the version's own document gives it. */
  version: ListedVersion | null = null;
  /** The version is there and in no list. */
  isUnlisted = false;
  state: 'offered' | 'lacking' | 'broken' | 'unasked' = 'unasked';
  /** Why it is not offered; null until `investigate`. */
  explained: ExplainedPackage | null = null;
  #isOfferedElsewhere = false;
  readonly #questions: ControlQuestions;
  #lookedUp: { answered: Answered<PackageListing>; durationMs: number } | null = null;

  constructor(
    private readonly known: Surroundings,
    private readonly inquiry: Inquiry,
    /** Whether builds ask this repository for the name. */
    readonly isServing: boolean,
  ) {
    this.#questions = new ControlQuestions(known, inquiry);
  }

  get repository(): Repository {
    return this.inquiry.repository;
  }

  get #name(): string {
    return this.repository.repository;
  }

  get checks(): Check[] {
    return [this.#lookUpCheck(), ...this.#questions.checks];
  }

  async lookUp(): Promise<void> {
    const { name } = this.known.asked;
    const { value: answered, durationMs } = await timed(() => this.inquiry.read(name));
    this.#lookedUp = { answered, durationMs };
    this.#take(answered);
  }

  /** Asks what tells the causes apart. `publishedAt` is the version's, where another repository says it. */
  async investigate(publishedAt: Date | null): Promise<void> {
    const answered = this.#lookedUp?.answered;
    if (!answered || answered.status === 'unasked') return;
    if (answered.status === 'failed') this.#noteFreshToken(answered.error);
    if (answered.status === 'failed' && !mayConcernPackage(answered.error)) {
      await this.#break(answered.error);
      return;
    }
    if (this.listing && this.listing.versions.length > 0) await this.#withoutVersion(publishedAt);
    else await this.#withoutPackage();
  }

  /** Another repository has it, so that there is nothing to find out but whether this one has not got it yet. */
  noteOfferedElsewhere(publishedAt: Date | null): void {
    this.#isOfferedElsewhere = true;
    if (!this.listing || this.listing.versions.length === 0) return;
    this.#explain('version-absent', { publishedAt });
    if (this.explained?.diagnosis.causes[0]?.code !== 'upstream_ingest_delay') this.explained = null;
  }

  /** `PackageFacts` with what every problem of this repository shares. */
  facts(problem: PackageFacts['problem'], shown: Partial<PackageFacts> = {}): PackageFacts {
    const { asked, isOwnName, wasFoundBefore, now } = this.known;
    const { plug, packageType, name, version } = asked;
    const listed = this.listing?.versions ?? [];
    const newest = listed.reduce<string | null>(
      (best, next) => (best === null || plug.versions.compare(next.version, best) > 0 ? next.version : best),
      null,
    );
    return {
      ...blankPackageFacts(problem, packageType, name, now),
      version: this.version?.version ?? version,
      isPublicName: plug.publicNames.includes(name),
      isOwnName,
      wasFoundBefore,
      newest,
      isNewerThanListed: version !== null && newest !== null && plug.versions.compare(version, newest) > 0,
      isMentioned: this.#mentioned !== undefined,
      ...shown,
    };
  }

  /** When the version was published, as far as this repository says. */
  get publishedAt(): Date | null {
    return this.version?.publishedAt ?? this.#mentioned ?? null;
  }

  /** Undefined where the document does not name the version; null where it gives no time. */
  get #mentioned(): Date | null | undefined {
    const { plug, versionKey } = this.known.asked;
    if (versionKey === null || this.version !== null) return undefined;
    for (const [mentioned, time] of this.listing?.mentioned ?? []) {
      if (plug.versions.normalise(mentioned) === versionKey) return time;
    }
    return undefined;
  }

  #take(answered: Answered<PackageListing>): void {
    if (answered.status === 'failed') this.state = 'broken';
    if (answered.status === 'absent') this.state = 'lacking';
    if (answered.status !== 'answered') return;
    const { plug, versionKey } = this.known.asked;
    this.listing = answered.value;
    const { versions } = answered.value;
    const isAsked = (one: ListedVersion) => plug.versions.normalise(one.version) === versionKey;
    this.version = (versionKey !== null && versions.find(isAsked)) || null;
    const isThere = versionKey === null ? versions.length > 0 : this.version !== null;
    this.state = isThere ? 'offered' : 'lacking';
  }

  async #withoutVersion(publishedAt: Date | null): Promise<void> {
    const { asked, isOwnName } = this.known;
    const { version } = asked;
    if (version === null) return;
    const own = await this.#questions.version(version);
    if (own?.status === 'answered') {
      this.version = own.value;
      this.isUnlisted = true;
      this.state = 'offered';
      this.#explain('version-unlisted', {});
      return;
    }
    const wasVersionAsked = own?.status === 'absent';
    const connection = isOwnName ? NOT_ASKED : await this.#questions.publicNames(true);
    this.#explain('version-absent', { ...connection, wasVersionAsked, publishedAt: publishedAt ?? this.publishedAt });
  }

  async #withoutPackage(): Promise<void> {
    const { packageType } = this.repository;
    const isRefused = this.#lookedUp?.answered.status === 'failed';
    // A public name that is there answers both questions with one request; what was refused is first asked for the reason.
    const first = isRefused ? NOT_ASKED : await this.#questions.publicNames(false);
    if (!first.isConnected && !(await this.#isReadable())) return;
    this.state = 'lacking';
    // Only now is it known that the repository answers, so that a public name that is not there means something.
    const { isConnected, publicNamesAsked } =
      first.isConnected === null ? await this.#questions.publicNames(true, first) : first;
    const isTypeServed = packageTypeDefinition(packageType).listedByAws || this.inquiry.isAnythingAnswered;
    const answersAs = isConnected === false && isTypeServed ? await this.#questions.otherType() : null;
    this.#explain('package-absent', { isConnected, publicNamesAsked, isTypeServed, answersAs });
  }

  /** Whether the token that found no package is accepted; where it is not, the repository is explained and this is false. */
  async #isReadable(): Promise<boolean> {
    if (this.inquiry.isAddressAnswered) return true;
    const control = await this.#questions.control();
    if (control.status === 'answered') return true;
    if (control.status === 'unasked') {
      this.state = 'lacking';
      this.#explain('package-absent', {});
      return false;
    }
    if (control.status === 'failed') {
      await this.#break(control.error);
      return false;
    }
    if (await this.#questions.isKnownNameThere()) return true;
    return this.#tryFreshToken(control);
  }

  /** A refused token has been replaced on the way, at most once a minute. */
  #noteFreshToken(error: unknown): void {
    if (!(error instanceof RegistryFailure) || error.reason !== 'unauthorized') return;
    const { httpStatus, message, awsRequestId } = error;
    const verdict: Verdict = this.inquiry.isTokenFresh
      ? { status: 'FAILED', evidence: { httpStatus, errorCode: null, message, awsRequestId } }
      : skipped('No further token was made: the one refused is less than a minute old.');
    const label = `${this.#name} refuses a fresh token as well`;
    this.#questions.checks.push(check('CONTROL_REQUEST', label, this.repository, 0, verdict));
  }

  /** A token that has ended may be answered with 404 for everything, so that only a new one tells it from a missing repository. */
  async #tryFreshToken(refused: Answered<null> & { status: 'absent' }): Promise<boolean> {
    const wholeRepository = new RegistryFailure('not-found', refused.evidence.message ?? 'HTTP 404', 404);
    const renewal = await this.inquiry.renew().catch((error: unknown) => ({ error }));
    if (renewal !== true) {
      await this.#break(renewal === false ? wholeRepository : renewal.error);
      return false;
    }
    const { value: again, durationMs } = await timed(() => this.inquiry.read(this.known.asked.name));
    const isBetter = again.status === 'answered';
    const label = `${this.#name} gives a fresh token ${isBetter ? 'another' : 'the same'} answer`;
    const verdict: Verdict = {
      status: isBetter ? 'WARNING' : 'PASSED',
      evidence: evidenceIn(again),
    };
    this.#questions.checks.push(check('CONTROL_REQUEST', label, this.repository, durationMs, verdict));
    if (isBetter) {
      this.#lookedUp = { answered: again, durationMs };
      this.#take(again);
      if (this.state === 'offered') return false;
      return true;
    }
    const control = await this.#questions.control();
    if (control.status === 'answered') return true;
    await this.#break(control.status === 'failed' ? control.error : wholeRepository);
    return false;
  }

  /** All of the repository is refused or gives no answer, whatever the package. */
  async #break(error: unknown): Promise<void> {
    const { connector, connection, organizationId, budget, signal } = this.known;
    const { details, hasWorked } = connection;
    const { url } = this.repository;
    this.state = 'broken';
    if (!(error instanceof RegistryFailure)) {
      const explained = connector.explainAccess(details, url, error, hasWorked);
      if (!explained) throw error;
      this.explained = { diagnosis: explained.diagnosis, settledBy: [] };
      return;
    }
    const failure =
      error.reason === 'stopped' && signal.aborted
        ? new RegistryFailure('timeout', 'No complete answer in the time that a diagnosis has.')
        : error;
    const isOfWhole = ['forbidden', 'not-found', 'gone'].includes(failure.reason);
    const confirmation =
      isOfWhole && budget.left > 0
        ? await connector.confirmRepository(organizationId, details, url, () => budget.note())
        : null;
    const { diagnosis } =
      confirmation?.explained ?? connector.explainRead(details, url, failure, hasWorked, confirmation?.isKnown);
    this.explained = { diagnosis, settledBy: [] };
  }

  #explain(problem: PackageFacts['problem'], shown: Partial<PackageFacts>): void {
    const { connector, connection } = this.known;
    const facts = this.facts(problem, shown);
    this.explained = connector.explainPackage(connection.details, this.repository.url, facts, connection.hasWorked);
  }

  #lookUpCheck(): Check {
    const { name, version } = this.known.asked;
    const wanted = `${name}${version === null ? '' : ` ${version}`}`;
    const label = {
      offered: `${this.#name} offers ${wanted}`,
      lacking: `${this.#name} does not offer ${wanted}`,
      broken: `${this.#name} gave no usable answer for ${wanted}`,
      unasked: `${this.#name} was not asked to the end for ${wanted}`,
    }[this.state];
    const { answered, durationMs = 0 } = this.#lookedUp ?? {};
    return check('PACKAGE_LOOKUP', label, this.repository, durationMs, this.#lookUpVerdict(answered));
  }

  #lookUpVerdict(answered: Answered<PackageListing> | undefined): Verdict {
    if (!answered) return skipped('Not asked: there are more repositories of this type than a diagnosis asks.');
    if (answered.status === 'unasked') return skipped(answered.reason);
    const diagnosis: Diagnosis | null = this.explained?.diagnosis ?? null;
    const evidence = evidenceIn(answered);
    if (this.state === 'offered') {
      const isDoubtful = this.isUnlisted || (this.version?.withdrawn ?? null) !== null;
      return { status: isDoubtful ? 'WARNING' : 'PASSED', evidence, diagnosis: this.isUnlisted ? diagnosis : null };
    }
    const isEnough = this.state === 'lacking' && this.#isOfferedElsewhere;
    return { status: isEnough ? 'WARNING' : 'FAILED', evidence, diagnosis };
  }
}

/** Whether a refusal may be about the one package, which only a request for something else can tell. */
function mayConcernPackage(error: unknown): boolean {
  return error instanceof RegistryFailure && REFUSALS.includes(error.reason);
}
