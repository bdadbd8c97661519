import type { RequestListener } from 'node:http';
import type { CodeArtifactDetails } from '@backline/shared';
import { createAws } from '../../server/src/connectors/codeartifact/aws.ts';
import { CodeArtifactConnector } from '../../server/src/connectors/codeartifact/index.ts';
import type { TimeLimits } from '../../server/src/connectors/codeartifact/limits.ts';
import type { Check, CheckCode, ConnectionReport } from '../../server/src/connectors/connector.ts';
import { systemClock, type Clock } from '../../server/src/lib/clock.ts';
import { createHttp } from '../../server/src/lib/http.ts';
import {
  CUSTOMER_ROLE,
  EXTERNAL_ID,
  PLATFORM_ROLE,
  startAwsStandIn,
  type AwsAnswer,
  type AwsStandIn,
} from './aws-stand-in.ts';
import { startHttpsStandIn, type HttpsStandIn, type HttpsStandInOptions } from './https-stand-in.ts';

export const HOST = 'my-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com';
export const NPM_URL = `https://${HOST}/npm/my-repo/`;
export const PYPI_URL = `https://${HOST}/pypi/my-repo/simple/`;
export const NUGET_URL = `https://${HOST}/nuget/my-repo/v3/index.json`;
export const GO_URL = `https://${HOST}/go/my-repo/`;

/** The production limits, about ten times shorter; still long enough for a busy machine. */
export const SHORT_LIMITS: TimeLimits = {
  connectMs: 500,
  requestMs: 400,
  callMs: 600,
  readMs: 1_000,
  testMs: 3_000,
};

export const DETAILS: CodeArtifactDetails = {
  name: null,
  accountId: '111122223333',
  externalId: EXTERNAL_ID,
  roleArn: CUSTOMER_ROLE,
  repositories: [{ packageType: 'NPM', url: NPM_URL }],
};

export interface ConnectorUnderTest {
  connector: CodeArtifactConnector;
  aws: AwsStandIn;
  repositories: HttpsStandIn;
  readonly stop: () => Promise<void>;
}

export interface ConnectorSettings {
  aws?: AwsAnswer;
  repositories?: RequestListener;
  https?: HttpsStandInOptions;
  clock?: Clock;
  limits?: TimeLimits;
}

/** The real connector; in place of AWS and the package endpoints, stand-ins on loopback. */
export async function startConnector(settings: ConnectorSettings = {}): Promise<ConnectorUnderTest> {
  useStaticCredentials();
  const { clock = systemClock, limits = SHORT_LIMITS } = settings;
  const standIn = await startAwsStandIn(settings.aws);
  const repositories = await startHttpsStandIn(settings.repositories ?? healthyRepository, settings.https);
  const { endpoint } = standIn;
  const aws = createAws({ region: 'us-east-1', stsEndpoint: endpoint, codeArtifactEndpoint: endpoint, limits });
  const http = createHttp({ httpsProxy: repositories.proxyUrl });
  const options = {
    platformRoleArn: PLATFORM_ROLE,
    templateUrl: 'https://template.test/',
    homeRegion: 'us-east-1',
    limits,
  };
  return {
    connector: new CodeArtifactConnector(aws, http, clock, options),
    aws: standIn,
    repositories,
    stop: async () => {
      aws.close();
      await Promise.all([standIn.stop(), repositories.stop()]);
      await http.close();
    },
  };
}

/** What the SDK signs with; nothing of the machine's own settings. */
export function useStaticCredentials(): void {
  process.env.AWS_ACCESS_KEY_ID = 'AKIABASE';
  process.env.AWS_SECRET_ACCESS_KEY = 'CANARYbaseSecretKey000000000000000000000';
  process.env.AWS_EC2_METADATA_DISABLED = 'true';
  delete process.env.AWS_SESSION_TOKEN;
  delete process.env.AWS_PROFILE;
}

/** Answers reads of every package type as a repository with the package pip does. */
export const healthyRepository: RequestListener = (request, response) => {
  const { url = '' } = request;
  if (url.endsWith('/-/ping')) return void response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  if (url.endsWith('/simple/pip/')) {
    const page =
      '<html><body><a href="25.0/pip-25.0-py3-none-any.whl#sha256=00">pip-25.0-py3-none-any.whl</a></body></html>';
    return void response.writeHead(200, { 'content-type': 'text/html' }).end(page);
  }
  if (url.endsWith('/v3/index.json')) return void response.writeHead(200).end('{"version":"3.0.0","resources":[]}');
  return void response.writeHead(404, { 'x-amzn-requestid': 'read-request' }).end();
};

/** An answer with a status, as CodeArtifact's package endpoints give it. */
export function answerWith(
  status: number,
  body = '{"message":"No"}',
  headers: Record<string, string> = {},
): RequestListener {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-requestid': 'read-request', ...headers });
    response.end(body);
  };
}

/** The first check of a kind. */
export function checkOf({ checks }: ConnectionReport, code: CheckCode): Check {
  const check = checks.find((candidate) => candidate.code === code);
  if (!check) throw new Error(`The report has no check ${code}.`);
  return check;
}

/** `code certainty` of every cause, in order. */
export function causesOf(check: Check): string[] {
  return (check.diagnosis?.causes ?? []).map(({ code, certainty }) => `${code} ${certainty}`);
}
