import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  createIntegration,
  fourRepositories,
  read,
  serveGo,
  twoNpmRepositories,
  URLS,
  type IntegrationAnswer,
} from '../support/code-artifact.ts';
import { startJourney, type Journey } from '../support/journey.ts';
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
  page = await journey.openAsAdmin('/integrations');
  faults = watchFaults(page.context(), journey.product.address);
});
afterAll(() => journey?.stop());
beforeEach(async () => {
  await page.unroute('**/graphql');
  journey.product.lab.reset();
  serveGo(journey.product.lab);
});

const button = (name: string) => page.getByRole('button', { name, exact: true });

describe('use in a build', () => {
  it('issues credentials, covered until shown, to copy and to download', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(`/integrations/${acme.id}`);
    await page.getByRole('tab', { name: 'Use in a build' }).click();
    await page.getByText(/in the audit log/).waitFor();
    await button('Issue credentials').click();
    await page
      .getByRole('timer')
      .filter({ hasText: /Ends in \d+ min/ })
      .waitFor();
    const npm = page.getByRole('region', { name: 'npm, pnpm' });
    await npm.getByText('Covered, because it can hold a token.').waitFor();
    expect(await page.content()).not.toContain('_authToken=');

    await npm.getByRole('button', { name: 'Copy .npmrc for npm, pnpm' }).click();
    await npm.getByText('Copied', { exact: true }).waitFor();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(copied).toContain(`registry=${URLS.NPM}`);
    expect(copied).toContain('_authToken=');
    await npm.getByRole('button', { name: 'Show .npmrc for npm, pnpm' }).click();
    await npm.getByText('_authToken').first().waitFor();
    const download = page.waitForEvent('download');
    await npm.getByRole('button', { name: 'Download .npmrc for npm, pnpm' }).click();
    expect((await download).suggestedFilename()).toContain('npmrc');

    const audit = await journey.product.graphql('{ auditEvents(first: 20) { edges { node { action } } } }');
    expect(JSON.stringify(audit.data)).toContain('credentials.issued');
  });

  it('forgets them when the page is left', async () => {
    await page.getByRole('tab', { name: 'Overview' }).click();
    await page.getByRole('tab', { name: 'Use in a build' }).click();
    await button('Issue credentials').waitFor();
    expect(await page.getByRole('timer').count()).toBe(0);
  });

  it.each(['PyPI', 'NuGet', 'Go'])('has files for %s', async (label) => {
    await page.getByRole('radio', { name: label }).click();
    await button('Issue credentials').click();
    await page.getByRole('timer').waitFor();
    expect(await page.getByText('Covered, because it can hold a token.').count()).toBeGreaterThan(0);
  });

  it('removes them when the token ends', async () => {
    // The clock that is turned forward is that of a whole browser profile, so this one is used for nothing else.
    const other = await journey.openAsAdmin(`/integrations/${acme.id}/build?type=NPM`);
    await other.clock.install();
    await other.reload();
    await other.getByRole('button', { name: 'Issue credentials' }).click();
    await other.getByRole('timer').waitFor();
    await other.clock.fastForward('01:01:00');
    await other.getByText(/^The token ended at .* UTC/).waitFor();
    expect(await other.getByText('Covered, because it can hold a token.').count()).toBe(0);
    await other.getByRole('button', { name: 'Issue again' }).waitFor();
    await other.context().close();
  });

  it('says why nothing was issued', async () => {
    journey.product.lab.set('role_not_found', true);
    await page.goto(`/integrations/${acme.id}/build`);
    await button('Issue credentials').click();
    await page
      .getByRole('alert')
      .filter({ hasText: 'Nothing was issued' })
      .getByText(/could not assume/)
      .waitFor();
  });
});

describe('routing', () => {
  const routes = (index: number) =>
    page.getByRole('combobox', { name: `Only for these names, npm repository URL ${index}` });

  it('corrects what is no route, and flags a name that two repositories claim beside both', async () => {
    await page.goto(`/integrations/${several.id}/settings`);
    await routes(1).fill('acme');
    await routes(1).press('Enter');
    await button('Use the correction @acme').click();
    await routes(2).fill('@acme');
    await routes(2).press('Enter');
    await page.getByText('@acme shares names with a route of my-domain/my-repo.').waitFor();
    await page.getByText('@acme shares names with a route of my-domain-eu/my-repo.').waitFor();
    await inspect(page, 'route-conflict');
    await routes(1).press('Backspace');
    await page.getByText('shares names with').first().waitFor({ state: 'hidden' });
  });

  it('previews which repository serves a name before and after saving', async () => {
    await page.getByText('Which repository serves this name?').click();
    await page.getByRole('textbox', { name: 'Name to try' }).fill('@acme/ui');
    const answer = page.getByRole('status', { name: 'Who serves the name' });
    await answer.getByText('my-domain/my-repo', { exact: true }).waitFor();
    await button('Save and test').click();
    // Saving leads to the overview.
    await page.waitForURL((url) => url.pathname === `/integrations/${several.id}`);
    await page.getByRole('tab', { name: 'Repositories' }).click();
    await page.getByRole('table', { name: 'Repositories' }).getByText('@acme', { exact: true }).waitFor();
    await page.getByRole('textbox', { name: 'Name to try' }).fill('left-pad');
    await answer.getByText('my-domain-eu/my-repo', { exact: true }).waitFor();
    expect(await answer.getByText('my-domain/my-repo', { exact: true }).count()).toBe(0);
    expect(await read(journey.product, several.id)).toMatchObject({ name: 'Several repositories' });
  });
});

describe('quality', () => {
  const pages = [
    ['repositories', () => `/integrations/${several.id}/repositories`],
    ['build', () => `/integrations/${acme.id}/build`],
    ['settings', () => `/integrations/${several.id}/settings`],
  ] as const;
  it.each(pages)('%s', async (name, path) => {
    await page.goto(path());
    if (name === 'build') {
      await button('Issue credentials').click();
      await page.getByRole('timer').waitFor();
      await page
        .getByRole('button', { name: /^Show / })
        .first()
        .click();
    }
    await page.waitForLoadState('networkidle');
    await inspect(page, name);
  });

  it('lets no page print an error or ask another origin', () => {
    expect(faults).toEqual([]);
  });
});
