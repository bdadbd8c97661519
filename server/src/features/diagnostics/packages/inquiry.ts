/** One repository under question: asks it through one client, and keeps what it really answered. */

import { packageTypeDefinition, type PackageType } from '@backline/shared';
import type { CodeArtifactConnector } from '../../../connectors/codeartifact/index.ts';
import type { Access } from '../../../connectors/connector.ts';
import { awsRequestId, bodyText } from '../../../lib/answer-text.ts';
import type { Evidence } from '../../../lib/diagnosis.ts';
import { redact } from '../../../lib/redact.ts';
import type { RegistryHttp } from '../../../lib/registry-http.ts';
import type { Slots } from '../../../lib/slots.ts';
import {
  packageTypePlug,
  RegistryFailure,
  type ListedVersion,
  type PackageListing,
  type RegistryClient,
} from '../../../package-types/index.ts';
import type { Repository, SavedConnection } from '../../integrations/index.ts';
import { controlAddress, createRegistryClient, takeControl, type LookUpClient } from '../../packages/index.ts';
import { BudgetSpent, type RequestBudget } from './request-budget.ts';

export type Answered<T> =
  | { status: 'answered'; value: T; evidence: Evidence }
  /** 404 or 410. */
  | { status: 'absent'; evidence: Evidence }
  /** No usable answer, or no way in. */
  | { status: 'failed'; error: unknown; evidence: Evidence | null }
  | { status: 'unasked'; reason: string };

export interface InquiryParts {
  http: Pick<RegistryHttp, 'get'>;
  connector: Pick<CodeArtifactConnector, 'repositoryAccess' | 'replaceAccess'>;
  organizationId: string;
  connection: SavedConnection;
  budget: RequestBudget;
  largeDocuments: Slots;
  signal: AbortSignal;
}

/** Nothing is there: the package, or where a NuGet repository's own index is missing, all of it. */
const ABSENCES: readonly RegistryFailure['reason'][] = ['not-found', 'gone', 'no-repository'];

export class Inquiry {
  #access: Promise<Access> | null = null;
  /** By address. What a protocol remembers of a repository hangs on its client, so that there is one for all questions. */
  readonly #clients = new Map<string, RegistryClient>();
  /** Of the question under way: what was read for it makes room for others when it is answered. */
  readonly #open = new Map<string, Promise<LookUpClient>>();
  /** Of the answer that came last, and the last status of each address. */
  #last: Evidence | null = null;
  readonly #statuses = new Map<string, number>();
  #isTokenFresh = false;

  constructor(
    private readonly parts: InquiryParts,
    readonly repository: Repository,
  ) {}

  read(name: string): Promise<Answered<PackageListing>> {
    const plug = packageTypePlug(this.repository.packageType);
    return this.#ask(this.repository.url, (client) => plug.registry.readPackage(client, name));
  }

  /** Whether the repository has a package at all, as cheaply as its protocol allows; also as another package type. */
  has(name: string, packageType: PackageType = this.repository.packageType): Promise<Answered<string | null>> {
    const plug = packageTypePlug(packageType);
    return this.#ask(this.#addressAs(packageType), (client) => plug.registry.readNewest(client, name));
  }

