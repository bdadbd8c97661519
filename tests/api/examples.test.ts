/**
 * Runs every worked example of the API's page against the server and the lab, and holds the answers that the page shows
 * against those it gets. After a change that is meant: RECORD_EXAMPLES=1 npx vitest run --project system tests/api/examples
 */

import { execFile, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildSchema, Kind, parse, validate } from 'graphql';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SCOPES } from '../../server/src/lib/context.ts';
import { curlCommand } from '../../web/src/features/api/examples/curl.ts';
import {
  valueAt,
  type Answer,
  type ApiExample,
  type ExampleStep,
} from '../../web/src/features/api/examples/example.ts';
import { apiExamples } from '../../web/src/features/api/examples/list.ts';
import { createIntegration, healthyDetails, makeExternalId, testConnection, URLS } from '../support/code-artifact.ts';
import { collect, readResults } from '../support/event-stream.ts';
import { createApiKey, createOrganization } from '../support/organization.ts';
import { startProduct, type Product } from '../support/product.ts';
import { importAdvisories } from '../support/projects.ts';

type Variables = Record<string, unknown>;

const file = fileURLToPath(new URL('../../web/src/features/api/examples/answers.json', import.meta.url));
const recorded = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Answer[]>;
const isRecording = process.env['RECORD_EXAMPLES'] !== undefined;
const schema = buildSchema(readFileSync(new URL('../../shared/schema.graphql', import.meta.url), 'utf8'));
const hasCurl = spawnSync('curl', ['--version']).status === 0;

let product: Product;

beforeAll(async () => {
  product = await startProduct();
});
afterEach(() => product.lab.reset());
afterAll(async () => {
  await product.stop();
  if (!isRecording) return;
  const known = apiExamples.map(({ slug }) => [slug, recorded[slug]] as const).filter(([, answers]) => answers);
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(known), null, 2)}\n`);
});

it.for(apiExamples)('$slug does what the page says', async (example, { skip }) => {
  const missing = missingOperations(example);
  skip(missing.length > 0, `The schema has no ${missing.join(', ')}.`);
  const answers = await run(example, post);
  if (isRecording) recorded[example.slug] = answers.map(withoutTokens);
  expect(recorded[example.slug], 'Record the answers: see the top of this file.').toBeDefined();
  expect(answers.map(comparable)).toEqual((recorded[example.slug] ?? []).map(comparable));
});

describe('each example', () => {
  it.each(apiExamples)('$slug has documents that fit the schema, and scopes that exist', (example) => {
    for (const scope of example.scopes) expect(SCOPES).toContain(scope);
    if (missingOperations(example).length > 0) return;
    for (const { query } of example.steps) expect(validate(schema, parse(query))).toEqual([]);
  });

  it('has a name of its own', () => {
    expect(new Set(apiExamples.map(({ slug }) => slug)).size).toBe(apiExamples.length);
  });
});

it('does the same as a curl command', async ({ skip }) => {
  skip(!hasCurl, 'There is no curl here.');
  for (const example of apiExamples.filter(({ slug }) => ['page-through', 'follow-a-test'].includes(slug))) {
    const answers = await run(example, async (step, variables, apiKey) => {
      const command = curlCommand(product.address, step, variables);
      const { stdout } = await promisify(execFile)('sh', ['-c', command.replace('curl ', 'curl -sS ')], {
        env: { ...process.env, API_KEY: apiKey },
      });
      return step.isStream ? collect(readResults(new Response(stdout))) : (JSON.parse(stdout) as Answer);
    });
    expect(answers.map(comparable)).toEqual((recorded[example.slug] ?? []).map(comparable));
  }
});

it('quotes what a shell would read otherwise', async () => {
  const variables = { text: `it's "$HOME" \`id\` \\ \n !` };
  const command = curlCommand('http://localhost', { query: 'query { a }' }, variables);
  const { stdout } = await promisify(execFile)('sh', ['-c', command.replace(/^curl/, 'printf "%s\\n"')]);
  expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toEqual({ query: 'query { a }', variables });
});

