import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createIntegration, EU_NPM, fourRepositories, URLS, type IntegrationAnswer } from '../support/code-artifact.ts';
import { startJourney, tabTo, waitForFocus, type Journey } from '../support/journey.ts';
import { inspect, watchFaults } from '../support/page-quality.ts';

let journey: Journey;
let page: Page;
let faults: string[];
let acme: IntegrationAnswer;
let several: IntegrationAnswer;

beforeAll(async () => {
  journey = await startJourney();
  acme = await createIntegration(journey.product, { name: 'Acme packages', repositories: fourRepositories });
  several = await createIntegration(journey.product, {
    name: 'Several repositories',
    repositories: [
      { packageType: 'NPM', url: URLS.NPM },
      { packageType: 'NPM', url: EU_NPM },
    ],
  });
  page = await journey.openAsAdmin('/packages');
  faults = watchFaults(page.context(), journey.product.address);
});
afterAll(() => journey?.stop());
beforeEach(() => journey.product.lab.reset());

const panel = (name: string) => page.getByRole('region', { name, exact: true });
const asked = () => page.getByRole('list', { name: 'What was asked' }).getByRole('listitem');

function address(type: string, name: string, why: Record<string, string> = {}, integration = acme): string {
  return `/packages?${new URLSearchParams({ integration: integration.id, type, name, ...why }).toString()}`;
}

describe('somebody whose package is missing', () => {
  it('asks why, with the keyboard alone, and gets causes with reasons and what would settle them', async () => {
    journey.product.lab.set('package_not_found', true);
    await page.goto(address('NPM', '@acme/greeting'));
    const button = page.getByRole('link', { name: 'Find out why' });
    await tabTo(button);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('diagnose') === '1');
    const answer = panel('@acme/greeting');
    await answer.getByText('Not available', { exact: true }).waitFor();
    await waitForFocus(answer.getByRole('heading', { name: '@acme/greeting' }));
    await answer.getByText('package_not_found', { exact: true }).waitFor();
    await answer.getByText(/Named first because ms is answered/).waitFor();
    await asked()
      .filter({ hasText: 'my-repo does not offer @acme/greeting' })
      .filter({ hasText: 'HTTP 404' })
      .waitFor();
    await answer.getByText(/^\d+ requests? in \d+ m?s\. Only metadata was read/).waitFor();
    await answer.locator('summary', { hasText: 'codeartifact:DescribePackage' }).first().click();
    await answer.getByRole('button', { name: 'Copy command for codeartifact:DescribePackage' }).waitFor();
    await inspect(page, 'missing-package');
  });

  it('finds the same answer at the address that was sent, and another one after asking again', async () => {
    journey.product.lab.set('external_connection_missing', true);
    await page.goto(address('NPM', 'semver', { diagnose: '1' }));
    const answer = panel('semver');
    await answer.getByText('This is the cause').waitFor();
    await answer.getByText('external_connection_missing', { exact: true }).waitFor();
    journey.product.lab.reset();
    await answer.getByRole('button', { name: 'Ask again' }).click();
    await answer.getByText('Available', { exact: true }).waitFor();
  });

  it('learns that the name is one of another package type', async () => {
    await page.goto(address('PYPI', '@acme/strings'));
    await page.getByText('This is no name of a package for PyPI').waitFor();
    await page.getByRole('link', { name: 'Find out why' }).click();
    await panel('@acme/strings').getByText('wrong_package_type', { exact: true }).waitFor();
  });

  it('learns that a path is no name anywhere', async () => {
    await page.goto(address('NPM', '../../etc/passwd'));
    await page.getByRole('link', { name: 'Find out why' }).click();
    await page.getByText('No other package type has names of this form either.').waitFor();
    await page.getByText('This is no name of a package for npm').waitFor();
  });

  it('learns that no repository can be read, and not that the package is missing', async () => {
    journey.product.lab.set('missing_read_from_repository', true);
    await page.goto(address('NPM', '@acme/strings'));
    await page.getByRole('link', { name: 'Find out why' }).click();
    const answer = panel('@acme/strings');
    await answer.getByText('missing_read_from_repository', { exact: true }).waitFor();
    await answer.getByText('This is the cause').waitFor();
    await answer.getByRole('button', { name: 'Copy policy' }).waitFor();
  });
});

