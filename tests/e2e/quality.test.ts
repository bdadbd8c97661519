import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf, createIntegration, testConnection, URLS, healthyDetails } from '../support/code-artifact.ts';
import { saveScreenshot, startJourney, waitForFocus, type Journey } from '../support/journey.ts';
import { expectAccessible, inspect, watchFaults } from '../support/page-quality.ts';

const BUDGET_KB = 220;
const webFolder = resolve(import.meta.dirname, '../../web/dist');

let journey: Journey;
let page: Page;
let faults: string[];
let integrationPath = '';
let invitation = '';

beforeAll(async () => {
  journey = await startJourney();
  const { product } = journey;
  const repositories = [
    { packageType: 'NPM', url: URLS.NPM },
    { packageType: 'PYPI', url: URLS.PYPI },
    { packageType: 'NUGET', url: URLS.NUGET },
    { packageType: 'GO', url: URLS.GO },
  ] as const;
  const { id } = await createIntegration(product, { name: 'Acme packages', repositories: [...repositories] });
  const details = healthyDetails({ integrationId: id, repositories: [...repositories] });
  await testConnection(product, details);
  product.lab.set('missing_bearer_token_permission', true);
  await testConnection(product, details);
  integrationPath = `/integrations/${id}`;
  const invite = 'mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { link } }';
  const input = { email: 'somebody@acme.test', role: 'ADMIN' };
  invitation = new URL(answerOf<{ link: string }>(await product.graphql(invite, { input })).link).hash;
  page = await journey.openAsAdmin('/integrations');
  faults = watchFaults(page.context(), product.address);
});
afterAll(() => journey?.stop());

interface Place {
  readonly name: string;
  readonly path: () => string;
  readonly title: string;
  /** What is there once the page has everything. */
  readonly shows: string | RegExp;
  /** What somebody does there before looking. */
  readonly act?: () => Promise<unknown>;
}

const button = (name: string) => page.getByRole('button', { name }).first();
const wizard = { title: 'Connect AWS CodeArtifact' };

const places: readonly Place[] = [
  { name: 'hub', path: () => '/integrations', title: 'Integrations', shows: 'Failing' },
  { name: 'connect-role', path: () => '/integrations/new', ...wizard, shows: 'Launch stack in AWS' },
  {
    name: 'connect-manual',
    path: () => '/integrations/new?step=role&with=manual',
    ...wizard,
    shows: 'trust-policy.json',
  },
  {
    name: 'connect-details',
    path: () => '/integrations/new?step=details',
    ...wizard,
    shows: /things? to fix/,
    act: async () => {
      await page.getByLabel('Account ID').fill('111122223333');
      await page.getByLabel('Role ARN').fill('arn:aws:iam::123:role/Wrong');
      await button('Continue').click();
    },
  },
  {
    name: 'connect-repositories',
    path: () => '/integrations/new?step=repositories',
    ...wizard,
    shows: 'Use the correction',
    act: async () => {
      await page.getByLabel('NuGet repository URL').fill(URLS.NUGET.replace('v3/index.json', ''));
      await page.getByLabel('npm repository URL').fill(URLS.SHARED);
      await page.getByText('shared-domain-domain-policy.json').waitFor();
    },
  },
  { name: 'connect-test', path: () => '/integrations/new?step=test', ...wizard, shows: 'Before the test can run' },
  {
    name: 'connect-save',
    path: () => '/integrations/new?step=save',
    ...wizard,
    shows: 'Before it can be saved',
    act: async () => expect(await button('Save').isDisabled()).toBe(true),
  },
  { name: 'integration', path: () => integrationPath, title: 'Acme packages', shows: 'This is the cause' },
  {
    name: 'integration-repositories',
    path: () => `${integrationPath}/repositories`,
    title: 'Acme packages',
    shows: 'Add repository or package type',
  },
  {
    name: 'integration-reports',
    path: () => `${integrationPath}/reports`,
    title: 'Acme packages',
    shows: 'This is the cause',
  },
  {
    name: 'integration-settings',
    path: () => `${integrationPath}/settings`,
    title: 'Acme packages',
    shows: 'Permissions policy for exactly these repositories',
  },
  {
    name: 'remove-dialog',
    path: () => `${integrationPath}/settings`,
    title: 'Acme packages',
    shows: 'Type "Acme packages" to confirm',
    act: () => button('Remove integration').click(),
  },
  { name: 'members', path: () => '/settings/members', title: 'Members', shows: 'somebody@acme.test' },
  {
    name: 'invite-dialog',
    path: () => '/settings/members',
    title: 'Members',
    shows: 'Make invitation link',
    act: () => button('Invite member').click(),
  },
  { name: 'api-keys', path: () => '/settings/api-keys', title: 'API keys', shows: 'Begins with' },
  {
    name: 'api-key-dialog',
    path: () => '/settings/api-keys',
    title: 'API keys',
    shows: 'diagnostics:run',
    act: () => button('Create API key').click(),
  },
  {
    name: 'account-menu',
    path: () => '/settings/api-keys',
    title: 'API keys',
    shows: 'Sign out',
    act: () => button('Account: ').click(),
  },
  { name: 'audit', path: () => '/audit', title: 'Audit', shows: 'Account 111122223333, 4 repositories' },
  { name: 'audit-filtered', path: () => '/audit?text=nothing+has+this', title: 'Audit', shows: 'No event fits' },
  {
    name: 'support-access',
    path: () => '/settings/support',
    title: 'Support access',
    shows: 'Organization id, for support to ask with',
  },
  {
    name: 'support-grant-dialog',
    path: () => '/settings/support',
    title: 'Support access',
    shows: 'It stands in the audit log.',
    act: () => button('Grant access').click(),
  },
  { name: 'not-found', path: () => '/nowhere', title: 'Page not found', shows: 'There is no page at this address.' },
];

