import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIntegration, URLS, type IntegrationAnswer } from '../support/code-artifact.ts';
import { saveScreenshot, startJourney, type Journey } from '../support/journey.ts';

let journey: Journey;
let page: Page;
let integration: IntegrationAnswer;

beforeAll(async () => {
  journey = await startJourney();
  integration = await createIntegration(journey.product, {
    name: 'Acme packages',
    repositories: [
      { packageType: 'NPM', url: URLS.NPM },
      { packageType: 'PYPI', url: URLS.PYPI },
    ],
  });
  page = await journey.openAsAdmin(`/integrations/${integration.id}`);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
});
afterAll(() => journey?.stop());

interface Rehearsal {
  /** The lab's switch. */
  readonly on: string;
  /** The check that shows the failure. */
  readonly check: string | RegExp;
  readonly cause: string;
  readonly certainty: 'This is the cause' | 'Most likely';
  readonly side: string;
  readonly step: RegExp;
  /** Label of the snippet and a part of it. */
  readonly snippet?: readonly [label: string, part: string];
  /** What AWS answered; none where a client's own words are shown. */
  readonly answer?: RegExp;
  readonly hasRequestId?: boolean;
  readonly status: string;
}

const onOurSide = "On Backline's side";
const onTheirs = 'Fix it in your AWS account';

const rehearsals: readonly Rehearsal[] = [
  {
    on: 'external_id_mismatch',
    check: /^Assume BacklineCodeArtifactIntegrationRole/,
    cause: 'external_id_mismatch',
    certainty: 'Most likely',
    side: onTheirs,
    step: /trust policy|stack/i,
    snippet: ['trust policy', 'sts:ExternalId'],
    answer: /AccessDenied.*is not authorized to perform: sts:AssumeRole/,
    hasRequestId: true,
    status: 'Failing',
  },
  {
    on: 'external_id_not_required',
    check: /refuses a missing and a wrong External ID$/,
    cause: 'external_id_not_required',
    certainty: 'This is the cause',
    side: onTheirs,
    step: /Demand the External ID with StringEquals/,
    snippet: ['trust policy', 'sts:ExternalId'],
    status: 'Insecure',
  },
  {
    on: 'missing_bearer_token_permission',
    check: 'Token for domain my-domain',
    cause: 'missing_bearer_token_permission',
    certainty: 'This is the cause',
    side: onTheirs,
    step: /permissions policy/,
    snippet: ['policy', 'sts:GetServiceBearerToken'],
    answer: /AccessDeniedException.*sts:GetServiceBearerToken/,
    hasRequestId: true,
    status: 'Failing',
  },
  {
    on: 'repository_not_found',
    check: 'npm my-repo',
    cause: 'repository_not_found',
    certainty: 'This is the cause',
    side: onTheirs,
    step: /Copy the URL anew/,
    snippet: ['command', 'aws codeartifact list-repositories-in-domain'],
    answer: /ResourceNotFoundException.*Repository not found/,
    hasRequestId: true,
    status: 'Failing',
  },
  {
    on: 'missing_read_from_repository',
    check: 'npm my-repo',
    cause: 'missing_read_from_repository',
    certainty: 'This is the cause',
    side: onTheirs,
    step: /permissions policy/,
    snippet: ['policy', 'codeartifact:ReadFromRepository'],
    answer: /403/,
    hasRequestId: true,
    status: 'Failing',
  },
  {
    on: 'tls_untrusted_ca',
    check: 'PyPI my-repo',
    cause: 'tls_untrusted_ca',
    certainty: 'This is the cause',
    side: onOurSide,
    step: /NODE_EXTRA_CA_CERTS/,
    answer: /UNABLE_TO_VERIFY_LEAF_SIGNATURE/,
    status: 'Failing',
  },
];

