/** Tokens for domains, and through them short-lived access to repositories. Everything here lives in memory only. */

import { GetAuthorizationTokenCommand } from '@aws-sdk/client-codeartifact';
import { parseRepositoryUrl, type CodeArtifactDetails } from '@backline/shared';
import type { Access } from '../connector.ts';
import type { Clock } from '../../lib/clock.ts';
import { inParallel } from '../../lib/concurrency.ts';
import { ExpiringCache } from '../../lib/expiring-cache.ts';
import type { Aws, SessionCredentials } from './aws.ts';
import type { DomainFacts, RepositoryFacts } from './causes/index.ts';
import { unexpectedAnswer } from './failure.ts';
import { repositoryEndpoint } from './probe.ts';
import { asChainFailure, ChainFailure, type CustomerRole, type RoleChain } from './role-chain.ts';
import { sessionPolicy } from './session-policy.ts';

/** Ends with the role session, so that a token never outlives it: https://docs.aws.amazon.com/codeartifact/latest/ug/tokens-authentication.html */
const ENDS_WITH_SESSION = 0;
/** CodeArtifact takes any user name; its documentation uses this one. */
const USER_NAME = 'aws';
/** Below CodeArtifact's 40 token requests per second. */
const DOMAINS_AT_ONCE = 8;
/** A repository that refuses every token is not worth a new one for each request. */
const REPLACE_AT_MOST_EVERY_MS = 60_000;

export interface DomainToken {
  secret: string;
  expiresAt: Date;
  awsRequestId: string | null;
}

/** What an integration's sessions are for; becomes part of the session name that customers see in CloudTrail. */
export type SessionPurpose = 'test' | 'resolve' | 'build';

export class CodeArtifactAccess {
  readonly #sessions: ExpiringCache<SessionCredentials>;
  readonly #tokens: ExpiringCache<DomainToken>;
  readonly #replacedAt = new Map<string, number>();

  constructor(
    private readonly aws: Aws,
    private readonly chain: RoleChain,
    private readonly clock: Clock,
  ) {
    this.#sessions = new ExpiringCache(clock);
    this.#tokens = new ExpiringCache(clock);
  }

  /** A way into one repository of an integration. `onCall` hears of each call to AWS that it takes. Rejects with ChainFailure. */
  async repositoryAccess(
    organizationId: string,
    details: CodeArtifactDetails,
    repositoryUrl: string,
    onCall?: () => void,
  ): Promise<Access> {
    const token = await this.#token(organizationId, details, domainOf(repositoryUrl), onCall);
    return access(repositoryUrl, token);
  }

  /**
   * Another way in than the one that the repository refused; null where that one is new itself. However many requests are
   * refused at once, one token is made. Rejects with ChainFailure.
   */
  async replaceAccess(
    organizationId: string,
    details: CodeArtifactDetails,
    refused: Access,
    onCall?: () => void,
  ): Promise<Access | null> {
    const domain = domainOf(refused.url);
    let current = await this.#token(organizationId, details, domain, onCall);
    if (current.secret === refused.secret) {
      const key = tokenKey(sessionKey(organizationId, customerRole(organizationId, details, 'resolve')), domain);
      const now = this.clock.now().getTime();
      if (now - (this.#replacedAt.get(key) ?? 0) >= REPLACE_AT_MOST_EVERY_MS) {
        this.#replacedAt.set(key, now);
        this.#tokens.forget(key);
      }
      // Whoever comes second waits here for the token that the first one asked for.
      current = await this.#token(organizationId, details, domain, onCall);
    }
    return current.secret === refused.secret ? null : access(refused.url, current);
  }

  /**
   * Ways into the given repositories and no others, for a build: a session and tokens of their own that nobody else uses, all
   * ending with the session. In the order of the URLs. Rejects with ChainFailure.
   */
  async buildAccess(
    organizationId: string,
    details: CodeArtifactDetails,
    repositoryUrls: readonly string[],
  ): Promise<Access[]> {
    const repositories = details.repositories.filter(({ url }) => repositoryUrls.includes(url));
    const role = customerRole(organizationId, { ...details, repositories }, 'build');
    const credentials = await this.chain.assumeCustomerRole(role);
    const tokens = new Map<string, Promise<DomainToken>>();
    return inParallel(repositoryUrls, DOMAINS_AT_ONCE, async (url) => {
      const domain = domainOf(url);
      const key = tokenKey('', domain);
      const token = tokens.get(key) ?? requestToken(this.aws, credentials, domain, this.clock.now());
      tokens.set(key, token);
      return access(url, await token);
    });
  }

  /** One GetRepositoryEndpoint with the session that reads packages. Rejects with ChainFailure. */
  async confirmRepository(
    organizationId: string,
    details: CodeArtifactDetails,
    repository: RepositoryFacts,
    onCall?: () => void,
  ): Promise<void> {
    const role = customerRole(organizationId, details, 'resolve');
    const credentials = await this.#session(sessionKey(organizationId, role), role, onCall);
    onCall?.();
    await repositoryEndpoint(this.aws, credentials, repository);
  }

  /** Drops every session and token of an organization. */
  forget(organizationId: string): void {
    this.#sessions.forget(`${organizationId} `);
    this.#tokens.forget(`${organizationId} `);
    for (const key of this.#replacedAt.keys()) if (key.startsWith(`${organizationId} `)) this.#replacedAt.delete(key);
  }

  #token(
    organizationId: string,
    details: CodeArtifactDetails,
    domain: DomainFacts,
    onCall?: () => void,
  ): Promise<DomainToken> {
    const role = customerRole(organizationId, details, 'resolve');
    const session = sessionKey(organizationId, role);
    return this.#tokens.get(tokenKey(session, domain), async () => {
      const credentials = await this.#session(session, role, onCall);
      onCall?.();
      const token = await requestToken(this.aws, credentials, domain, this.clock.now());
      return { value: token, expiresAt: token.expiresAt };
    });
  }

  #session(key: string, role: CustomerRole, onCall?: () => void): Promise<SessionCredentials> {
    return this.#sessions.get(key, async () => {
      onCall?.();
      const credentials = await this.chain.assumeCustomerRole(role);
      return { value: credentials, expiresAt: credentials.expiration };
    });
  }
}

