/** What one repository says of the package; and where it does not offer it, which further requests tell the causes apart. */

import { packageTypeDefinition, type PackageType } from '@backline/shared';
import type { CodeArtifactConnector, ExplainedPackage, PackageFacts } from '../../../connectors/codeartifact/index.ts';
import type { Check } from '../../../connectors/connector.ts';
import type { Diagnosis } from '../../../lib/diagnosis.ts';
import {
  packageTypePlug,
  RegistryFailure,
  type ListedVersion,
  type PackageListing,
} from '../../../package-types/index.ts';
import type { Repository, SavedConnection } from '../../integrations/index.ts';
import type { Asked } from './asked.ts';
import { check, skipped, timed, type Verdict } from './checks.ts';
import type { Answered, Inquiry } from './inquiry.ts';
import type { RequestBudget } from './request-budget.ts';

export type Explainer = Pick<
  CodeArtifactConnector,
  'explainAccess' | 'explainRead' | 'explainPackage' | 'confirmRepository'
>;

/** What is known beside this repository. */
export interface Surroundings {
  connector: Explainer;
  organizationId: string;
  connection: SavedConnection;
  budget: RequestBudget;
  asked: Asked & { name: string };
  isOwnName: boolean;
  wasFoundBefore: boolean;
  /** Names found through this integration before, the latest first; this one left out. */
  knownNames: readonly string[];
  now: Date;
  signal: AbortSignal;
}

/** What the requests beside the look-up have shown. */
type Shown = Pick<
  PackageFacts,
  'isConnected' | 'publicNamesAsked' | 'answersAs' | 'isTypeServed' | 'wasVersionAsked' | 'publishedAt'