/** Each in an organization of its own, with a key that has the scopes of the example and no more. */
async function run(
  example: ApiExample,
  ask: (step: ExampleStep, variables: Variables, apiKey: string) => Promise<Answer>,
): Promise<Answer[]> {
  const organization = await createOrganization(product, 'Acme');
  const { secret } = await createApiKey(organization, example.scopes);
  await arrangements[example.slug]?.(organization);
  const answers: Answer[] = [];
  for (const step of example.steps) {
    const answer = await ask(step, step.variables(answers), secret);
    answers.push(answer);
    deployWhatWasPrepared(answer);
  }
  return answers;
}

type Organization = Awaited<ReturnType<typeof createOrganization>>;

/** What is there before the example begins: for most, an integration that works. */
const arrangements: Record<string, (organization: Organization) => Promise<unknown>> = {
  'read-a-report': async (organization) => {
    await connect(organization);
    product.lab.set('missing_bearer_token_permission', true);
  },
  'follow-a-test': connect,
  'diagnose-a-package': connect,
  'look-up-a-package': connect,
  'issue-credentials': connect,
  'analyze-a-project': async (organization) => {
    await importAdvisories(product);
    await connect(organization);
  },
  'handle-errors': connect,
  'page-through': async (organization) => {
    const externalId = await makeExternalId(organization);
    for (const name of ['Acme packages', 'Acme mirrors', 'Acme archive']) {
      await createIntegration(organization, { name, externalId });
    }
  },
};

async function connect(organization: Organization): Promise<void> {
  const externalId = await makeExternalId(organization);
  product.lab.deploy({ externalId });
  const details = { externalId, repositories: [{ packageType: 'NPM', url: URLS.NPM } as const] };
  const { id } = await createIntegration(organization, { ...details, name: 'Acme packages' });
  await testConnection(organization, healthyDetails({ ...details, integrationId: id }));
}

/** The stack that a reader of the example deploys after the set-up was prepared. */
function deployWhatWasPrepared(answer: Answer): void {
  const externalId = valueAt(answer, 'data', 'codeArtifactSetup', 'externalId');
  if (typeof externalId === 'string') product.lab.deploy({ externalId });
}

async function post(step: ExampleStep, variables: Variables, apiKey: string): Promise<Answer> {
  const response = await fetch(`${product.address}/graphql${step.isStream ? '/stream' : ''}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
    body: JSON.stringify({ query: step.query, variables }),
  });
  return step.isStream ? collect(readResults(response)) : response.json();
}

function missingOperations({ steps }: ApiExample): string[] {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const known = new Set(roots.flatMap((type) => Object.keys(type?.getFields() ?? {})));
  const used = steps.flatMap(({ query }) =>
    parse(query).definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections : [],
    ),
  );
  return used.flatMap((field) => (field.kind === Kind.FIELD && !known.has(field.name.value) ? [field.name.value] : []));
}

function withoutTokens(answer: Answer): Answer {
  return JSON.parse(JSON.stringify(answer).replace(/eyJ[\w.-]+/g, 'TOKEN-SHOWN-ONCE')) as Answer;
}

/** The answer without what is another each time: ids, times, durations, progress, tokens; events of a stream in any order. */
function comparable(answer: Answer): Answer {
  const text = JSON.stringify(withoutTokens(answer))
    .replace(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, 'id')
    .replace(/bl-[\da-f]{32}/g, 'external id')
    .replace(/backline-test-[\da-f]+/g, 'session')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time')
    .replace(/"endCursor":"[\w-]{22}"/g, '"endCursor":"cursor"')
    .replace(/"durationMs":\d+/g, '"durationMs":0')
    .replace(/"progress":\{[^}]*\}/g, '"progress":"so far"');
  const same = JSON.parse(text) as Answer;
  return Array.isArray(same)
    ? same
        .filter(isSureToCome)
        .map((event) => JSON.stringify(event))
        .sort()
    : same;
}

/** How often an analysis tells of its progress is another each time; its end is told in any case. */
function isSureToCome(event: Answer): boolean {
  const status = valueAt(event, 'data', 'analysisProgress', 'status');
  return status !== 'QUEUED' && status !== 'RUNNING';
}
