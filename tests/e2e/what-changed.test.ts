import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  ACCOUNT,
  createIntegration,
  fourRepositories,
  healthyDetails,
  testConnection,
  update,
  URLS,
  type IntegrationAnswer,
} from '../support/code-artifact.ts';
import { startJourney, type Journey } from '../support/journey.ts';
import { joinAs } from '../support/organization.ts';
import { inspect, watchFaults } from '../support/page-quality.ts';

/** All but Go, which the lab does not answer for unless it is told to. */
const saved = fourRepositories.slice(0, 3);
const WRONG_ROLE = `arn:aws:iam::${ACCOUNT}:role/BacklineReader`;

let journey: Journey;
let page: Page;
let faults: string[];
let integration: IntegrationAnswer;

beforeAll(async () => {
  journey = await startJourney();
  integration = await createIntegration(journey.product, { name: 'Acme packages', repositories: saved });
  page = await journey.openAsAdmin(`/integrations/${integration.id}`);
  faults = watchFaults(page.context(), journey.product.address);
  await runTest('Connected');
});
afterAll(() => journey?.stop());

const section = () => page.getByRole('region', { name: 'What changed' });

async function runTest(status: string): Promise<void> {
  await page.getByRole('button', { name: 'Test connection' }).click();
  await page.getByText(status, { exact: true }).waitFor();
  await page.getByRole('heading', { name: 'Last test' }).waitFor();
}

async function expectQuality(name: string): Promise<void> {
  await inspect(page, name);
  expect(faults).toEqual([]);
}

it('says nothing as long as everything works', async () => {
  expect(await section().count()).toBe(0);
});

it('says since when it fails, which check turned, and that nothing was changed here', async () => {
  journey.product.lab.set('external_id_mismatch', true);
  await runTest('Failing');
  await section().getByText('Failing since the').waitFor();
  await section().getByText('Assume').first().waitFor();
  await section().getByText('Nothing was changed here between the two tests').waitFor();
  await expectQuality('what-changed-elsewhere');
  await section().getByRole('link', { name: 'last good test' }).click();
  const open = page.getByRole('region', { name: 'Connection report' });
  await open.getByText('Passed', { exact: true }).first().waitFor();
  expect(new URL(page.url()).searchParams.get('report')).toBeTruthy();
});

it('says for a while that it works again', async () => {
  journey.product.lab.set('external_id_mismatch', false);
  await page.goto(`/integrations/${integration.id}`);
  await runTest('Connected');
  await section().getByText('Working again since the').waitFor();
  await expectQuality('what-changed-recovered');
});

it('says who changed what, what was changed after it had failed, and who failed too', async () => {
  const { product } = journey;
  const anna = await joinAs(product, 'ADMIN', 'anna@acme.test');
  const other = await createIntegration(product, { name: 'Acme mirrors' });
  await testConnection(product, healthyDetails({ integrationId: other.id }));
  const repositories = [...saved.slice(0, 2), { packageType: 'NPM', url: URLS.SHARED } as const];
  await update(anna, { id: integration.id, version: 1, roleArn: WRONG_ROLE, repositories });
  await testConnection(product, healthyDetails({ integrationId: integration.id, roleArn: WRONG_ROLE, repositories }));
  await update(product, { id: other.id, version: 1, roleArn: WRONG_ROLE });
  await testConnection(product, healthyDetails({ integrationId: other.id, roleArn: WRONG_ROLE }));
  const fewer = repositories.slice(0, 2);
  await update(product, { id: integration.id, version: 2, repositories: fewer });
  await page.reload();
  await page.getByText('Untested', { exact: true }).first().waitFor();
  expect(await section().count()).toBe(0);
  await runTest('Failing');

  const changes = section().getByRole('listitem');
  await changes.filter({ hasText: 'anna@acme.test changed the role ARN' }).getByText(WRONG_ROLE).waitFor();
  await changes.filter({ hasText: 'anna@acme.test replaced a repository' }).getByText(URLS.SHARED).waitFor();
  await section().getByText('This was changed between the last good test and the first bad one').waitFor();
  const since = section().getByRole('heading', { name: 'Changed here since, so not the cause' });
  await since.waitFor();
  await changes.filter({ hasText: 'removed a repository' }).first().waitFor();
  await section().getByRole('link', { name: 'Acme mirrors' }).waitFor();
  await expectQuality('what-changed-here');
});
