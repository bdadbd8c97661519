import { matchRoute, packageTypeDefinition, repositoriesFor, type PackageType } from '@backline/shared';
import {
  blankPackageFacts,
  type CodeArtifactConnector,
  type SettlingPermission,
} from '../../../connectors/codeartifact/index.ts';
import type { Check } from '../../../connectors/connector.ts';
import type { AuditTrail } from '../../../lib/audit.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { RequestContext } from '../../../lib/context.ts';
import type { Database } from '../../../lib/database.ts';
import type { Diagnosis } from '../../../lib/diagnosis.ts';
import { InvalidInput, Upstream } from '../../../lib/errors.ts';
import type { RegistryHttp } from '../../../lib/registry-http.ts';
import { Slots } from '../../../lib/slots.ts';
import { authorize } from '../../identity/index.ts';
import type { Integrations, Repository, SavedConnection } from '../../integrations/index.ts';
import { whyNothingToAsk, whyUnused, type PackageLookupStore } from '../../packages/index.ts';
import { readAsked, type Asked } from './asked.ts';
import { check } from './checks.ts';
import { conclude, placeOf } from './conclusion.ts';
import { otherSpellings, searchOtherTypes, searchSpellings, type Search } from './elsewhere.ts';
import { Inquiry } from './inquiry.ts';
import { RepositoryDiagnosis } from './repository-diagnosis.ts';
import { RequestBudget } from './request-budget.ts';
import type { Explainer, Surroundings } from './surroundings.ts';

/** Requests that look-ups may take together; the rest is for telling causes apart. */
const LOOK_UP_REQUESTS = 8;
/** Large documents in memory at once, over all organizations; each has at most 50 MB. */
const LARGE_DOCUMENTS = 2;
const DIAGNOSIS_MS = 25_000;
/** Latest look-ups that may hold another spelling. */
const MOST_KNOWN_NAMES = 500;

export interface PackageDiagnosis {
  available: boolean;
  packageType: PackageType;
  name: string;
  askedName: string;
  version: string | null;
  askedVersion: string | null;
  checks: Check[];
  diagnosis: Diagnosis | null;
  settledBy: SettlingPermission[];
  requestCount: number;
  durationMs: number;
}

type Answer = Pick<PackageDiagnosis, 'available' | 'version' | 'checks' | 'diagnosis' | 'settledBy'>;

export interface PackageDiagnosesParts {
  database: Database;
  lookups: Pick<PackageLookupStore, 'recent'>;
  integrations: Pick<Integrations, 'connection'>;
  http: Pick<RegistryHttp, 'get'>;
  connector: Explainer & Pick<CodeArtifactConnector, 'repositoryAccess' | 'replaceAccess'>;
  audit: AuditTrail;
  clock: Clock;
}

/** What one diagnosis works with. */
interface Run {
  organizationId: string;
  connection: SavedConnection;
  asked: Asked;
  budget: RequestBudget;
  signal: AbortSignal;
  inquiryOf: (repository: Repository) => Inquiry;
}

/** Finds out why a package, or a version of it, cannot be had; from metadata alone, with at most 12 requests. */
export class PackageDiagnoses {
  readonly #largeDocuments = new Slots(LARGE_DOCUMENTS);

  constructor(private readonly parts: PackageDiagnosesParts) {}