  /** One version by its own document; null where the protocol has none. */
  async readVersion(name: string, version: string): Promise<Answered<ListedVersion> | null> {
    const { registry } = packageTypePlug(this.repository.packageType);
    if (!registry.readVersion) return null;
    const answered = await this.#ask(
      this.repository.url,
      async (client) => (await registry.readVersion?.(client, name, version)) ?? null,
    );
    if (answered.status !== 'answered') return answered;
    const { value, evidence } = answered;
    return value === null ? { status: 'absent', evidence } : { ...answered, value };
  }

  /** A request that every repository answers with the token, whatever it holds. */
  control(): Promise<Answered<null>> {
    const address = controlAddress(this.repository);
    return this.#ask(this.repository.url, async (client) =>
      takeControl(await client.get(address, { accept: 'application/json' })),
    );
  }

  /** A refused token was replaced by another one. */
  get isTokenFresh(): boolean {
    return this.#isTokenFresh;
  }

  /** The repository's own address was answered with 200: NuGet's service index. */
  get isAddressAnswered(): boolean {
    return this.#statuses.get(this.repository.url) === 200;
  }

  /** Any address below the repository's was answered with 200. */
  get isAnythingAnswered(): boolean {
    const base = this.repository.url;
    return [...this.#statuses].some(([url, status]) => status === 200 && url.startsWith(base));
  }

  /** Asks with another token from now on; false where there is none. Rejects with what access to AWS rejects with. */
  async renew(): Promise<boolean> {
    const fresh = await this.#replace(await this.#enter());
    if (!fresh) return false;
    this.#clients.clear();
    this.#statuses.clear();
    return true;
  }

  #addressAs(packageType: PackageType): string {
    const { url, repository } = this.repository;
    if (packageType === this.repository.packageType) return url;
    const { format, urlTail } = packageTypeDefinition(packageType);
    return `${new URL(url).origin}/${format}/${repository}/${urlTail}`;
  }

  async #ask<T>(url: string, question: (client: RegistryClient) => Promise<T>): Promise<Answered<T>> {
    this.#last = null;
    try {
      const value = await question(this.#client(url));
      return { status: 'answered', value, evidence: this.#last ?? NO_EVIDENCE };
    } catch (error) {
      if (error instanceof BudgetSpent) return { status: 'unasked', reason: error.message };
      const evidence = evidenceOf(error) ?? this.#last;
      const isAbsent = error instanceof RegistryFailure && ABSENCES.includes(error.reason);
      return isAbsent
        ? { status: 'absent', evidence: this.#last ?? evidence ?? NO_EVIDENCE }
        : { status: 'failed', error, evidence };
    } finally {
      const open = await this.#open.get(url)?.catch(() => null);
      open?.close();
      this.#open.delete(url);
    }
  }

  #enter(): Promise<Access> {
    const { connector, organizationId, connection, budget } = this.parts;
    const { details } = connection;
    this.#access ??= connector.repositoryAccess(organizationId, details, this.repository.url, () => budget.note());
    return this.#access;
  }

  async #replace(refused: Access): Promise<Access | null> {
    const { connector, organizationId, connection, budget } = this.parts;
    const fresh = await connector.replaceAccess(organizationId, connection.details, refused, () => budget.note());
    if (fresh) {
      this.#isTokenFresh = true;
      this.#access = Promise.resolve(fresh);
    }
    return fresh;
  }

  #client(url: string): RegistryClient {
    const known = this.#clients.get(url);
    if (known) return known;
    const client: RegistryClient = {
      url,
      get: async (address, request) => {
        const opening = this.#open.get(url) ?? this.#openClient(url);
        this.#open.set(url, opening);
        const answer = await (await opening).get(address, request);
        this.#statuses.set(address, answer.status);
        this.#last = {
          httpStatus: answer.status,
          errorCode: null,
          message: answer.status === 200 ? null : redact(bodyText(answer.body, answer.headers).slice(0, 500)) || null,
          awsRequestId: awsRequestId(answer.headers),
        };
        return answer;
      },
    };
    this.#clients.set(url, client);
    return client;
  }

  async #openClient(url: string): Promise<LookUpClient> {
    const { http, organizationId, budget, largeDocuments, signal } = this.parts;
    const access = await this.#enter();
    return createRegistryClient({
      http,
      access: { ...access, url },
      replaceAccess: (refused) => this.#replace({ ...refused, url: this.repository.url }),
      quota: `${this.repository.domainOwner} ${this.repository.region}`,
      organizationId,
      largeDocuments,
      signal,
      onRequest: () => budget.spend(),
      tries: budget.tries,
    });
  }
}

const NO_EVIDENCE: Evidence = { httpStatus: null, errorCode: null, message: null, awsRequestId: null };

function evidenceOf(error: unknown): Evidence | null {
  if (!(error instanceof RegistryFailure)) return null;
  const { httpStatus, message, errorCode, awsRequestId: id } = error;
  return { httpStatus, errorCode, message: redact(message), awsRequestId: id };
}
