/** The lab's healthy customer as details, and the API's operations on integrations for tests. */

import type { PackageType } from '@backline/shared';
import { defaultExternalId } from '../../server/lab/start.ts';
import type { Check, ConnectionReport } from '../../server/src/connectors/connector.ts';
import type { GraphqlReply, Lab, Product } from './product.ts';

export const ACCOUNT = '111122223333';
export const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/BacklineCodeArtifactIntegrationRole`;

const HOST = `https://my-domain-${ACCOUNT}.d.codeartifact.us-east-1.amazonaws.com`;
const SHARED_HOST = 'https://shared-domain-444455556666.d.codeartifact.us-east-1.amazonaws.com';

/** One repository of each package type, in one domain. */
export const URLS = {
  NPM: `${HOST}/npm/my-repo/`,
  PYPI: `${HOST}/pypi/my-repo/simple/`,
  NUGET: `${HOST}/nuget/my-repo/v3/index.json`,
  GO: `${HOST}/go/my-repo/`,
  SHARED: `${SHARED_HOST}/npm/shared-repo/`,
} as const;

/** In another Region than `URLS`. */
export const EU_NPM = `https://my-domain-eu-${ACCOUNT}.d.codeartifact.eu-west-1.amazonaws.com/npm/my-repo/`;

export interface Details {
  integrationId?: string;
  name?: string;
  accountId: string;
  externalId: string;
  roleArn: string;
  repositories: { packageType: PackageType; url: string; routes?: string[] }[];
}

/** Details that the lab's customer has set up; `changes` take the place of what they name. */
export function healthyDetails(changes: Partial<Details> = {}): Details {
  return {
    accountId: ACCOUNT,
    externalId: defaultExternalId,
    roleArn: ROLE_ARN,
    repositories: [{ packageType: 'NPM', url: URLS.NPM }],
    ...changes,
  };
}

/** npm, PyPI, NuGet and Go, in this order. */
export const fourRepositories: Details['repositories'] = [
  { packageType: 'NPM', url: URLS.NPM },
  { packageType: 'PYPI', url: URLS.PYPI },
  { packageType: 'NUGET', url: URLS.NUGET },
  { packageType: 'GO', url: URLS.GO },
];

/** Two of npm, in two domains: the same names can come from either. */
export const twoNpmRepositories: Details['repositories'] = [
  { packageType: 'NPM', url: EU_NPM },
  { packageType: 'NPM', url: URLS.NPM },
];

export interface UserErrorAnswer {
  field: string[] | null;
  code: string;
  message: string;
  suggestion: string | null;
}

/** A report as the API gives it. */
export type ReportAnswer = Omit<ConnectionReport, 'startedAt'> & {
  id: string;
  requestedBy: string;
  startedAt: string;
};

export interface IntegrationAnswer {
  id: string;
  name: string;
  accountId: string;
  externalId: string;
  roleArn: string;
  status: string;
  statusSince: string;
  version: number;
  createdAt: string;
  updatedAt: string;
  repositories: { id: string; packageType: string; url: string; domain: string; repository: string }[];
  lastReport: { id: string; status: string; requestedBy: string } | null;
  reports: { totalCount: number; edges: { node: { id: string; status: string } }[] };
}

export interface IntegrationPayload {
  integration: IntegrationAnswer | null;
  userErrors: UserErrorAnswer[];
  warnings: UserErrorAnswer[];
}

const USER_ERROR = '{ field code message suggestion }';
export const CHECK_FIELDS = `code label status durationMs domain repositoryUrl
  evidence { httpStatus errorCode message awsRequestId }
  diagnosis { category summary causes {
    code certainty side explanation steps documentationUrl snippet { language text } } }`;
export const REPORT_FIELDS = `id status startedAt durationMs requestedBy checks { ${CHECK_FIELDS} }`;
const INTEGRATION_FIELDS = `id name accountId externalId roleArn status statusSince version createdAt updatedAt
  repositories { id packageType url domain repository } lastReport { id status requestedBy }
  reports(first: 5) { totalCount edges { node { id status } } }`;
const PAYLOAD = `{ integration { ${INTEGRATION_FIELDS} } userErrors ${USER_ERROR} warnings ${USER_ERROR} }`;

