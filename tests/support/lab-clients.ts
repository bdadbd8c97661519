/** Calls the lab as the server would: the real SDK through the lab's proxy, from the base user to a package. */

import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpsRequest, Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CodeartifactClient,
  GetAuthorizationTokenCommand,
  GetRepositoryEndpointCommand,
  type GetAuthorizationTokenCommandInput,
} from '@aws-sdk/client-codeartifact';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  STSClient,
  type AssumeRoleCommandInput,
} from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { startLab, type RunningLab } from '../../server/lab/start.ts';

export const PLATFORM_ROLE = 'arn:aws:iam::198331734661:role/BacklineIntegrationReadOnlyCodeArtifact';
export const CUSTOMER_ROLE = 'arn:aws:iam::111122223333:role/BacklineCodeArtifactIntegrationRole';
export const EXTERNAL_ID = 'lab-external-id-7f3c9a52e1';

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

export interface Reply {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface LabClients {
  identity(credentials?: Credentials): Promise<string>;
  assume(credentials: Credentials | undefined, input: Partial<AssumeRoleCommandInput>): Promise<Credentials>;
  assumePlatformRole(): Promise<Credentials>;
  /** From the base user through the platform role; `input` overrides what is sent. */
  assumeCustomerRole(input?: Partial<AssumeRoleCommandInput>): Promise<Credentials>;
  token(credentials: Credentials, input?: Partial<GetAuthorizationTokenCommandInput>, region?: string): Promise<string>;
  endpoint(
    credentials: Credentials,
    format: string,
    domain?: { domain: string; domainOwner: string; repository: string },
  ): Promise<string>;
  get(url: string, authorization?: string): Promise<Reply>;
  close(): void;
}

export interface ConnectedLab {
  lab: RunningLab;
  aws: LabClients;
  stop: () => Promise<void>;
}

/** A lab of its own, in a folder that goes with it. */
export async function startConnectedLab(): Promise<ConnectedLab> {
  const folder = mkdtempSync(join(tmpdir(), 'lab-'));
  const lab = await startLab({ dataFolder: folder });
  const aws = connectToLab(lab);
  const stop = async () => {
    aws.close();
    await lab.stop();
    rmSync(folder, { recursive: true });
  };
  return { lab, aws, stop };
}

export function connectToLab(lab: RunningLab): LabClients {
  const agent = new Agent({
    keepAlive: true,
    ca: lab.certificatePem,
    proxyEnv: { HTTPS_PROXY: lab.environment['HTTPS_PROXY'] },
  });
  const base: Credentials = {
    accessKeyId: lab.environment['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: lab.environment['AWS_SECRET_ACCESS_KEY'] ?? '',
  };
  const shared = {
    requestHandler: new NodeHttpHandler({ httpsAgent: agent, requestTimeout: 1_000, throwOnRequestTimeout: true }),
    maxAttempts: 1,
  };
  const sts = (credentials: Credentials = base) =>
    new STSClient({ ...shared, region: lab.environment['AWS_REGION'] ?? '', credentials });
  const codeArtifact = (credentials: Credentials, region = 'us-east-1') =>
    new CodeartifactClient({ ...shared, region, credentials });
  const clients: LabClients = {
    identity: async (credentials) => (await sts(credentials).send(new GetCallerIdentityCommand({}))).Arn ?? '',
    assume: async (credentials, input) => {
      const command = new AssumeRoleCommand({ RoleArn: CUSTOMER_ROLE, RoleSessionName: 'one', ...input });
      const { Credentials: found } = await sts(credentials).send(command);
      const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = found ?? {};
      return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    },
    assumePlatformRole: () => clients.assume(undefined, { RoleArn: PLATFORM_ROLE, RoleSessionName: 'platform' }),
    assumeCustomerRole: async (input) =>
      clients.assume(await clients.assumePlatformRole(), { ExternalId: EXTERNAL_ID, ...input }),
    token: async (credentials, input, region) => {
      const command = new GetAuthorizationTokenCommand({ domain: 'my-domain', domainOwner: '111122223333', ...input });
      return (await codeArtifact(credentials, region).send(command)).authorizationToken ?? '';
    },
    endpoint: async (credentials, format, where) => {
      const place = where ?? { domain: 'my-domain', domainOwner: '111122223333', repository: 'my-repo' };
      const command = new GetRepositoryEndpointCommand({ ...place, format: format as 'npm' });
      return (await codeArtifact(credentials).send(command)).repositoryEndpoint ?? '';
    },
    get: (url, authorization) => get(agent, url, authorization),
    close: () => agent.destroy(),
  };
  return clients;
}

function get(agent: Agent, url: string, authorization?: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const headers = { accept: '*/*', ...(authorization && { authorization }) };
    const request = httpsRequest(url, { agent, headers, timeout: 1_000 }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('error', reject);
    request.end();
  });
}

/** What the SDK says of a call that is refused. */
export async function failure(
  call: Promise<unknown>,
): Promise<{ code: string; message: string; status: number | undefined }> {
  const error: unknown = await call.then(
    () => new Error('The call succeeded.'),
    (reason: unknown) => reason,
  );
  const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
  return { code: name, message, status: $metadata?.httpStatusCode };
}
