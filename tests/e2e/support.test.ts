import { readFileSync } from 'node:fs';
import type { Download, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createIntegration,
  fourRepositories,
  healthyDetails,
  testConnection,
  type IntegrationAnswer,
} from '../support/code-artifact.ts';
import { startJourney, type Journey } from '../support/journey.ts';
import { inspect, watchFaults } from '../support/page-quality.ts';
import { letGrantsRunOut, organizationIdOf } from '../support/support-access.ts';

const REASON = 'Case 4711: builds fail since Monday';

let journey: Journey;
let admin: Page;
let helper: Page;
let organizationId: string;
let integration: IntegrationAnswer;
let faults: string[];

beforeAll(async () => {
  journey = await startJourney();
  const { product } = journey;
  organizationId = await organizationIdOf(product);
  integration = await createIntegration(product, { name: 'Acme packages', repositories: fourRepositories });
  const details = healthyDetails({ repositories: fourRepositories, integrationId: integration.id });
  await testConnection(product, details);
  product.lab.set('external_id_mismatch', true);
  await testConnection(product, details);
  admin = await journey.openAsAdmin('/settings/support');
  helper = await journey.openAsSupport('/support');
  faults = watchFaults(helper.context(), product.address);
});
afterAll(() => journey?.stop());

describe('a support person', () => {
  it('sees no organization, and only the console', async () => {
    await helper.getByText('No organization lets you in now.').waitFor();
    expect(await helper.getByRole('navigation', { name: 'Main' }).getByRole('link').allInnerTexts()).toEqual([
      'Support',
      'Explain an error',
      'Troubleshooting',
    ]);
    for (const path of [
      '/integrations',
      '/audit',
      '/settings/members',
      '/packages',
      `/integrations/${integration.id}`,
    ]) {
      await helper.goto(path);
      await helper.waitForURL('/support');
    }
    await helper.goto(`/support/integrations/${integration.id}`);
    await helper.getByText('No organization is open.').waitFor();
    await helper.goto('/troubleshooting/external_id_mismatch');
    await helper.getByText('external_id_mismatch').first().waitFor();
    await helper.goto('/support');
    await helper.getByText('No organization lets you in now.').waitFor();
    await inspect(helper, 'support-console-empty');
  });

  it('asks with the id that an admin copies, and is told what is wrong with another', async () => {
    await admin.getByRole('button', { name: `Copy organization id ${organizationId}` }).waitFor();
    await helper.getByLabel('Organization id').fill('acme');
    await helper.getByLabel('Reason').fill(REASON);
    await helper.getByRole('button', { name: 'Request access' }).click();
    await helper.getByText("This is not an organization's id.").waitFor();
    await helper.getByLabel('Organization id').fill(organizationId);
    await helper.getByLabel('For', { exact: true }).selectOption('30 minutes');
    await helper.getByRole('button', { name: 'Request access' }).click();
    await helper.getByRole('table', { name: 'Your requests' }).getByText('Waits for an answer').waitFor();
  });

  it('is let in by an admin, for less time than asked', async () => {
    await admin.reload();
    const requests = admin.getByRole('table', { name: 'Pending requests' });
    await requests.getByText(REASON).waitFor();
    await admin.getByRole('link', { name: 'Support access 1 request waits' }).waitFor();
    await inspect(admin, 'support-access-request');
    await requests.getByRole('button', { name: 'Grant the request' }).click();
    const dialog = admin.getByRole('dialog', { name: 'Grant access' });
    expect(await dialog.getByLabel('For').locator('option').allInnerTexts()).toEqual([
      '5 minutes',
      '10 minutes',
      '15 minutes',
      '30 minutes',
    ]);
    await dialog.getByLabel('For').selectOption('15 minutes');
    await dialog.getByRole('button', { name: 'Grant access' }).click();
    const open = admin.getByRole('table', { name: 'Open access' });
    await open.getByText(journey.product.support.email).waitFor();
    await open
      .getByRole('timer')
      .getByText(/^1[45] min/)
      .waitFor();
    await admin.getByText('Requests by support will stand here').waitFor();
    await inspect(admin, 'support-access-open');
  });

  it('opens the organization, with the time that is left', async () => {
    await helper.getByRole('button', { name: 'Open My organization' }).click();
    await helper.waitForURL('/support/integrations');
    await helper
      .getByRole('note')
      .getByText(/You look into My organization/)
      .waitFor();
    await helper
      .getByRole('note')
      .getByRole('timer')
      .getByText(/^1[45] min/)
      .waitFor();
    await inspect(helper, 'support-integrations');
  });

  it('diagnoses, and reads reports, without ever seeing the External ID', async () => {
    await helper.getByRole('link', { name: 'Acme packages' }).click();
    await helper.getByText('••••, masked for support').waitFor();
    await helper.getByRole('button', { name: 'Diagnose' }).click();
    await helper.getByText('Compare sts:ExternalId there with ••••').first().waitFor();
    await helper.getByText(`by ${journey.product.support.email}`).waitFor();
    expect(await helper.content()).not.toContain(integration.externalId);
    await inspect(helper, 'support-diagnosis');
    await helper.getByRole('tab', { name: 'Package' }).click();
    await helper.getByRole('button', { name: 'Find out why' }).click();
    await helper.getByText('Enter the name of a package.').waitFor();
    await helper.getByLabel('Package name').fill('left-pad');
    await helper.keyboard.press('Enter');
    await helper.waitForURL(`/support/integrations/${integration.id}/package?type=NPM&name=left-pad&version=`);
    await helper.getByRole('heading', { level: 2, name: 'left-pad' }).waitFor();
    await helper.getByText('Not available').waitFor();
    expect(await helper.content()).not.toContain(integration.externalId);
    await inspect(helper, 'support-package');
    await helper.getByRole('tab', { name: 'Reports' }).click();
    await helper.waitForURL(`/support/integrations/${integration.id}/reports`);
    await helper.getByRole('navigation', { name: 'Reports' }).getByRole('link').nth(1).click();
    await helper.getByRole('region', { name: 'Connection report' }).getByText('by API key Bootstrap key').waitFor();
    expect(await helper.content()).not.toContain(integration.externalId);
  });

  it('reads the log, where the looks stand already, and cannot export it', async () => {
    await helper.getByRole('link', { name: 'Audit' }).click();
    const events = helper.getByRole('table', { name: 'Audit events' });
    await events.getByText('support.viewed').first().waitFor();
    await events.getByText('diagnoseIntegration').waitFor();
    expect(await helper.getByRole('link', { name: /Export/ }).count()).toBe(0);
  });

  it('is out as soon as the access has run out, and the page says so', async () => {
    await letGrantsRunOut(journey.product);
    await helper.goto(`/support/integrations/${integration.id}`);
    await helper.getByText('No organization is open.').waitFor();
    expect(await helper.getByText('Acme packages').count()).toBe(0);
    await helper.getByRole('link', { name: 'Go to access' }).click();
    await helper.getByText('No organization lets you in now.').waitFor();
  });

  it('is out while it looks, when the access is revoked', async () => {
    await admin.reload();
    await admin.getByRole('button', { name: 'Grant access' }).click();
    const dialog = admin.getByRole('dialog', { name: 'Grant access' });
    await dialog.getByRole('button', { name: 'Grant access' }).click();
    await dialog.getByText('Say what support is to look at.').waitFor();
    await dialog.getByLabel('Reason').fill('Look again');
    await dialog.getByRole('button', { name: 'Grant access' }).click();
    await helper.reload();
    await helper.getByRole('button', { name: 'Open My organization' }).click();
    await helper.getByRole('link', { name: 'Acme packages' }).click();
    await helper.getByRole('button', { name: 'Diagnose' }).waitFor();
    await admin.getByRole('button', { name: 'Revoke the access of Backline support' }).click();
    await admin
      .getByRole('table', { name: 'Ended access' })
      .getByText(/Revoked by/)
      .waitFor();
    await helper.getByRole('button', { name: 'Diagnose' }).click();
    await helper.getByRole('alert').getByText('No organization lets you in just now.').waitFor();
  });
});