>;

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
  readonly #further: Check[] = [];
  #lookedUp: { answered: Answered<PackageListing>; durationMs: number } | null = null;

  constructor(
    private readonly known: Surroundings,
    private readonly inquiry: Inquiry,
    /** Whether builds ask this repository for the name. */
    readonly isServing: boolean,
  ) {}

  get repository(): Repository {
    return this.inquiry.repository;
  }

  get #name(): string {
    return this.repository.repository;
  }

  get checks(): Check[] {
    return [this.#lookUpCheck(), ...this.#further];
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

  /** The cause of what is known already, without another request. */
  explainFrom(publishedAt: Date | null): void {
    const problem = this.listing && this.listing.versions.length > 0 ? 'version-absent' : 'package-absent';
    this.#explain(problem, { ...NOTHING_SHOWN, publishedAt });
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
      ...NOTHING_SHOWN,
      problem,
      packageType,
      name,
      version: this.version?.version ?? version,
      isPublicName: plug.publicNames.includes(name),
      isOwnName,
      wasFoundBefore,
      newest,
      isNewerThanListed: version !== null && newest !== null && plug.versions.compare(version, newest) > 0,
      isMentioned: this.#mentioned !== undefined,
      withdrawn: null,
      suggestion: null,
      elsewhere: null,
      inputProblem: null,
      askedAt: now,
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
    const { name, version } = asked;
    if (version === null) return;
    const { value: own, durationMs } = await timed(() => this.inquiry.readVersion(name, version));
    if (own) {
      const label =
        own.status === 'answered'
          ? `${this.#name} has ${version}, outside of its list`
          : `${this.#name} does not answer for ${version} by itself either`;
      this.#further.push(check('PACKAGE_VERSION', label, this.repository, durationMs, versionVerdict(own)));
    }
    if (own?.status === 'answered') {
      this.version = own.value;
      this.isUnlisted = true;
      this.state = 'offered';
      this.#explain('version-unlisted', {});
      return;
    }
    const wasVersionAsked = own?.status === 'absent';
    const connection = isOwnName ? NOT_ASKED : await this.#askPublic(true);
    this.#explain('version-absent', { ...connection, wasVersionAsked, publishedAt: publishedAt ?? this.publishedAt });
  }

  async #withoutPackage(): Promise<void> {
    const { packageType } = this.repository;
    const isRefused = this.#lookedUp?.answered.status === 'failed';
    // A public name that is there answers both questions with one request; what was refused is first asked for the reason.
    const first = isRefused ? NOT_ASKED : await this.#askPublic(false);
    if (!first.isConnected && !(await this.#isReadable())) return;
    this.state = 'lacking';
    // Only now is it known that the repository answers, so that a public name that is not there means something.
    const { isConnected, publicNamesAsked } = first.isConnected === null ? await this.#askPublic(true, first) : first;
    const isTypeServed = packageTypeDefinition(packageType).listedByAws || this.inquiry.isAnythingAnswered;
    const answersAs = isConnected === false && isTypeServed ? await this.#answersAs() : null;
    this.#explain('package-absent', { isConnected, publicNamesAsked, isTypeServed, answersAs });
  }

  /**
   * Asks for names that the public registry has. One that is there shows a connection, and that the token is good; two that are
   * not there show that there is none, if the repository is known to answer.
   */
  async #askPublic(
    isReadable: boolean,
    before: Pick<Shown, 'publicNamesAsked'> = NOT_ASKED,
  ): Promise<Pick<Shown, 'isConnected' | 'publicNamesAsked'>> {
    const { asked } = this.known;
    const candidates = asked.plug.publicNames.filter((name) => name !== asked.name).slice(0, 2);
    const publicNamesAsked = [...before.publicNamesAsked];
    for (const name of candidates.slice(publicNamesAsked.length)) {
      const { value: answered, durationMs } = await timed(() => this.inquiry.has(name));
      const label = {
        answered: `${this.#name} has ${name}, so it takes in public packages`,
        absent: `${this.#name} does not have ${name}, a public package`,
        failed: `${this.#name} gave no answer for ${name}, a public package`,
        unasked: `${this.#name} was not asked for a public package`,
      }[answered.status];
      this.#further.push(check('PUBLIC_PACKAGE', label, this.repository, durationMs, publicVerdict(answered)));
      if (answered.status === 'answered') return { isConnected: true, publicNamesAsked: [name] };
      if (answered.status !== 'absent') return { isConnected: null, publicNamesAsked };
      publicNamesAsked.push(name);
      if (!isReadable) return { isConnected: null, publicNamesAsked };
    }
    return { isConnected: publicNamesAsked.length < 2 ? null : false, publicNamesAsked };
  }

  /** Whether the token that found no package is accepted; where it is not, the repository is explained and this is false. */
  async #isReadable(): Promise<boolean> {
    if (this.inquiry.isAddressAnswered) return true;
    const control = await this.#control();
    if (control.status === 'answered') return true;
    if (control.status === 'unasked') {
      this.state = 'lacking';
      this.#explain('package-absent', NOTHING_SHOWN);
      return false;
    }
    if (control.status === 'failed') {
      await this.#break(control.error);
      return false;
    }
    if (await this.#isKnownNameThere()) return true;
    return this.#tryFreshToken(control);
  }

  async #control(): Promise<Answered<null>> {
    const { value: answered, durationMs } = await timed(() => this.inquiry.control());
    const what = this.repository.packageType === 'NUGET' ? 'service index' : 'npm ping';
    const label =
      answered.status === 'answered'
        ? `${this.#name} accepts the same token for something else (${what})`
        : `${this.#name} refuses the same token for something else too (${what})`;
    this.#further.push(check('CONTROL_REQUEST', label, this.repository, durationMs, controlVerdict(answered)));
    return answered;
  }

  /** What was found before may have been found at another repository, so that its absence proves nothing. */
  async #isKnownNameThere(): Promise<boolean> {
    const [name] = this.known.knownNames;
    if (name === undefined) return false;
    const { value: answered, durationMs } = await timed(() => this.inquiry.has(name));
    const label =
      answered.status === 'answered'
        ? `${this.#name} gives ${name}, found before, for the same token`
        : `${this.#name} does not give ${name}, found before, either`;
    this.#further.push(check('CONTROL_REQUEST', label, this.repository, durationMs, knownVerdict(answered)));
    return answered.status === 'answered';
  }

  /** A refused token has been replaced on the way, at most once a minute. */
  #noteFreshToken(error: unknown): void {
    if (!(error instanceof RegistryFailure) || error.reason !== 'unauthorized') return;
    const verdict: Verdict = this.inquiry.isTokenFresh
      ? {
          status: 'FAILED',
          evidence: {
            httpStatus: error.httpStatus,
            errorCode: null,
            message: error.message,
            awsRequestId: error.awsRequestId,
          },
        }
      : skipped('No further token was made: the one refused is less than a minute old.');
    const label = `${this.#name} refuses a fresh token as well`;
    this.#further.push(check('CONTROL_REQUEST', label, this.repository, 0, verdict));
  }

  /** A token that has ended may be answered with 404 for everything, so that only a new one tells it from a missing repository. */
  async #tryFreshToken(refused: Answered<null> & { status: 'absent' }): Promise<boolean> {
    const wholeRepository = new RegistryFailure('not-found', refused.evidence.message ?? 'HTTP 404', 404);
    if (!(await this.inquiry.renew())) {
      await this.#break(wholeRepository);
      return false;
    }
    const { value: again, durationMs } = await timed(() => this.inquiry.read(this.known.asked.name));
    const isBetter = again.status === 'answered';
    const label = `${this.#name} gives a fresh token ${isBetter ? 'another' : 'the same'} answer`;
    const verdict: Verdict = {
      status: isBetter ? 'WARNING' : 'PASSED',
      evidence: evidenceIn(again),
    };
    this.#further.push(check('CONTROL_REQUEST', label, this.repository, durationMs, verdict));
    if (isBetter) {
      this.#lookedUp = { answered: again, durationMs };
      this.#take(again);
      if (this.state === 'offered') return false;
      return true;
    }
    const control = await this.#control();
    if (control.status === 'answered') return true;
    await this.#break(control.status === 'failed' ? control.error : wholeRepository);
    return false;
  }

  /** A repository that holds what is public of another type was entered for the wrong one, or holds nothing of this one. */
  async #answersAs(): Promise<PackageType | null> {
    if (this.known.knownNames.length > 0 && (await this.#isKnownNameThere())) return null;
    const other: PackageType = this.repository.packageType === 'NPM' ? 'PYPI' : 'NPM';
    const [name = ''] = packageTypePlug(other).publicNames;
    const { value: answered, durationMs } = await timed(() => this.inquiry.has(name, other));
    const isAnswered = answered.status === 'answered';
    const asType = `as a package for ${packageTypeDefinition(other).label}`;
    const label = isAnswered
      ? `${this.#name} has ${name}, ${asType}`
      : `${this.#name} does not have ${name}, ${asType}, either`;
    const verdict: Verdict =
      answered.status === 'unasked'
        ? skipped(answered.reason)
        : { status: isAnswered ? 'WARNING' : 'PASSED', evidence: evidenceIn(answered) };
    this.#further.push(check('OTHER_PACKAGE_TYPE', label, this.repository, durationMs, verdict));
    return isAnswered ? other : null;
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
    return { status: 'FAILED', evidence, diagnosis };
  }
}

