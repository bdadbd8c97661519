import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createIntegration, read, update, URLS, type IntegrationAnswer } from '../support/code-artifact.ts';
import { startJourney, waitForFocus, type Journey } from '../support/journey.ts';

let journey: Journey;
let page: Page;
let integration: IntegrationAnswer;

beforeAll(async () => {
  journey = await startJourney();
  integration = await createIntegration(journey.product, { name: 'Acme packages' });
  page = await journey.openAsAdmin(`/integrations/${integration.id}`);
});
afterAll(() => journey?.stop());

const field = (name: string) => page.getByRole('textbox', { name, exact: true });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const notice = (text: string | RegExp) => page.getByRole('alert').filter({ hasText: text });
const current = () => read(journey.product, integration.id);

async function openSettings(): Promise<void> {
  await page.goto(`/integrations/${integration.id}/settings`);
  await page.getByRole('form', { name: 'Edit integration' }).waitFor();
}

it('adds a package type, which is tested as soon as it is saved', async () => {
  await page.getByRole('tab', { name: 'Repositories' }).click();
  await page.getByRole('link', { name: 'Add repository or package type' }).click();
  await field('NuGet repository URL').fill(URLS.NUGET);
  await button('Save and test').click();
  await page.getByText('Connected', { exact: true }).waitFor();
  await page.getByRole('tab', { name: 'Repositories' }).click();
  const row = page.getByRole('table', { name: 'Repositories' }).getByRole('row').filter({ hasText: 'NuGet' });
  await row.getByText('Passed').waitFor();
});

it('takes changes back before they are saved', async () => {
  await openSettings();
  expect(await button('Save').isDisabled()).toBe(true);
  await field('Name').fill('Another name');
  await field('Role ARN').fill('arn:aws:iam::111122223333:user/Another');
  await button('Save and test').click();
  await waitForFocus(page.getByRole('group', { name: 'What to fix' }));
  await button('Undo changes').click();
  expect(await field('Name').inputValue()).toBe('Acme packages');
  expect(await field('Role ARN').inputValue()).toBe(integration.roleArn);
  await page.getByRole('group', { name: 'What to fix' }).waitFor({ state: 'hidden' });
  expect((await current()).name).toBe('Acme packages');
});

it('keeps the input when somebody else has saved first', async () => {
  await openSettings();
  await field('Name').fill('Packages of Acme');
  const { version } = await current();
  await update(journey.product, { id: integration.id, version, name: 'Named by somebody else' });
  await button('Save').click();
  await notice('Somebody else changed this integration').waitFor();
  expect(await field('Name').inputValue()).toBe('Packages of Acme');
  await button('Reload, keep my input').click();
  await notice('They changed: the name to "Named by somebody else".').waitFor();
  await button('Keep my input and go on').click();
  expect(await field('Name').inputValue()).toBe('Packages of Acme');
  await button('Save').click();
  await page.getByRole('heading', { level: 1, name: 'Packages of Acme' }).waitFor();
  expect((await current()).name).toBe('Packages of Acme');
});

it('replaces the External ID only after a test with the new one has passed', async () => {
  await openSettings();
  await button('Replace').click();
  await button('Make a new one').click();
  await expect.poll(() => field('External ID').inputValue()).not.toBe(integration.externalId);
  const replacement = await field('External ID').inputValue();
  await button('Save and test').click();
  await waitForFocus(page.getByRole('group', { name: 'What to fix' }));
  expect(await field('External ID').getAttribute('aria-invalid')).toBe('true');
  expect(await field('External ID').inputValue()).toBe(replacement);
  expect(await current()).toMatchObject({ externalId: integration.externalId, status: 'CONNECTED' });

  journey.product.lab.deploy({ externalId: replacement });
  await button('Save and test').click();
  await page.getByRole('tab', { name: 'Overview', selected: true }).waitFor();
  await button(`Copy External ID ${replacement}`).waitFor();
  expect(await current()).toMatchObject({ externalId: replacement, status: 'CONNECTED' });
});

it('shows another organization an empty hub, and the first one everything again', async () => {
  await button('Organization: My organization').click();
  await page.getByRole('menuitem', { name: 'New organization' }).click();
  const dialog = page.getByRole('dialog', { name: 'New organization' });
  await dialog.getByLabel('Name').fill('Umbrella');
  await dialog.getByRole('button', { name: 'Create organization' }).click();
  await button('Organization: Umbrella').waitFor();
  await page.getByText('The AWS accounts that this organization has connected will stand here').waitFor();
  await page.goto(`/integrations/${integration.id}`);
  await page.getByRole('alert').waitFor();
  expect(await page.getByText('Packages of Acme').count()).toBe(0);

  await button('Organization: Umbrella').click();
  await page.getByRole('menuitem', { name: 'My organization' }).click();
  await button('Organization: My organization').waitFor();
  await page.getByRole('link', { name: 'Packages of Acme' }).waitFor();
});

it('removes an integration when its name is typed', async () => {
  await openSettings();
  await button('Remove integration').click();
  const dialog = page.getByRole('dialog', { name: 'Remove integration' });
  await dialog.getByText(/can no longer be built or analyzed/).waitFor();
  const confirm = dialog.getByRole('button', { name: 'Remove integration' });
  await dialog.getByRole('textbox').fill('Packages');
  expect(await confirm.isDisabled()).toBe(true);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'hidden' });
  expect((await current()).name).toBe('Packages of Acme');

  await button('Remove integration').click();
  await dialog.getByRole('textbox').fill('Packages of Acme');
  await confirm.click();
  await page.getByText('Packages of Acme was removed.').waitFor();
  await page.getByText('The AWS accounts that this organization has connected will stand here').waitFor();
  await page.goto(`/integrations/${integration.id}`);
  await page.getByRole('alert').waitFor();
});
