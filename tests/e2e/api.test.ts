import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createIntegration, healthyDetails, testConnection } from '../support/code-artifact.ts';
import { saveScreenshot, startJourney, type Journey } from '../support/journey.ts';
import { atEveryLook, expectWithinWidth, inspect, watchFaults } from '../support/page-quality.ts';

let journey: Journey;
let page: Page;
let faults: string[];

beforeAll(async () => {
  journey = await startJourney();
  const { product } = journey;
  const { id } = await createIntegration(product, { name: 'Acme packages' });
  await testConnection(product, healthyDetails({ integrationId: id }));
  page = await journey.openAsAdmin('/integrations');
  faults = watchFaults(page.context(), product.address);
});
afterAll(() => journey?.stop());

it('leads from the navigation to the examples, each with an address of its own', async () => {
  await page.getByRole('link', { name: 'API', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'API' }).waitFor();
  await page.getByRole('heading', { level: 2, name: 'Connect an AWS account, end to end' }).waitFor();
  await inspect(page, 'api-examples');
  await page.getByRole('link', { name: 'Follow a test as it runs' }).click();
  expect(new URL(page.url()).search).toBe('?example=follow-a-test');
  await page.reload();
  await page.getByRole('heading', { level: 2, name: 'Follow a test as it runs' }).waitFor();
  await page.getByText('As a curl command').nth(1).click();
  const curl = page.getByLabel('curl command of step 2', { exact: true });
  expect(await curl.innerText()).toContain(`${journey.product.address}/graphql/stream`);
  await page.getByRole('button', { name: 'Copy curl command of step 2' }).waitFor();
  await inspect(page, 'api-stream');
});

it('tells the errors, the limits, what stays and what changed', async () => {
  await page.getByRole('tab', { name: 'Errors and limits' }).click();
  await page.getByRole('table', { name: 'Codes of refusals' }).getByText('CONFLICT').waitFor();
  await inspect(page, 'api-errors');
  await page.getByRole('tab', { name: 'Compatibility' }).click();
  expect(new URL(page.url()).pathname).toBe('/settings/api/compatibility');
  await page.getByText('at least 12 months away').waitFor();
  await page.getByRole('heading', { name: 'Changes' }).waitFor();
  await inspect(page, 'api-compatibility');
});

it('gives the schema as a file', async () => {
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'schema.graphql' }).click();
  expect((await download).suggestedFilename()).toBe('schema.graphql');
});

const run = () => page.getByRole('button', { name: 'Execute query (Ctrl-Enter)' }).click();
const result = (text: string | RegExp) => page.getByRole('region', { name: 'Result Window' }).getByText(text).first();

it('opens a step in GraphiQL, which runs it with the rights of the session', async () => {
  await page.goto('/settings/api?example=page-through');
  await page.getByRole('link', { name: 'Open in GraphiQL: step 1' }).click();
  await page.getByText('query Integrations').first().waitFor();
  await run();
  await result('"Acme packages"').waitFor();
  // What the schema says stands beside it.
  await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
  await page.getByRole('link', { name: 'Query' }).first().click();
  await page.getByText('Needs integrations:read.').first().waitFor();
  await atEveryLook(page, async ({ scheme, width }) => {
    await saveScreenshot(page, `graphiql-${scheme}-${width}`);
    await expectWithinWidth(page, `GraphiQL, ${width} px`);
  });
});

it('follows a subscription in GraphiQL', async () => {
  await page.goto('/graphiql?example=follow-a-test&step=2');
  await page.getByText('subscription FollowTest').first().waitFor();
  await run();
  // The recorded ids are another organization's.
  await result('NOT_FOUND').waitFor();
});

it('asks for a sign-in first, and leads back', async () => {
  const context = await journey.openContext();
  const visitor = await context.newPage();
  await visitor.goto('/graphiql?example=page-through&step=1');
  await visitor.getByLabel('Email').fill(journey.product.admin.email);
  await visitor.getByLabel('Password', { exact: true }).fill(journey.product.admin.password);
  await visitor.getByRole('button', { name: 'Sign in' }).click();
  await visitor.waitForURL('/graphiql?example=page-through&step=1');
  await visitor.getByText('query Integrations').first().waitFor();
  await context.close();
});

it('has printed no error and asked no other origin', () => {
  expect(faults).toEqual([]);
});