function domainOf(repositoryUrl: string): DomainFacts {
  const domain = parseRepositoryUrl(repositoryUrl);
  if (!domain) throw new Error('A saved repository URL is always valid.');
  return domain;
}

function access(url: string, { secret, expiresAt }: DomainToken): Access {
  return { url, userName: USER_NAME, secret, expiresAt };
}

/** What a token may read depends on the session's policy, so a session made for other repositories is never used again. */
function sessionKey(organizationId: string, { roleArn, externalId, sessionPolicy }: CustomerRole): string {
  return [organizationId, roleArn, externalId, sessionPolicy].join(' ');
}

function tokenKey(session: string, domain: DomainFacts): string {
  return [session, domain.domainOwner, domain.domain, domain.region].join(' ');
}

/** The role of an integration as it is assumed for one purpose. */
export function customerRole(
  organizationId: string,
  details: CodeArtifactDetails,
  purpose: SessionPurpose,
): CustomerRole {
  return {
    roleArn: details.roleArn,
    externalId: details.externalId,
    sessionName: `backline-${purpose}-${organizationId.replaceAll('-', '').slice(-12)}`,
    sessionPolicy: sessionPolicy(details.repositories.map(({ url }) => url)),
  };
}

/**
 * One GetAuthorizationToken. `durationSeconds` is 0 (as long as the session) or 900 to 43,200. Rejects with ChainFailure, also
 * where the reply holds no usable token.
 */
export async function requestToken(
  aws: Aws,
  credentials: SessionCredentials,
  { domain, domainOwner, region }: DomainFacts,
  now: Date,
  signal?: AbortSignal,
  durationSeconds: number = ENDS_WITH_SESSION,
): Promise<DomainToken> {
  try {
    const command = new GetAuthorizationTokenCommand({ domain, domainOwner, durationSeconds });
    const abortSignal = aws.callSignal(signal);
    const reply = await aws.codeArtifact(region, credentials).send(command, { abortSignal });
    const { httpStatusCode, requestId } = reply.$metadata;
    const refuse = (message: string) =>
      new ChainFailure('AUTHORIZATION_TOKEN', unexpectedAnswer(message, httpStatusCode ?? null, requestId ?? null));
    if (!reply.authorizationToken || /\s/.test(reply.authorizationToken)) throw refuse('The answer holds no token.');
    if (!reply.expiration || !(reply.expiration > now)) {
      throw refuse(`The answer holds a token that has ended; this server's clock reads ${now.toISOString()}.`);
    }
    return { secret: reply.authorizationToken, expiresAt: reply.expiration, awsRequestId: requestId ?? null };
  } catch (error) {
    throw asChainFailure('AUTHORIZATION_TOKEN', error, signal);
  }
}
