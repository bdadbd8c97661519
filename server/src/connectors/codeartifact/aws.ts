/** The AWS SDK clients: long-lived, one connection pool, a time limit on every call, the configured proxy honoured. */

import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { CodeartifactClient } from '@aws-sdk/client-codeartifact';
import { STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { TIME_LIMITS, type TimeLimits } from './limits.ts';

const MAX_SOCKETS = 32;

export interface AwsOptions {
  /** The platform's home Region, where STS is called. */
  region: string;
  stsEndpoint?: string | undefined;
  codeArtifactEndpoint?: string | undefined;
  httpsProxy?: string | undefined;
  noProxy?: string | undefined;
  limits?: TimeLimits;
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
  /** The abort signal of one call: its own deadline, and the caller's. */
  callSignal(signal?: AbortSignal): AbortSignal;
  close(): void;
}

export function createAws(options: AwsOptions): Aws {
  const limits = options.limits ?? TIME_LIMITS;
  const agentOptions = { keepAlive: true, maxSockets: MAX_SOCKETS };
  const proxyEnv = { HTTPS_PROXY: options.httpsProxy, NO_PROXY: options.noProxy };
  const httpAgent = new HttpAgent(agentOptions);
  const httpsAgent = new HttpsAgent(options.httpsProxy ? { ...agentOptions, proxyEnv } : agentOptions);
  const shared = {
    requestHandler: new NodeHttpHandler({
      httpAgent,
      httpsAgent,
      connectionTimeout: limits.connectMs,
      requestTimeout: limits.requestMs,
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
    callSignal: (signal) => {
      const deadline = AbortSignal.timeout(limits.callMs);
      return signal ? AbortSignal.any([deadline, signal]) : deadline;
    },
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
