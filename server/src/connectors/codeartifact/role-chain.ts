/** The two hops: our own identity to the platform role, and from there to a customer's role with its External ID. */

import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  type AssumeRoleCommandInput,
  type AssumeRoleCommandOutput,
} from '@aws-sdk/client-sts';
import type { Clock } from '../../lib/clock.ts';
import { unlessAborted } from '../../lib/concurrency.ts';
import { ExpiringCache, type Expiring } from '../../lib/expiring-cache.ts';
import type { Aws, SessionCredentials } from './aws.ts';
import { roleName } from './causes/index.ts';
import { toFailure, unexpectedAnswer, type Failure, type Stage } from './failure.ts';

/** Role chaining ends every session after an hour: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_terms-and-concepts.html */
const SESSION_SECONDS = 3_600;
const PLATFORM_SESSION_NAME = 'backline-platform';
/** Key of the platform role's only session. */
const PLATFORM = 'platform';

/** A step of the chain that failed, with what AWS answered. */
export class ChainFailure extends Error {
  constructor(
    readonly stage: Stage,
    readonly failure: Failure,
  ) {
    super(failure.message);
  }
}

export interface CustomerRole {
  roleArn: string;
  externalId: string;
  /** Visible in the customer's CloudTrail; 2 to 64 of `[\w+=,.@-]`. */
  sessionName: string;
  sessionPolicy: string;
}

export interface Identity {
  arn: string;
  awsRequestId: string | null;
}

export class RoleChain {
  readonly #platformCredentials: ExpiringCache<SessionCredentials | null>;

  constructor(
    private readonly aws: Aws,
    private readonly platformRoleArn: string,
    private readonly clock: Clock,
  ) {
    this.#platformCredentials = new ExpiringCache(clock);
  }

  /** Who the platform is before any hop. Needs no permission and cannot be denied. */
  async identity(signal?: AbortSignal): Promise<Identity> {
    try {
      const abortSignal = this.aws.callSignal(signal);
      const reply = await this.aws.sts().send(new GetCallerIdentityCommand({}), { abortSignal });
      const awsRequestId = reply.$metadata.requestId ?? null;
      if (!reply.Arn) {
        throw new ChainFailure(
          'PLATFORM_IDENTITY',
          unexpectedAnswer('The answer names no identity.', reply.$metadata.httpStatusCode ?? null, awsRequestId),
        );
      }
      return { arn: reply.Arn, awsRequestId };
    } catch (error) {
      throw asChainFailure('PLATFORM_IDENTITY', error, signal);
    }
  }

  /**
   * Credentials of the platform role, shared by all organizations and renewed ahead of their end; null where the platform
   * already runs as that role. A caller's signal ends the wait and not the call, since others may wait for the same answer.
   */
  async platformCredentials(signal?: AbortSignal): Promise<SessionCredentials | null> {
    try {
      return await unlessAborted(this.#platformSession(), signal);
    } catch (error) {
      throw asChainFailure('PLATFORM_ROLE', error, signal);
    }
  }

  /** Makes the first hop anew, so that a session from before hides no failure of our own. Rejects with ChainFailure. */
  async provePlatform(signal?: AbortSignal): Promise<Identity> {
    const identity = await this.identity(signal);
    try {
      const session = this.#platformCredentials.renew(PLATFORM, () => this.#assumePlatformRole(identity));
      await unlessAborted(session, signal);
      return identity;
    } catch (error) {
      throw asChainFailure('PLATFORM_ROLE', error, signal);
    }
  }

  #platformSession(): Promise<SessionCredentials | null> {
    return this.#platformCredentials.get(PLATFORM, async () => this.#assumePlatformRole(await this.identity()));
  }