describe("the organization's log", () => {
  it('tells the whole story: asked, granted, viewed, run out, revoked', async () => {
    await admin.goto('/audit?action=support.');
    const events = admin.getByRole('table', { name: 'Audit events' });
    await events.getByText('support.revoked').waitFor();
    const stories = async () => {
      await admin.reload();
      await events.getByText('support.revoked').waitFor();
      const actions = events.locator('code').filter({ hasText: /^support\./ });
      return new Set(await actions.allInnerTexts());
    };
    await expect
      .poll(stories, { timeout: 20_000 })
      .toEqual(
        new Set([
          'support.access_requested',
          'support.granted',
          'support.viewed',
          'support.expired',
          'support.revoked',
        ]),
      );
    expect(await events.getByText(`15 minutes, until`).count()).toBe(1);
    expect(await events.getByText('Backline support', { exact: true }).count()).toBeGreaterThan(3);
    await inspect(admin, 'audit-support');
  });

  it('is filtered, with the filter in the address, and exported as it is filtered', async () => {
    await admin.getByLabel('What').selectOption('support.granted');
    await admin.getByLabel('Text').fill('look AGAIN');
    await admin.keyboard.press('Enter');
    await admin.waitForURL('/audit?action=support.granted&text=look+AGAIN');
    await admin.getByText('1 event that fit').waitFor();
    const csv = await downloadOf(admin, () => admin.getByRole('link', { name: 'Export CSV' }).click());
    expect(csv.suggestedFilename()).toMatch(/^audit-.*\.csv$/);
    expect(await contentOf(csv)).toMatch(/^\uFEFFid,at,.*\r\n"[^\r]*"support\.granted","Backline support"[^\r]*\r\n$/);
    const lines = await downloadOf(admin, () => admin.getByRole('link', { name: 'Export JSON lines' }).click());
    expect(JSON.parse(await contentOf(lines))).toMatchObject({ action: 'support.granted', actorKind: 'MEMBER' });
    await admin.goBack();
    await admin.getByRole('table', { name: 'Audit events' }).getByText('support.viewed').first().waitFor();
    expect(await admin.getByLabel('What').inputValue()).toBe('support.');
    await admin.getByRole('button', { name: 'Show all' }).click();
    await admin.waitForURL('/audit');
    // The form follows its address a moment later, and takes what was entered before that with it.
    await expect.poll(() => admin.getByLabel('What').inputValue()).toBe('');
    await admin.getByLabel('From (UTC)').fill('2020-01-01T00:00');
    await admin.getByLabel('Until (UTC)').fill('2020-01-01T00:00');
    await admin.getByText('This must be later than "From".').waitFor();
    await admin.getByLabel('Until (UTC)').fill('2020-02-01T00:00');
    await admin.getByRole('button', { name: 'Filter' }).click();
    await admin.getByText('No event fits this filter.').waitFor();
  });
});

describe('a support bundle', () => {
  let bundle = '';

  it('is exported by an admin on the page of the integration', async () => {
    await admin.goto(`/integrations/${integration.id}`);
    const file = await downloadOf(admin, () => admin.getByRole('button', { name: 'Export support bundle' }).click());
    expect(file.suggestedFilename()).toMatch(/^support-bundle-acme-packages-.*\.json$/);
    bundle = await contentOf(file);
    expect(bundle).not.toContain(integration.externalId);
  });

  it('is opened in the console without any access, by dropping it or by choosing it', async () => {
    await helper.goto('/support/bundle');
    await helper.getByText('Drop a support bundle here.').waitFor();
    await inspect(helper, 'support-bundle-empty');
    await drop(helper, 'bundle.json', bundle);
    await helper.getByRole('heading', { level: 2, name: 'Acme packages' }).waitFor();
    await helper.getByText('Compare sts:ExternalId there with ••••').first().waitFor();
    await helper.getByText('integration.created').waitFor();
    await inspect(helper, 'support-bundle');
    await helper.getByLabel('Report', { exact: true }).selectOption({ index: 1 });
    await helper.getByText('Compare sts:ExternalId there with ••••').waitFor({ state: 'hidden' });
    await helper.reload();
    await helper.locator('input[type=file]').setInputFiles({
      name: 'chosen.json',
      mimeType: 'application/json',
      buffer: Buffer.from(bundle),
    });
    await helper.getByRole('heading', { level: 2, name: 'Acme packages' }).waitFor();
  });

  it.each([
    ['cut off', () => bundle.slice(0, bundle.length / 2), 'The file is not JSON.'],
    ['of another tool', () => '{"name": "left-pad"}', 'no support bundle of Backline'],
    ['of a later version', () => bundle.replace('"formatVersion": 1', '"formatVersion": 9'), 'has version 9'],
    ['damaged', () => bundle.replace('"checks": [', '"checks": 7, "was": ['), 'reports[0].checks is missing'],
    ['of bytes', () => '\0\u0001\uFFFD', 'The file is not JSON.'],
  ])('that is %s is refused with a reason', async (_, content, words) => {
    await helper.goto('/support/bundle');
    await helper.getByText('Drop a support bundle here.').waitFor();
    await drop(helper, 'broken.json', content());
    await helper.getByRole('alert').getByText(words).waitFor();
  });
});

it('has printed no error and asked no other origin', () => {
  // The answers to what was refused on purpose are printed by the browser itself.
  expect(faults.filter((fault) => !fault.includes('status of 403'))).toEqual([]);
});

async function downloadOf(page: Page, act: () => Promise<void>): Promise<Download> {
  const [file] = await Promise.all([page.waitForEvent('download'), act()]);
  return file;
}

async function contentOf(file: Download): Promise<string> {
  return readFileSync(await file.path(), 'utf8');
}

/** As a person drags a file from the desktop into the page. */
async function drop(page: Page, name: string, content: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    `(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([${JSON.stringify(content)}], ${JSON.stringify(name)}, { type: 'application/json' }));
      return transfer;
    })()`,
  );
  await page.getByText('Drop a support bundle here.').dispatchEvent('drop', { dataTransfer: transfer });
}