export const TEST = `mutation ($input: CodeArtifactDetailsInput!) { testCodeArtifactConnection(input: $input) {
  report { ${REPORT_FIELDS} } userErrors ${USER_ERROR} warnings ${USER_ERROR} } }`;
export const CREATE = `mutation ($input: CodeArtifactDetailsInput!) { createCodeArtifactIntegration(input: $input) ${PAYLOAD} }`;
export const UPDATE = `mutation ($input: UpdateCodeArtifactIntegrationInput!) {
  updateCodeArtifactIntegration(input: $input) ${PAYLOAD} }`;
export const DELETE = `mutation ($id: ID!) { deleteIntegration(id: $id) { deletedId userErrors ${USER_ERROR} } }`;
export const READ = `query ($id: ID!) { integration(id: $id) { ${INTEGRATION_FIELDS} } }`;
export const DIAGNOSE = `query ($id: ID!) { diagnoseIntegration(id: $id) { ${REPORT_FIELDS} } }`;
export const SETUP = `query ($input: CodeArtifactSetupInput!) { codeArtifactSetup(input: $input) { externalId trustPolicy } }`;
export const STREAM = `subscription ($input: CodeArtifactDetailsInput!) { codeArtifactConnectionTest(input: $input) {
  planned { code label domain repositoryUrl } check { ${CHECK_FIELDS} } report { ${REPORT_FIELDS} } userErrors ${USER_ERROR} } }`;

/** Has the lab offer Go, which AWS lists no format for. */
export function serveGo(lab: Lab): void {
  lab.edit((world) => {
    world.settings.servesGo = true;
  });
}

type Asker = Pick<Product, 'graphql'>;

/** The one field that was asked for. @throws Error with the answer where the API refused. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller knows what it asked for
export function answerOf<Answer>(reply: GraphqlReply): Answer {
  if (reply.errors.length > 0 || reply.data === null) throw new Error(`The API refused: ${JSON.stringify(reply)}`);
  return Object.values(reply.data as Record<string, Answer>)[0] as Answer;
}

/** Runs a connection test of details that are fit for one. */
export async function testConnection(product: Asker, details: Details = healthyDetails()): Promise<ReportAnswer> {
  const reply = await product.graphql(TEST, { input: details });
  const { report, userErrors } = answerOf<{ report: ReportAnswer | null; userErrors: UserErrorAnswer[] }>(reply);
  if (!report) throw new Error(`There was no test: ${JSON.stringify(userErrors)}`);
  return report;
}

export async function create(product: Asker, details: Details = healthyDetails()): Promise<IntegrationPayload> {
  return answerOf(await product.graphql(CREATE, { input: details }));
}

/** Creates an integration that must come about. */
export async function createIntegration(product: Asker, changes: Partial<Details> = {}): Promise<IntegrationAnswer> {
  const { integration, userErrors } = await create(product, healthyDetails(changes));
  if (!integration) throw new Error(`Nothing was saved: ${JSON.stringify(userErrors)}`);
  return integration;
}

export async function update(product: Asker, input: object): Promise<IntegrationPayload> {
  return answerOf(await product.graphql(UPDATE, { input }));
}

export async function read(product: Asker, id: string): Promise<IntegrationAnswer> {
  return answerOf(await product.graphql(READ, { id }));
}

/** An External ID of the organization that asks, made by the server. */
export async function makeExternalId(product: Asker): Promise<string> {
  const reply = await product.graphql(SETUP, { input: {} });
  return answerOf<{ externalId: string }>(reply).externalId;
}

/** The code of the refusal; undefined where the API answered. */
export function refusalCode(reply: GraphqlReply): unknown {
  return reply.errors[0]?.extensions?.['code'];
}

/** The check's candidates as `code CERTAINTY`, most likely first. */
export function causesOf(check: Check | undefined): string[] {
  return check?.diagnosis?.causes.map(({ code, certainty }) => `${code} ${certainty}`) ?? [];
}

/** The first check that did not pass; a warning counts, a skipped one does not. */
export function firstFault({ checks }: Pick<ReportAnswer, 'checks'>): Check | undefined {
  return checks.find(({ status }) => status === 'FAILED') ?? checks.find(({ status }) => status === 'WARNING');
}
