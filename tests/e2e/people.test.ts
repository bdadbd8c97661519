import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIntegration, type IntegrationAnswer } from '../support/code-artifact.ts';
import { startJourney, type Journey } from '../support/journey.ts';

let journey: Journey;
let admin: Page;
let integration: IntegrationAnswer;

beforeAll(async () => {
  journey = await startJourney();
  integration = await createIntegration(journey.product, { name: 'Acme packages' });
  admin = await journey.openAsAdmin('/settings/members');
});
afterAll(() => journey?.stop());

describe('a viewer', () => {
  let link = '';
  let viewer: Page;

  it('is invited by a link that is shown once', async () => {
    await admin.getByRole('button', { name: 'Invite member' }).click();
    const dialog = admin.getByRole('dialog', { name: 'Invite member' });
    await dialog.getByLabel('Email').fill('vera@acme.test');
    await dialog.getByRole('radio', { name: 'Viewer' }).check();
    await dialog.getByRole('button', { name: 'Make invitation link' }).click();
    link = await dialog.locator('code').innerText();
    expect(link).toContain(`${journey.product.address}/join#`);
    await dialog.getByRole('button', { name: 'Done' }).click();
    await admin.getByRole('table', { name: 'Pending invitations' }).getByText('vera@acme.test').waitFor();
    expect(await admin.content()).not.toContain(link);
  });

  it('joins in a browser of their own, and the link works no second time', async () => {
    const context = await journey.openContext();
    viewer = await context.newPage();
    await viewer.goto(link);
    await viewer.getByText('vera@acme.test is invited to My organization.').waitFor();
    await viewer.getByLabel('Your name').fill('Vera');
    await viewer.getByLabel('Choose a password').fill('too short');
    await viewer.getByRole('button', { name: 'Join My organization' }).click();
    await viewer.getByText('A password has at least 12 characters.').waitFor();
    await viewer.getByLabel('Choose a password').fill('long enough for anybody');
    await viewer.getByRole('button', { name: 'Join My organization' }).click();
    await viewer.getByRole('link', { name: 'Acme packages' }).waitFor();

    const late = await (await journey.openContext()).newPage();
    await late.goto(link);
    await late.getByText('Ask whoever invited you for a new link.').waitFor();
  });

  it('sees everything and is offered nothing that writes', async () => {
    expect(await viewer.getByRole('link', { name: /Connect/ }).count()).toBe(0);
    await viewer.getByRole('link', { name: 'Acme packages' }).click();
    await viewer.getByRole('tab', { name: 'Reports' }).waitFor();
    expect(await viewer.getByRole('tab', { name: 'Settings' }).count()).toBe(0);
    await viewer.goto(`/integrations/${integration.id}/repositories`);
    await viewer.getByRole('table', { name: 'Repositories' }).waitFor();
    expect(await viewer.getByRole('link', { name: /Add repository/ }).count()).toBe(0);
    await viewer.goto('/integrations/new');
    await viewer.getByText('Your role may look at integrations but not connect one.').waitFor();
    await viewer.getByRole('link', { name: 'Members' }).click();
    await viewer.getByRole('row', { name: /Vera/ }).waitFor();
    expect(await viewer.getByRole('button', { name: /Invite|Remove/ }).count()).toBe(0);
    expect(await viewer.getByRole('combobox').count()).toBe(0);
    await viewer.getByRole('link', { name: 'API keys' }).click();
    await viewer.getByRole('heading', { level: 1, name: 'API keys' }).waitFor();
    await viewer.getByRole('table', { name: 'API keys' }).waitFor();
    expect(await viewer.getByRole('button', { name: /Create API key|Revoke/ }).count()).toBe(0);
  });

  it('loses access at once when removed', async () => {
    await admin.reload();
    await admin.getByRole('button', { name: 'Remove Vera' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'Remove member' }).click();
    await admin.getByRole('row', { name: /Vera/ }).waitFor({ state: 'hidden' });
    await viewer.goto('/integrations');
    await viewer.getByRole('heading', { level: 1, name: /^(New organization|Sign in)$/ }).waitFor();
    expect(await viewer.getByText('Acme packages').count()).toBe(0);
  });
});

describe('an API key', () => {
  let secret = '';
  const ask = () => journey.product.graphql('{ integrations { totalCount } }', {}, { apiKey: secret });

  it('is shown once and works within its scopes', async () => {
    await admin.getByRole('link', { name: 'API keys' }).click();
    await admin.getByRole('button', { name: 'Create API key' }).first().click();
    const dialog = admin.getByRole('dialog', { name: 'Create API key' });
    await dialog.getByRole('button', { name: 'Create API key' }).click();
    await dialog.getByText('Choose at least one scope.').waitFor();
    await dialog.getByLabel('Name').fill('Reporting tool');
    await dialog.getByRole('checkbox', { name: 'integrations:read' }).check();
    await dialog.getByRole('button', { name: 'Create API key' }).click();
    await dialog.getByText('The key is shown once.').waitFor();
    secret = await dialog.locator('code').innerText();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await admin.getByRole('row', { name: /Reporting tool/ }).waitFor();
    expect(await admin.content()).not.toContain(secret);

    expect(await ask()).toMatchObject({ status: 200, data: { integrations: { totalCount: 1 } }, errors: [] });
    const write = await journey.product.graphql(
      'mutation ($id: ID!) { deleteIntegration(id: $id) { deletedId } }',
      { id: integration.id },
      { apiKey: secret },
    );
    expect(write.errors[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });

  it('is refused as soon as it is revoked', async () => {
    await admin.getByRole('button', { name: 'Revoke Reporting tool' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'Revoke API key' }).click();
    await admin.getByRole('row', { name: /Reporting tool/ }).waitFor({ state: 'hidden' });
    expect((await ask()).errors[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
  });
});

it('ends with signing out, after which nothing is shown', async () => {
  await admin.getByRole('button', { name: /^Account: / }).click();
  await admin.getByRole('menuitem', { name: 'Sign out' }).click();
  await admin.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  await admin.goto(`/integrations/${integration.id}`);
  await admin.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  expect(await admin.getByText('Acme packages').count()).toBe(0);
});