describe('somebody whose version is missing', () => {
  const version = () => page.getByRole('textbox', { name: 'Why can I not have version' });

  it('enters it below the package and keeps it in the address', async () => {
    journey.product.lab.set('version_archived', true);
    await page.goto(address('NPM', '@acme/strings'));
    await version().fill('1.2.0');
    await version().press('Enter');
    await page.waitForURL((url) => url.searchParams.get('version') === '1.2.0');
    const answer = panel('1.2.0 of @acme/strings');
    await answer.getByText('version_archived').first().waitFor({ state: 'attached' });
    await answer.getByText(/All of what follows leaves the same trace/).waitFor();
    expect(await version().inputValue()).toBe('1.2.0');
    await page.getByRole('table', { name: /^Versions of / }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 2, name: '@acme/strings' }).waitFor();
    expect(await version().inputValue()).toBe('');
    expect(await panel('1.2.0 of @acme/strings').count()).toBe(0);
  });

  it('is told what is missing in the question', async () => {
    await page.goto(address('NPM', '@acme/strings'));
    await version().press('Enter');
    await page.getByText('Enter the version that is missing.').waitFor();
    await waitForFocus(version());
  });

  it.each([
    ['1.1.0', 'Available', 'version_withdrawn'],
    ['latest', 'Not available', 'version_invalid'],
  ])('asks for %s', async (wanted, badge, code) => {
    await page.goto(address('NPM', '@acme/strings', { diagnose: '1', version: wanted }));
    const answer = panel(`${wanted} of @acme/strings`);
    await answer.getByText(badge, { exact: true }).waitFor();
    await answer.getByText(code, { exact: true }).waitFor();
  });

  it('learns that it is minutes old, and where it is already', async () => {
    journey.product.lab.set('upstream_ingest_delay', true);
    await page.goto(address('NPM', 'semver', { diagnose: '1', version: '99.0.0' }, several));
    const answer = panel('99.0.0 of semver');
    await answer.getByText('Available', { exact: true }).waitFor();
    await answer.getByText('upstream_ingest_delay', { exact: true }).waitFor();
    await asked().filter({ hasText: 'my-repo offers semver 99.0.0' }).filter({ hasText: 'eu-west-1' }).waitFor();
  });
});

it('says so where the answer does not come, and asks again', async () => {
  await page.route('**/graphql', async (route) => {
    const { operationName } = route.request().postDataJSON() as { operationName: string };
    if (operationName !== 'DiagnosePackage') return route.fallback();
    return route.fulfill({ json: { data: null, errors: [{ message: 'Broken.', extensions: { code: 'INTERNAL' } }] } });
  });
  await page.goto(address('NPM', '@acme/strings', { diagnose: '1', version: '1.2.0' }));
  const again = page.getByRole('button', { name: 'Try again' });
  await again.waitFor();
  await page.unroute('**/graphql');
  await again.click();
  await panel('1.2.0 of @acme/strings').getByText('Available', { exact: true }).waitFor();
});

describe('quality', () => {
  const pages = [
    ['why-package', ['package_not_found'], () => address('NPM', '@acme/greeting', { diagnose: '1' })],
    ['why-version', ['version_archived'], () => address('NPM', '@acme/strings', { diagnose: '1', version: '1.2.0' })],
    [
      'why-delay',
      ['upstream_ingest_delay'],
      () => address('NPM', 'semver', { diagnose: '1', version: '99.0.0' }, several),
    ],
    ['why-connection', ['external_connection_missing'], () => address('NPM', 'semver', { diagnose: '1' })],
  ] as const;
  it.each(pages)('%s', async (name, switched, path) => {
    for (const id of switched) journey.product.lab.set(id, true);
    await page.goto(path());
    await page.getByRole('list', { name: 'What was asked' }).waitFor();
    const settling = page.locator('summary', { hasText: 'codeartifact:' });
    if ((await settling.count()) > 0) await settling.first().click();
    await page.waitForLoadState('networkidle');
    await inspect(page, name);
  });

  it('lets no page print an error or ask another origin', () => {
    expect(faults).toEqual([]);
  });
});