  async #assumePlatformRole(identity: Identity): Promise<Expiring<SessionCredentials | null>> {
    if (isSessionOf(identity.arn, this.platformRoleArn)) {
      return { value: null, expiresAt: new Date(this.clock.now().getTime() + SESSION_SECONDS * 1_000) };
    }
    const credentials = await this.#assume('PLATFORM_ROLE', null, {
      RoleArn: this.platformRoleArn,
      RoleSessionName: PLATFORM_SESSION_NAME,
      DurationSeconds: SESSION_SECONDS,
    });
    return { value: credentials, expiresAt: credentials.expiration };
  }

  /** A session in the customer's role. The External ID is never left out: an empty one would switch the protection off. */
  async assumeCustomerRole(role: CustomerRole, signal?: AbortSignal): Promise<SessionCredentials> {
    if (role.externalId === '') throw new Error('A customer role is never assumed without an External ID.');
    return this.#assumeAsPlatform(role, role.externalId, signal);
  }

  /**
   * Tries the role with another External ID, or with none; a healthy role refuses both. The session, if any, is discarded; what is
   * left of it is the id by which the account's CloudTrail has it.
   */
  async probeCustomerRole(
    role: CustomerRole,
    externalId: string | null,
    signal?: AbortSignal,
  ): Promise<{ awsRequestId: string | null }> {
    const { awsRequestId } = await this.#assumeAsPlatform(role, externalId, signal);
    return { awsRequestId };
  }

  async #assumeAsPlatform(
    role: CustomerRole,
    externalId: string | null,
    signal: AbortSignal | undefined,
  ): Promise<AssumedSession> {
    const input: AssumeRoleCommandInput = {
      RoleArn: role.roleArn,
      RoleSessionName: role.sessionName,
      DurationSeconds: SESSION_SECONDS,
      Policy: role.sessionPolicy,
      ...(externalId !== null && { ExternalId: externalId }),
    };
    const assume = async () => this.#assume('ASSUME_ROLE', await this.platformCredentials(signal), input, signal);
    try {
      return await assume();
    } catch (error) {
      if (!isSessionRefused(error)) throw error;
      // The platform role may have been made anew while its session was kept; one that is fresh decides.
      this.#platformCredentials.forget(PLATFORM);
      return assume();
    }
  }

  async #assume(
    stage: Stage,
    credentials: SessionCredentials | null,
    input: AssumeRoleCommandInput,
    signal?: AbortSignal,
  ): Promise<AssumedSession> {
    try {
      const reply = await this.aws
        .sts(credentials ?? undefined)
        .send(new AssumeRoleCommand(input), { abortSignal: this.aws.callSignal(signal) });
      return checkReply(stage, reply, input.RoleArn ?? '', this.clock.now());
    } catch (error) {
      throw asChainFailure(stage, error, signal);
    }
  }
}

/** A step's error as a ChainFailure of that stage; one that is already translated stays as it is. */
export function asChainFailure(stage: Stage, error: unknown, signal?: AbortSignal): ChainFailure {
  return error instanceof ChainFailure ? error : new ChainFailure(stage, toFailure(error, signal));
}

/** STS does not know the credentials that the request was signed with, or not any more. */
function isSessionRefused(error: unknown): boolean {
  if (!(error instanceof ChainFailure) || error.stage !== 'ASSUME_ROLE') return false;
  return /^(ExpiredToken|InvalidClientTokenId)/.test(error.failure.errorCode ?? '');
}

interface AssumedSession extends SessionCredentials {
  awsRequestId: string | null;
}

/** Nothing is believed because it came with HTTP 200: credentials complete, not expired, and for the role asked for. */
function checkReply(stage: Stage, reply: AssumeRoleCommandOutput, roleArn: string, now: Date): AssumedSession {
  const { httpStatusCode, requestId } = reply.$metadata;
  const refuse = (message: string) =>
    new ChainFailure(stage, unexpectedAnswer(message, httpStatusCode ?? null, requestId ?? null));
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = reply.Credentials ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration || Number.isNaN(Expiration.getTime())) {
    throw refuse('The answer holds no credentials.');
  }
  if (Expiration <= now) {
    const ended = Expiration.toISOString();
    throw refuse(
      `The answer holds credentials that ended at ${ended}; this server's clock reads ${now.toISOString()}.`,
    );
  }
  if (!isSessionOf(reply.AssumedRoleUser?.Arn ?? '', roleArn)) {
    throw refuse(`The answer is for ${reply.AssumedRoleUser?.Arn ?? 'no role'}, not for ${roleArn}.`);
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration,
    awsRequestId: requestId ?? null,
  };
}

/** Whether `arn:aws:sts::A:assumed-role/Name/session` is a session of `arn:aws:iam::A:role/path/Name`; sessions carry no path. */
function isSessionOf(sessionArn: string, roleArn: string): boolean {
  const session = sessionArn.split(':');
  return (
    session[4] === roleArn.split(':')[4] &&
    session[5]?.split('/')[0] === 'assumed-role' &&
    session[5].split('/')[1] === roleName(roleArn)
  );
}