describe('a failure of each stage', () => {
  it.each(rehearsals)('$on', async (rehearsal) => {
    journey.product.lab.reset();
    journey.product.lab.set(rehearsal.on, true);
    const before = await countReports();
    await page.getByRole('button', { name: 'Test connection' }).click();

    const row = page
      .getByRole('region', { name: 'Connection report' })
      .getByRole('listitem')
      .filter({ has: page.getByText(rehearsal.check), hasNot: page.getByRole('list', { name: 'Checks' }) })
      .filter({ has: page.getByRole('link', { name: `Link to this cause, ${rehearsal.cause}` }) })
      .last();
    const cause = row.locator(`[id$="-${rehearsal.cause}"]`).first();
    await cause.getByText(rehearsal.certainty, { exact: true }).waitFor();
    await cause.getByText(rehearsal.side, { exact: true }).waitFor();
    await cause.getByRole('listitem').filter({ hasText: rehearsal.step }).first().waitFor();
    await page.getByRole('heading', { level: 1 }).locator('..').getByText(rehearsal.status, { exact: true }).waitFor();
    if (rehearsal.snippet) {
      const [label, part] = rehearsal.snippet;
      await cause.getByRole('button', { name: `Copy ${label}` }).click();
      await cause.getByRole('status').getByText(`Copied ${label}`).waitFor();
      expect(await page.evaluate('navigator.clipboard.readText()')).toContain(part);
    }
    const answer = row.locator('details', { hasText: 'What AWS answered' }).first();
    if (rehearsal.answer) {
      await answer.locator('summary').click();
      expect(await answer.innerText()).toMatch(new RegExp(rehearsal.answer, 's'));
    }
    expect(await answer.getByRole('button', { name: 'Copy request id' }).count()).toBe(rehearsal.hasRequestId ? 1 : 0);
    await saveScreenshot(page, `failure-${rehearsal.on}`);
    await expect.poll(countReports).toBe(before + 1);
  });

  it('has an address for each report and each cause', async () => {
    journey.product.lab.reset();
    const before = await countReports();
    await page.getByRole('button', { name: 'Test connection' }).click();
    await page.getByText('Connected', { exact: true }).waitFor();
    await expect.poll(countReports).toBe(before + 1);
    await page.getByRole('tab', { name: 'Reports' }).click();
    const second = page.getByRole('navigation', { name: 'Reports' }).getByRole('link').nth(1);
    await second.click();
    await page.getByRole('link', { name: 'Link to this cause, tls_untrusted_ca' }).first().click();
    expect(page.url()).toMatch(/\/reports\?report=[^#]+#check-\d+-tls_untrusted_ca$/);

    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByText('This is the cause').first().waitFor();
    expect(await other.locator('nav[aria-label="Reports"] [aria-current="true"]').innerText()).toContain('Failed');
    await other.close();
  });
});

it('stops a test of a repository that hangs, and keeps what was known before', async () => {
  journey.product.lab.reset();
  journey.product.lab.set('repository_hangs', true);
  await page.goto(`/integrations/${integration.id}`);
  const before = await countReports();
  await page.getByRole('button', { name: 'Test connection' }).click();
  const running = page.getByRole('region', { name: 'Connection test' });
  await running.getByText('Read: running').first().waitFor();
  await running.getByRole('button', { name: 'Stop' }).click();
  await running.getByText('The test was stopped.').waitFor();
  await running.getByText('Not run: the test was stopped').first().waitFor();
  await page.getByText('Connected', { exact: true }).waitFor();
  expect(await countReports()).toBe(before);
  expect(await page.getByRole('button', { name: 'Test connection' }).isEnabled()).toBe(true);
});

/** Entries of the history, counted by opening it and coming back. */
async function countReports(): Promise<number> {
  await page.getByRole('tab', { name: 'Reports' }).click();
  const entries = page.getByRole('navigation', { name: 'Reports' }).getByRole('listitem');
  await entries.first().or(page.getByText('Every connection test will stand here')).waitFor();
  const count = await entries.count();
  await page.getByRole('tab', { name: 'Overview' }).click();
  return count;
}
