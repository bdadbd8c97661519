/** Projects and their analyses as a partner's tool asks for them, and the lab's sample projects. */

import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { importLabAdvisories } from '../../server/local/lab-advisories.ts';
import { answerOf, createIntegration, fourRepositories, type UserErrorAnswer } from './code-artifact.ts';
import { readResults } from './event-stream.ts';
import type { Asker } from './organization.ts';
import { startProduct, type Product } from './product.ts';

const LAB = resolve(import.meta.dirname, '../../server/lab');

export const ANALYSIS_FIELDS = `id projectId projectName integrationId status progress { phase done total } requestedBy
  createdAt startedAt finishedAt diagnosis { category summary } advisoryData { advisoryCount } dependencyCount
  severityCounts { severity count }`;

export const ANALYZE = `mutation ($input: AnalyzeProjectInput!) { analyzeProject(input: $input) {
  analysis { ${ANALYSIS_FIELDS} } userErrors { field code message suggestion } } }`;
export const CANCEL = `mutation ($id: ID!) { cancelAnalysis(id: $id) {
  analysis { ${ANALYSIS_FIELDS} } userErrors { field code message suggestion } } }`;
export const ANALYSIS = `query ($id: ID!) { analysis(id: $id) { ${ANALYSIS_FIELDS} } }`;
export const FOLLOW = `subscription ($id: ID!) { analysisProgress(id: $id) { ${ANALYSIS_FIELDS} } }`;
export const PROJECT = `query ($id: ID!) { project(id: $id) { id name integrationId createdAt
  lastAnalysis { id status } analyses(first: 2) { totalCount pageInfo { hasNextPage endCursor } edges { node { id } } } } }`;
export const PROJECTS = `query ($first: Int!, $after: String, $integrationId: ID) {
  projects(first: $first, after: $after, integrationId: $integrationId) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { id name lastAnalysis { id status } } } } }`;
export const REMOVE_PROJECT = 'mutation ($id: ID!) { deleteProject(id: $id) { deletedId userErrors { code } } }';

export interface ProjectFiles {
  path: string;
  content: string;
}

export interface AnalysisAnswer {
  id: string;
  projectId: string;
  projectName: string;
  integrationId: string;
  status: 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';
  progress: { phase: string | null; done: number; total: number };
  requestedBy: string;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  diagnosis: { category: string; summary: string } | null;
  advisoryData: { advisoryCount: number } | null;
  dependencyCount: number | null;
  severityCounts: { severity: string | null; count: number }[];
}

export interface AnalyzeAnswer {
  analysis: AnalysisAnswer | null;
  userErrors: UserErrorAnswer[];
}

export interface ProjectList {
  totalCount: number;
  pageInfo: { hasNextPage: boolean };
  edges: { node: { id: string; name: string } }[];
}

/** The lab's project of a package type, as its folder holds it. */
export function sampleProject(name: 'npm' | 'python' | 'go' | 'nuget'): ProjectFiles[] {
  const folder = join(LAB, 'sample-projects', name);
  return readdirSync(folder)
    .filter((path) => !path.endsWith('.go'))
    .map((path) => ({ path, content: readFileSync(join(folder, path), 'utf8') }));
}

/** A project of one file and one dependency, another one for each version. */
export function manifest(version: string): ProjectFiles[] {
  return [{ path: 'package.json', content: JSON.stringify({ version, dependencies: { '@acme/markup': '^1.0.0' } }) }];
}

/** The lab's advisories, as `npm start` imports them. */
export async function importAdvisories({ database }: Pick<Product, 'database'>): Promise<void> {
  await importLabAdvisories(database.url, join(LAB, 'advisories'));
}

/** A product that knows the lab's advisories, with an integration of one repository for each package type. */
export async function startProductForProjects(): Promise<{ product: Product; integrationId: string }> {
  const product = await startProduct();
  await importAdvisories(product);
  const { id: integrationId } = await createIntegration(product, { repositories: fourRepositories });
  return { product, integrationId };
}

export async function analyze(
  asker: Asker,
  integrationId: string,
  files: readonly ProjectFiles[],
  name = 'Shop',
): Promise<AnalyzeAnswer> {
  return answerOf(await asker.graphql(ANALYZE, { input: { integrationId, name, files } }));
}

/** An analysis that must be accepted. */
export async function startAnalysis(...parameters: Parameters<typeof analyze>): Promise<AnalysisAnswer> {
  const { analysis, userErrors } = await analyze(...parameters);
  if (!analysis) throw new Error(`The project was refused: ${JSON.stringify(userErrors)}`);
  return analysis;
}

/** Every state that the subscription tells, the last one included. */
export async function follow(
  product: Pick<Product, 'address' | 'apiKey'>,
  id: string,
  onState: (state: AnalysisAnswer) => Promise<void> | void = () => undefined,
): Promise<AnalysisAnswer[]> {
  const states: AnalysisAnswer[] = [];
  for await (const { data, errors } of readResults<{ analysisProgress: AnalysisAnswer }>(
    await openProgress(product, id),
  )) {
    if (!data) throw new Error(`The stream refused: ${JSON.stringify(errors)}`);
    states.push(data.analysisProgress);
    await onState(data.analysisProgress);
  }
  return states;
}

/** The answer as it begins; its body is still to come. */
export function openProgress(
  { address, apiKey }: Pick<Product, 'address' | 'apiKey'>,
  id: string,
  signal?: AbortSignal,
): Promise<Response> {
  return fetch(`${address}/graphql/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${apiKey}` },
    body: JSON.stringify({ query: FOLLOW, variables: { id } }),
    ...(signal && { signal }),
  });
}

/** Waits until it is done, and hands back what it is then. */
export async function finished(product: Pick<Product, 'address' | 'apiKey'>, id: string): Promise<AnalysisAnswer> {
  const last = (await follow(product, id)).at(-1);
  if (!last) throw new Error('Nothing was told of the analysis.');
  return last;
}