describe('every page is accessible, fits its window and stays quiet, in both schemes and both widths', () => {
  it.each(places)('$name', async ({ name, path, title, shows, act }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(path());
    await page.getByRole('heading', { level: 1 }).waitFor();
    await act?.();
    await page.getByText(shows).first().waitFor();
    expect(await page.title()).toBe(`${title} · Backline`);
    await inspect(page, name);
  });

  it('the navigation drawer of narrow windows', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto('/integrations');
    await button('Open navigation').click();
    await page.getByRole('dialog').getByRole('link', { name: 'API keys' }).waitFor();
    await expectAccessible(page, 'navigation');
    await saveScreenshot(page, 'navigation-light-390');
    await page.getByRole('dialog').getByRole('link', { name: 'API keys' }).click();
    await page.getByRole('heading', { level: 1, name: 'API keys' }).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  it('the pages of somebody who is not signed in', async () => {
    const stranger = await (await journey.openContext()).newPage();
    const strangersFaults = watchFaults(stranger.context(), journey.product.address);
    await stranger.goto('/sign-in');
    await stranger.getByLabel('Email').fill('nobody');
    await stranger.keyboard.press('Enter');
    await stranger.getByText('Enter your password.').waitFor();
    expect(await stranger.title()).toBe('Sign in · Backline');
    await inspect(stranger, 'sign-in');
    await stranger.goto(`/join${invitation}`);
    await stranger.getByText('Choose a password').waitFor();
    expect(await stranger.title()).toBe('Join · Backline');
    await inspect(stranger, 'join');
    expect(strangersFaults).toEqual([]);
    await stranger.context().close();
  });
});

it('goes anywhere by Ctrl-K, with the focus visible all the way', async () => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('/settings/members');
  await page.getByRole('heading', { level: 1, name: 'Members' }).waitFor();
  await page.keyboard.press('Tab');
  await waitForFocus(page.getByRole('link', { name: 'Skip to content' }));
  for (let presses = 0; presses < 8; presses += 1) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate<string>(outlineOfFocus)).toMatch(/^solid [2-9]px/);
  }
  await page.keyboard.press('ControlOrMeta+K');
  const input = page.getByRole('combobox', { name: 'Go to a page or an integration' });
  await waitForFocus(input);
  await page.getByRole('option', { name: 'Acme packages' }).waitFor();
  await inspect(page, 'command-palette');
  await page.keyboard.type('acme');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Acme packages' }).waitFor();
});

it(`loads at most ${BUDGET_KB} KB of script and style for the first page`, async () => {
  const context = await journey.openContext({ storageState: await page.context().storageState() });
  const first = await context.newPage();
  const files = new Set<string>();
  first.on('request', (request) => {
    if (['script', 'stylesheet'].includes(request.resourceType())) files.add(new URL(request.url()).pathname);
  });
  await first.goto('/integrations', { waitUntil: 'networkidle' });
  await first.getByText('Acme packages').waitFor();
  const bytes = [...files].map((file) => gzipSync(readFileSync(join(webFolder, file))).length);
  expect(files.size).toBeGreaterThan(2);
  expect(bytes.reduce((sum, size) => sum + size, 0) / 1024).toBeLessThanOrEqual(BUDGET_KB);
  await context.close();
});

it('has printed no error and asked no other origin', () => {
  expect(faults).toEqual([]);
});

const outlineOfFocus = `(() => {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
  return outlineStyle + ' ' + outlineWidth;
})()`;