  /**
   * Needs diagnostics:run. Throws InvalidInput for what is no name of any package type and for a type without a repository,
   * Upstream where the integration is not used. What repositories and AWS answer is data, refusals as well.
   */
  async diagnose(
    context: RequestContext,
    integrationId: string,
    packageType: PackageType,
    nameText: string,
    versionText: string | null | undefined,
  ): Promise<PackageDiagnosis> {
    const { organizationId } = authorize(context.actor, 'diagnostics:run');
    const connection = await this.parts.integrations.connection(organizationId, integrationId);
    const asked = readAsked(packageType, nameText, versionText);
    if (asked.nameProblem !== null && asked.otherTypes.length === 0) throw new InvalidInput(asked.nameProblem);
    const nothingToAsk = whyNothingToAsk(connection, packageType);
    if (nothingToAsk) throw new InvalidInput(nothingToAsk);
    const unused = whyUnused(connection);
    if (unused) throw new Upstream(unused);
    const started = performance.now();
    const budget = new RequestBudget();
    const signal = AbortSignal.timeout(DIAGNOSIS_MS);
    const run: Run = {
      organizationId,
      connection,
      asked,
      budget,
      signal,
      inquiryOf: (repository) => {
        const { http, connector } = this.parts;
        const largeDocuments = this.#largeDocuments;
        const parts = { http, connector, organizationId, connection, budget, largeDocuments, signal };
        return new Inquiry(parts, repository);
      },
    };
    const { name } = asked;
    const answer = name === null ? await this.#withoutName(run) : await this.#withName(run, { ...asked, name });
    await this.#record(context, run, answer);
    return {
      ...answer,
      packageType,
      name: name ?? asked.askedName,
      askedName: asked.askedName,
      askedVersion: asked.askedVersion,
      checks: [inputCheck(asked), ...answer.checks],
      requestCount: budget.count,
      durationMs: Math.round(performance.now() - started),
    };
  }

  async #withName(run: Run, asked: Asked & { name: string }): Promise<Answer> {
    const { connection, budget, signal, organizationId } = run;
    const { name, packageType } = asked;
    const knownNames = await this.#knownNames(run);
    const known: Surroundings = {
      connector: this.parts.connector,
      organizationId,
      connection,
      budget,
      asked,
      isOwnName: matchRoute(connection.repositories, packageType, name) !== null,
      wasFoundBefore: knownNames.includes(name),
      knownNames: knownNames.filter((other) => other !== name),
      now: this.parts.clock.now(),
      signal,
    };
    const repositories = inOrder(connection, asked).map(
      ({ repository, isServing }) => new RepositoryDiagnosis(known, run.inquiryOf(repository), isServing),
    );
    const asking = affordable(repositories);
    budget.shareAmong(asking.length);
    await Promise.all(asking.map((repository) => repository.lookUp()));
    const publishedAt = newestTime(repositories);
    const isOffered = repositories.some(({ state }) => state === 'offered');
    if (isOffered) {
      for (const one of repositories) if (one.state === 'lacking') one.noteOfferedElsewhere(publishedAt);
    } else {
      await Promise.all(repositories.filter(({ isServing }) => isServing).map((one) => one.investigate(publishedAt)));
    }
    const search = await this.#search(run, asked, repositories, known.knownNames);
    const { available, explained } = conclude({
      connector: this.parts.connector,
      connection,
      asked,
      repositories,
      otherSpelling: search.spelling.found,
      otherType: search.type.found,
    });
    const offered = repositories.find(({ isServing, version }) => isServing && version !== null);
    return {
      available,
      version: offered?.version?.version ?? asked.version,
      checks: [...repositories.flatMap(({ checks }) => checks), ...search.spelling.checks, ...search.type.checks],
      diagnosis: explained?.diagnosis ?? null,
      settledBy: explained?.settledBy ?? [],
    };
  }

  /** Only where no repository of the type knows the name is it looked for as something else. */
  async #search(
    run: Run,
    asked: Asked & { name: string },
    repositories: readonly RepositoryDiagnosis[],
    knownNames: readonly string[],
  ): Promise<{ spelling: Search; type: Search }> {
    const nothing: Search = { found: null, checks: [] };
    const isKnown = repositories.some(({ listing }) => (listing?.versions.length ?? 0) > 0);
    const lacking = repositories.find(({ state, isServing }) => isServing && state === 'lacking');
    if (isKnown || !lacking) return { spelling: nothing, type: nothing };
    const spellings = otherSpellings(asked, asked.name, knownNames);
    const spelling = await searchSpellings(run.inquiryOf(lacking.repository), spellings);
    if (spelling.found) return { spelling, type: nothing };
    return { spelling, type: await searchOtherTypes(asked, run.connection.repositories, run.inquiryOf) };
  }

  /** The name is one of another package type, so that there is nothing to ask for here. */
  async #withoutName(run: Run): Promise<Answer> {
    const { asked, connection } = run;
    const { found, checks } = await searchOtherTypes(asked, connection.repositories, run.inquiryOf);
    const repository = connection.repositories.find(({ packageType }) => packageType === asked.packageType);
    const other = found ?? asked.otherTypes[0];
    if (!repository || !other) throw new Error('A name that nothing can have was refused before.');
    const name = found?.name ?? asked.askedName;
    const facts = {
      ...blankPackageFacts('other-type', asked.packageType, name, this.parts.clock.now()),
      answersAs: other.packageType,
      elsewhere: found && placeOf(found.packageType, found.name, found.repository),
      inputProblem: asked.nameProblem,
    };
    const { diagnosis, settledBy } = this.parts.connector.explainPackage(
      connection.details,
      repository.url,
      facts,
      connection.hasWorked,
    );
    return { available: false, version: asked.version, checks, diagnosis, settledBy };
  }

  async #knownNames({ organizationId, connection, asked }: Run): Promise<string[]> {
    const { lookups, database } = this.parts;
    const { packageType } = asked;
    const rows = await lookups.recent(database.unit, organizationId, connection.id, packageType, '', MOST_KNOWN_NAMES);
    return rows.map(({ name }) => name);
  }

  async #record(context: RequestContext, { connection, asked }: Run, { available, diagnosis }: Answer): Promise<void> {
    const { label } = packageTypeDefinition(asked.packageType);
    const wanted = asked.version ?? asked.askedVersion;
    const subject = `${label} ${asked.name ?? asked.askedName}${wanted === null ? '' : ` ${wanted}`}`;
    const [cause] = diagnosis?.causes ?? [];
    const outcome = [available ? 'available' : 'not available', ...(cause ? [cause.code] : [])].join(': ');
    const event = { action: 'package.diagnosed', subject, detail: `${connection.name}: ${outcome}` };
    await this.parts.database.transaction((unit) => this.parts.audit.record(unit, context.actor, event, context));
  }
}

