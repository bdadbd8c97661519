import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { drip } from './https-stand-in.ts';

export const PLATFORM_ROLE = 'arn:aws:iam::198331734661:role/BacklineIntegrationReadOnlyCodeArtifact';
export const CUSTOMER_ROLE = 'arn:aws:iam::111122223333:role/team/BacklineRole';
export const EXTERNAL_ID = 'bl-4f1c0d2e9b8a7f6e5d4c3b2a19080706';
/** Five parts, as CodeArtifact's tokens have. */
export const TOKEN = 'eyJ2ZXIiOjEsImlzdSI6MTcwMH0.CANARYkey0.CANARYiv0.CANARYtext.CANARYtag0';
export const SECRET_KEY = 'CANARYsecretAccessKey0000000000000000000';
export const SESSION_TOKEN = 'CANARYsessionTokenOfTheCustomersRole0000';

/** One request as AWS reads it. */
export interface AwsCall {
  /** `AssumeRole`, `GetAuthorizationToken` ... */
  action: string;
  parameters: Record<string, string>;
  /** Who signed it. */
  accessKeyId: string;
}

export type AwsReply =
  | { status: number; body: string; type?: string; headers?: Record<string, string> }
  /** `hang` never answers, `drip` begins and never ends, `cut` closes the connection. */
  | 'hang'
  | 'drip'
  | 'cut';

export type AwsAnswer = (call: AwsCall) => AwsReply | null | undefined;

export interface AwsStandIn {
  readonly endpoint: string;
  readonly calls: AwsCall[];
  callsOf(action: string): AwsCall[];
  stop(): Promise<void>;
}

/** STS and the CodeArtifact API with one healthy customer; `answer` decides first, and leaves what it answers null to that. */
export async function startAwsStandIn(answer: AwsAnswer = () => null): Promise<AwsStandIn> {
  const calls: AwsCall[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    void serve(request, response);
  });
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const call = await readCall(request);
    calls.push(call);
    reply(response, answer(call) ?? healthy(call));
  };
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    callsOf: (action) => calls.filter((call) => call.action === action),
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function stsError(code: string, message: string, status = 403): AwsReply {
  const body = `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${escape(message)}</Message></Error><RequestId>sts-request</RequestId></ErrorResponse>`;
  return { status, body, type: 'text/xml', headers: { 'x-amzn-requestid': 'sts-request' } };
}

export function apiError(code: string, message: string, status: number, more: Record<string, string> = {}): AwsReply {
  const headers = { 'x-amzn-errortype': code, 'x-amzn-requestid': 'api-request' };
  return { status, body: JSON.stringify({ message, ...more }), type: 'application/json', headers };
}

export interface SessionReply {
  roleArn?: string;
  expiration?: string;
  accessKeyId?: string;
}

export function session(given: SessionReply = {}): AwsReply {
  const { roleArn = CUSTOMER_ROLE, accessKeyId = 'ASIACUSTOMER' } = given;
  const expiration = given.expiration ?? new Date(Date.now() + 3_600_000).toISOString();
  const [, , , , account, path = ''] = roleArn.split(':');
  const arn = `arn:aws:sts::${account}:assumed-role/${path.slice(path.lastIndexOf('/') + 1)}/session`;
  return {
    status: 200,
    type: 'text/xml',
    body: `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><AssumedRoleUser><AssumedRoleId>AROA:session</AssumedRoleId><Arn>${arn}</Arn></AssumedRoleUser><Credentials><AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>${SECRET_KEY}</SecretAccessKey><SessionToken>${SESSION_TOKEN}</SessionToken><Expiration>${expiration}</Expiration></Credentials></AssumeRoleResult><ResponseMetadata><RequestId>sts-request</RequestId></ResponseMetadata></AssumeRoleResponse>`,
  };
}

export function token(value: string = TOKEN, expiresAt: number = Date.now() + 3_600_000): AwsReply {
  return json({ authorizationToken: value, expiration: expiresAt / 1_000 });
}

export function json(value: unknown): AwsReply {
  return { status: 200, body: JSON.stringify(value), type: 'application/json' };
}

export function html(status: number): AwsReply {
  return { status, type: 'text/html', body: '<!DOCTYPE html><html><body><h1>Sign in</h1><br></body></html>' };
}

export const ACCESS_DENIED = stsError(
  'AccessDenied',
  `User: arn:aws:sts::198331734661:assumed-role/BacklineIntegrationReadOnlyCodeArtifact/backline-platform is not authorized to perform: sts:AssumeRole on resource: ${CUSTOMER_ROLE}`,
);

function healthy({ action, parameters }: AwsCall): AwsReply {
  switch (action) {
    case 'GetCallerIdentity':
      return {
        status: 200,
        type: 'text/xml',
        body: '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::198331734661:user/base</Arn><UserId>AIDA</UserId><Account>198331734661</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>sts-request</RequestId></ResponseMetadata></GetCallerIdentityResponse>',
      };
    case 'AssumeRole':
      if (parameters.RoleArn === PLATFORM_ROLE) return session({ roleArn: PLATFORM_ROLE, accessKeyId: 'ASIAPLATFORM' });
      return parameters.ExternalId === EXTERNAL_ID ? session() : ACCESS_DENIED;
    case 'GetAuthorizationToken':
      return token();
    default: {
      const { domain, 'domain-owner': owner, format, repository } = parameters;
      const host = `${domain}-${owner}.d.codeartifact.us-east-1.amazonaws.com`;
      return json({ repositoryEndpoint: `https://${host}/${format}/${repository}/` });
    }
  }
}

async function readCall(request: IncomingMessage): Promise<AwsCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? '/', 'http://aws');
  const form = new URLSearchParams(url.pathname === '/' ? Buffer.concat(chunks).toString() : url.search);
  const actions: Record<string, string> = {
    '/v1/authorization-token': 'GetAuthorizationToken',
    '/v1/repository/endpoint': 'GetRepositoryEndpoint',
  };
  return {
    action: actions[url.pathname] ?? form.get('Action') ?? '',
    parameters: Object.fromEntries(form),
    accessKeyId: /Credential=([^/]+)/.exec(request.headers.authorization ?? '')?.[1] ?? '',
  };
}

function reply(response: ServerResponse, answer: AwsReply): void {
  if (answer === 'hang') return;
  if (answer === 'cut') {
    response.socket?.destroy();
  } else if (answer === 'drip') {
    response.writeHead(200, { 'content-type': 'text/xml' });
    drip(response);
  } else {
    response.writeHead(answer.status, { 'content-type': answer.type ?? 'text/plain', ...answer.headers });
    response.end(answer.body);
  }
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