const NOT_ASKED: Pick<Shown, 'isConnected' | 'publicNamesAsked'> = { isConnected: null, publicNamesAsked: [] };
const NOTHING_SHOWN: Shown = {
  ...NOT_ASKED,
  answersAs: null,
  isTypeServed: true,
  wasVersionAsked: false,
  publishedAt: null,
};

/** Whether a refusal may be about the one package, which only a request for something else can tell. */
function mayConcernPackage(error: unknown): boolean {
  return error instanceof RegistryFailure && REFUSALS.includes(error.reason);
}

function evidenceIn<T>(answered: Answered<T>) {
  return answered.status === 'unasked' ? null : answered.evidence;
}

function versionVerdict(answered: Answered<ListedVersion>): Verdict {
  if (answered.status === 'unasked') return skipped(answered.reason);
  return { status: answered.status === 'answered' ? 'WARNING' : 'PASSED', evidence: answered.evidence };
}

function publicVerdict(answered: Answered<unknown>): Verdict {
  if (answered.status === 'unasked') return skipped(answered.reason);
  // A repository without what is public may be meant so.
  return { status: answered.status === 'answered' ? 'PASSED' : 'WARNING', evidence: answered.evidence };
}

function knownVerdict(answered: Answered<unknown>): Verdict {
  if (answered.status === 'absent') return { status: 'WARNING', evidence: answered.evidence };
  return controlVerdict(answered);
}

function controlVerdict(answered: Answered<unknown>): Verdict {
  if (answered.status === 'unasked') return skipped(answered.reason);
  return { status: answered.status === 'answered' ? 'PASSED' : 'FAILED', evidence: answered.evidence };
}