/** All repositories of the type, those that builds ask for the name before the others. */
function inOrder(
  { repositories }: SavedConnection,
  { packageType, name }: Asked & { name: string },
): { repository: Repository; isServing: boolean }[] {
  const { repositories: serving } = repositoriesFor(repositories, packageType, name);
  const others = repositories.filter((one) => one.packageType === packageType && !serving.includes(one));
  return [
    ...serving.map((repository) => ({ repository, isServing: true })),
    ...others.map((repository) => ({ repository, isServing: false })),
  ];
}

/** Those whose look-ups fit into what is set aside for them; NuGet takes two requests, and each domain a token. */
function affordable(repositories: readonly RepositoryDiagnosis[]): RepositoryDiagnosis[] {
  const domains = new Set<string>();
  let cost = 0;
  return repositories.filter(({ repository }) => {
    const { domain, domainOwner, region, packageType } = repository;
    const key = `${domain} ${domainOwner} ${region}`;
    cost += (packageType === 'NUGET' ? 2 : 1) + (domains.size > 0 && !domains.has(key) ? 1 : 0);
    domains.add(key);
    return cost <= LOOK_UP_REQUESTS;
  });
}

function newestTime(repositories: readonly RepositoryDiagnosis[]): Date | null {
  return repositories.map((one) => one.publishedAt).find((time) => time !== null) ?? null;
}

function inputCheck(asked: Asked): Check {
  const { label } = packageTypeDefinition(asked.packageType);
  const { name, nameProblem, versionProblem, askedName, askedVersion } = asked;
  const problem = nameProblem ?? versionProblem;
  const parts = [
    `${askedName} is ${nameProblem === null ? 'a' : 'no'} name for ${label}`,
    ...(askedVersion === null ? [] : [`${askedVersion} is ${versionProblem === null ? 'a' : 'no'} version`]),
  ];
  const respelt = name !== null && name !== askedName ? `It is looked for as ${name}.` : null;
  const message = problem ?? respelt;
  const evidence = message === null ? null : { httpStatus: null, errorCode: null, message, awsRequestId: null };
  return check('PACKAGE_NAME', parts.join(', '), null, 0, { status: problem === null ? 'PASSED' : 'FAILED', evidence });
}
