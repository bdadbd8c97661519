import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  createIntegration,
  fourRepositories,
  serveGo,
  twoNpmRepositories,
  type IntegrationAnswer,
} from '../support/code-artifact.ts';
import { startJourney, waitForFocus, type Journey } from '../support/journey.ts';
import { inspect, watchFaults } from '../support/page-quality.ts';

let journey: Journey;
let page: Page;
let faults: string[];
let acme: IntegrationAnswer;
let several: IntegrationAnswer;

beforeAll(async () => {
  journey = await startJourney();
  serveGo(journey.product.lab);
  acme = await createIntegration(journey.product, { name: 'Acme packages', repositories: fourRepositories });
  several = await createIntegration(journey.product, {
    name: 'Several repositories',
    repositories: twoNpmRepositories,
  });
  page = await journey.openAsAdmin('/packages');
  faults = watchFaults(page.context(), journey.product.address);
});
afterAll(() => journey?.stop());
beforeEach(async () => {
  await page.unroute('**/graphql');
  journey.product.lab.reset();
  serveGo(journey.product.lab);
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const nameField = () => page.getByRole('combobox', { name: 'Package name' });
const rows = () => page.getByRole('table', { name: /^Versions of / }).getByRole('row');

function address(type: string, name: string, integration = acme): string {
  return `/packages?${new URLSearchParams({ integration: integration.id, type, name }).toString()}`;
}

describe('the packages page', () => {
  it('is in the navigation, says what will stand there, and asks for a name', async () => {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Packages' }).click();
    await page.getByText('The versions of a package will stand here').waitFor();
    await button('Look up').click();
    await page.getByText('Enter the name of a package.').waitFor();
    await waitForFocus(nameField());
  });

  it.each<[type: string, name: string, withdrawn: string]>([
    ['NPM', '@acme/strings', '1.1.0'],
    ['NPM', 'semver', ''],
    ['PYPI', 'Acme_Strings', '1.1.0'],
    ['PYPI', 'tiny-colours', '0.9.0'],
    ['NUGET', 'Acme.Strings', ''],
    ['NUGET', 'Tiny.Colours', '0.9.0'],
    ['GO', 'go.acme.example/strings', 'v1.1.0'],
    ['GO', 'go.tiny.example/Colours', 'v0.9.0'],
  ])('looks up %s %s with Enter', async (type, name, withdrawn) => {
    await page.goto('/packages');
    await page.getByLabel('Integration').selectOption(acme.id);
    await page.getByLabel('Package type').selectOption(type);
    await nameField().fill(name);
    await nameField().press('Enter');
    await page.waitForURL((url) => url.searchParams.get('name') === name && url.searchParams.get('type') === type);
    await page.getByRole('heading', { level: 2, name: /^versions$/i }).waitFor();
    expect(await rows().count()).toBeGreaterThan(1);
    await rows().getByText('Latest', { exact: true }).waitFor();
    await page.getByText(/^\d+ requests?$/).waitFor();
    await page.getByText(/^Only metadata is read\./).waitFor();
    await page.getByText('my-domain/my-repo').first().waitFor();
    if (withdrawn) await rows().filter({ hasText: withdrawn }).getByText('Withdrawn', { exact: true }).waitFor();
    expect(await page.getByText('AWS lists no Go format').count()).toBe(type === 'GO' ? 1 : 0);
  });

  it('keeps what is looked up in the address, also for the way back', async () => {
    await page.goto(address('NPM', '@acme/greeting'));
    await page.getByRole('heading', { level: 2, name: '@acme/greeting' }).waitFor();
    await nameField().fill('@acme/strings');
    await nameField().press('Enter');
    await page.getByRole('heading', { level: 2, name: '@acme/strings' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 2, name: '@acme/greeting' }).waitFor();
    expect(await nameField().inputValue()).toBe('@acme/greeting');
  });

  it('suggests what was found before', async () => {
    await page.goto('/packages?integration=' + acme.id);
    await page.getByRole('link', { name: '@acme/greeting' }).waitFor();
    await nameField().fill('@acme/g');
    await page.getByRole('option', { name: '@acme/greeting' }).click();
    await page.getByRole('heading', { level: 2, name: '@acme/greeting' }).waitFor();
  });

  it('hides pre-releases and withdrawn versions on demand', async () => {
    await page.goto(address('PYPI', 'acme-strings'));
    await rows().getByText('Pre-release').waitFor();
    await page.getByLabel('Hide pre-releases').check();
    await page.getByLabel('Hide withdrawn').check();
    expect(
      await rows()
        .getByText(/Pre-release|Withdrawn/)
        .count(),
    ).toBe(0);
    await page.getByText(/^\d+ of \d+ versions$/).waitFor();
  });

  it.each([
    ['NPM', '@acme/no-such-package', 'No repository offers @acme/no-such-package', /Check the spelling/],
    ['NPM', '../../etc/passwd', 'This is no name of a package for npm', /Nothing was asked/],
  ])('says what to do about %s %s', async (type, name, title, advice) => {
    await page.goto(address(type, name));
    const refusal = page.getByRole('alert').filter({ hasText: title });
    await refusal.getByText(advice).waitFor();
  });

  it('says so where the integration has no repository of the type', async () => {
    await page.goto(address('PYPI', 'acme-strings', several));
    await page.getByText('Several repositories has no PyPI repository').waitFor();
    await page.getByRole('link', { name: 'Add a PyPI repository' }).waitFor();
  });

  it('says so where no repository answers', async () => {
    journey.product.lab.set('missing_read_from_repository', true);
    await page.goto(address('NPM', '@acme/strings'));
    await page.getByText('No repository gave an answer').waitFor();
    journey.product.lab.reset();
    await button('Try again').click();
    await page.getByRole('heading', { level: 2, name: '@acme/strings' }).waitFor();
  });

  it('reports a broken repository beside the answer of the others', async () => {
    journey.product.lab.edit((world) => {
      const domain = world.accounts.flatMap(({ domains }) => domains).find(({ name }) => name === 'my-domain-eu');
      if (domain) domain.isKeyEnabled = false;
    });
    await page.goto(address('NPM', '@acme/strings', several));
    const problem = page.getByRole('region', { name: '1 repository gave no answer' });
    await problem.getByText('my-domain-eu/my-repo', { exact: true }).waitFor();
    await problem.getByText('kms_key_disabled').waitFor();
    expect(await rows().count()).toBeGreaterThan(1);
    await inspect(page, 'broken-repository');
  });

  it('draws only the rows in view of 5,000 versions', async () => {
    await page.route('**/graphql', async (route) => {
      const { operationName } = route.request().postDataJSON() as { operationName: string };
      if (operationName !== 'Package') return route.fallback();
      const response = await route.fetch();
      const body = (await response.json()) as { data: { package: { versions: { version: string }[] } } };
      const found = body.data.package;
      const [first] = found.versions;
      found.versions = Array.from({ length: 5000 }, (_, index) => ({ ...first, version: `1.${5000 - index}.0` }));
      return route.fulfill({ response, json: body });
    });
    await page.goto(address('NPM', '@acme/strings'));
    await page.getByRole('status', { name: '5,000 versions of @acme/strings' }).waitFor();
    expect(await rows().count()).toBeLessThan(80);
    await page.getByRole('region', { name: 'List of versions' }).press('End');
    await rows().getByText('1.1.0', { exact: true }).waitFor();
    await page.getByRole('columnheader', { name: 'Version' }).waitFor();
    expect(await rows().count()).toBeLessThan(80);
    await page.getByLabel('Filter versions').fill('1.4321.');
    await rows().getByText('1.4321.0').waitFor();
  });

  it('is reached from the command palette', async () => {
    await page.goto('/integrations');
    await page.getByRole('heading', { level: 1, name: 'Integrations' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('@acme/strings');
    await page.getByRole('option', { name: 'Look up "@acme/strings"' }).click();
    await page.waitForURL((url) => url.pathname === '/packages' && url.searchParams.get('name') === '@acme/strings');
  });
});

describe('quality', () => {
  const pages = [
    ['packages', () => address('PYPI', 'acme-strings')],
    ['packages-unknown', () => address('NPM', '@acme/no-such-package')],
    ['packages-empty', () => `/packages?integration=${acme.id}`],
  ] as const;
  it.each(pages)('%s', async (name, path) => {
    await page.goto(path());
    await page.waitForLoadState('networkidle');
    await inspect(page, name);
  });

  it('lets no page print an error or ask another origin', () => {
    expect(faults).toEqual([]);
  });
});
