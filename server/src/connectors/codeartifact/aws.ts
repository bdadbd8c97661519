/** The AWS SDK clients: long-lived, one connection pool, a time limit on every call, the configured proxy honoured. */

import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { CodeartifactClient } from '@aws-sdk/client-codeartifact';
import { STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';

const CONNECTION_TIMEOUT_MS = 3_000;
const REQUEST_TIMEOUT_MS = 5_000;
/** Covers every attempt of one call; the SDK's own timers do not end an answer that drips. */
const CALL_DEADLINE_MS = 8_000;
const MAX_SOCKETS = 32;

export interface AwsOptions {
  /** The platform's home Region, where STS is called. */
  region: string;
  stsEndpoint?: string | undefined;
  codeArtifactEndpoint?: string | undefined;
  httpsProxy?: string | undefined;
  noProxy?: string | undefined;
}

/** Temporary credentials of a role session; in memory only. */
export interface SessionCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiration: Date;
}

export interface Aws {
  /** Without credentials: the SDK's default chain, i.e. the platform's own identity. */
  sts(credentials?: SessionCredentials): STSClient;
  codeArtifact(region: string, credentials: SessionCredentials): CodeartifactClient;
  close(): void;
}

export function createAws(options: AwsOptions): Aws {
  const agentOptions = { keepAlive: true, maxSockets: MAX_SOCKETS };
  const proxyEnv = { HTTPS_PROXY: options.httpsProxy, NO_PROXY: options.noProxy };
  const httpAgent = new HttpAgent(agentOptions);
  const httpsAgent = new HttpsAgent(options.httpsProxy ? { ...agentOptions, proxyEnv } : agentOptions);
  const shared = {
    requestHandler: new NodeHttpHandler({
      httpAgent,
      httpsAgent,
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    }),
    maxAttempts: 3,
  };
  const baseClient = createSts();
  return {
    sts: (credentials) => (credentials ? createSts(credentials) : baseClient),
    codeArtifact: (region, credentials) =>
      new CodeartifactClient({
        ...shared,
        region,
        credentials,
        ...(options.codeArtifactEndpoint && { endpoint: options.codeArtifactEndpoint }),
      }),
    close: () => {
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };

  function createSts(credentials?: SessionCredentials): STSClient {
    return new STSClient({
      ...shared,
      region: options.region,
      ...(credentials && { credentials }),
      ...(options.stsEndpoint && { endpoint: options.stsEndpoint }),
    });
  }
}

/** The abort signal of one call: its own deadline, and the caller's. */
export function callSignal(signal?: AbortSignal): AbortSignal {
  const deadline = AbortSignal.timeout(CALL_DEADLINE_MS);
  return signal ? AbortSignal.any([deadline, signal]) : deadline;
}
