import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT, ROLE_ARN, URLS } from '../support/code-artifact.ts';
import { startJourney, tabTo, waitForFocus, type Journey } from '../support/journey.ts';

const ACCOUNT_ID = '210987654321';
const inAccount = (value: string) => value.replaceAll(ACCOUNT, ACCOUNT_ID);
const roleArn = inAccount(ROLE_ARN);
const npmUrl = inAccount(URLS.NPM);
const pypiUrl = inAccount(URLS.PYPI);
const nugetUrl = inAccount(URLS.NUGET);
const configuration = `
# .npmrc
registry=${npmUrl}
${npmUrl.slice('https:'.length)}:_authToken=a-token-that-stays-here

# pip.conf
[global]
index-url = ${pypiUrl.replace('https://', 'https://aws:a-token-that-stays-here@')}
`;

let journey: Journey;
let page: Page;
let externalId = '';

beforeAll(async () => {
  journey = await startJourney();
  page = await (await journey.openContext()).newPage();
});
afterAll(() => journey?.stop());

const field = (name: string) => page.getByRole('textbox', { name });
const heading = (name: string) => page.getByRole('heading', { level: 2, name, exact: true });

/** The whole way without a mouse; each chapter goes on where the last one ended. */
describe('a new admin connects an AWS account by keyboard alone', () => {
  it('signs in and finds an empty hub', async () => {
    const { email, password } = journey.product.admin;
    await page.goto('/');
    await waitForFocus(field('Email'));
    await page.keyboard.type(email);
    await tabTo(page.getByLabel('Password', { exact: true }));
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Integrations' }).waitFor();
    await page.getByText('The AWS accounts that this organization has connected will stand here').waitFor();
    await tabTo(page.getByRole('link', { name: 'Connect', exact: true }));
    await page.keyboard.press('Enter');
    await heading('Deploy the role').waitFor();
  });

  it('finds one External ID filled in everywhere', async () => {
    const copyButton = page.getByRole('button', { name: 'Copy External ID' });
    await copyButton.waitFor();
    externalId = (await copyButton.getAttribute('aria-label'))?.split(' ').at(-1) ?? '';
    expect(externalId).toMatch(/^\S{22,}$/);
    const link = await page.getByRole('link', { name: 'Launch stack in AWS' }).getAttribute('href');
    expect(link).toMatch(/^https:\/\/\S*console\.aws\.amazon\.com\/cloudformation\//);
    expect(decodeURIComponent(link ?? '')).toContain(externalId);
    await tabTo(page.getByRole('tab', { name: 'CloudFormation' }));
    for (const [way, part] of [
      ['Terraform', 'Terraform configuration'],
      ['AWS CLI', 'AWS CLI script'],
      ['Manual', 'trust policy'],
    ] as const) {
      await page.keyboard.press('ArrowRight');
      await waitForFocus(page.getByRole('tab', { name: way }));
      expect(await page.getByLabel(part, { exact: true }).textContent(), way).toContain(externalId);
    }
    expect(page.url()).toContain('with=manual');
  });

  it('deploys the role and enters it, with errors beside the fields', async () => {
    journey.product.lab.deploy({ externalId, accountId: ACCOUNT_ID });
    await tabTo(page.getByRole('button', { name: 'Continue' }));
    await page.keyboard.press('Enter');
    await heading('Role details').waitFor();
    await tabTo(field('Role ARN'));
    await page.keyboard.type('arn:aws:iam::21098:role/BacklineCodeArtifactIntegrationRole');
    await page.keyboard.press('Enter');
    await waitForFocus(page.getByRole('group', { name: 'What to fix' }));
    await tabTo(field('Role ARN'));
    expect(await field('Role ARN').getAttribute('aria-invalid')).toBe('true');
    expect(await describedBy('Role ARN')).toContain('This is not the ARN of a role.');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(roleArn);
    expect(await field('Account ID').inputValue()).toBe(ACCOUNT_ID);
    await page.getByRole('group', { name: 'What to fix' }).waitFor({ state: 'hidden' });
  });

  it('keeps the draft over a reload and on the way back', async () => {
    await page.reload();
    await heading('Role details').waitFor();
    expect(await field('Role ARN').inputValue()).toBe(roleArn);
    await tabTo(page.getByRole('button', { name: 'Back' }));
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: `Copy External ID ${externalId}` }).waitFor();
    await page.goBack();
    await tabTo(field('Account ID'));
    expect(await field('Account ID').inputValue()).toBe(ACCOUNT_ID);
    await page.keyboard.press('Enter');
    await heading('Repository URLs').waitFor();
  });

  it('pastes a configuration and corrects a URL with one click', async () => {
    await tabTo(page.locator('summary', { hasText: 'Paste a configuration' }));
    await page.keyboard.press('Enter');
    await tabTo(field('Configuration'));
    await page.keyboard.insertText(configuration);
    await tabTo(page.getByRole('button', { name: 'Read URLs' }));
    await page.keyboard.press('Enter');
    await page.getByText('Filled in 2 URLs: npm, PyPI.').waitFor();
    expect(await field('npm repository URL').inputValue()).toBe(npmUrl);
    expect(await field('PyPI repository URL').inputValue()).toBe(pypiUrl);
    await tabTo(field('NuGet repository URL'));
    await page.keyboard.type(nugetUrl.replace('v3/index.json', ''));
    await tabTo(page.getByRole('button', { name: `Use the correction ${nugetUrl}` }));
    await page.keyboard.press('Enter');
    expect(await field('NuGet repository URL').inputValue()).toBe(nugetUrl);
    await page.getByText(`Repository my-repo in domain my-domain, account ${ACCOUNT_ID}, us-east-1`).nth(2).waitFor();
    expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain('a-token-that-stays-here');
    await tabTo(page.getByRole('button', { name: 'Continue' }));
    await page.keyboard.press('Enter');
    await heading('Test connection').waitFor();
  });

  it('tests, with each check appearing as it finishes', async () => {
    const checks = page.getByRole('list', { name: 'Checks' });
    journey.product.lab.set('repository_hangs', true);
    await tabTo(page.getByRole('button', { name: 'Test connection' }));
    await page.keyboard.press('Enter');
    await page.getByText(/^Testing the connection: [1-9]\d* of \d+ checks finished$/).waitFor();
    await checks.getByText('Endpoint: passed').nth(2).waitFor();
    await checks.getByText('Read: running').nth(2).waitFor();
    await tabTo(page.getByRole('button', { name: 'Stop' }));
    await page.keyboard.press('Enter');
    await page.getByText('The test was stopped.').waitFor();
    journey.product.lab.reset();
    await tabTo(page.getByRole('button', { name: 'Test connection' }));
    await page.keyboard.press('Enter');
    await page.getByText(/^\d+ checks passed$/).waitFor();
    await tabTo(page.getByRole('button', { name: 'Continue' }));
    await page.keyboard.press('Enter');
  });

  it('saves, and ends on the page of a connected integration', async () => {
    await heading('Save').waitFor();
    await tabTo(field('Name'));
    expect(await field('Name').inputValue()).toBe(`AWS CodeArtifact ${ACCOUNT_ID}`);
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('Acme packages');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Acme packages' }).waitFor();
    await page.getByText('Connected', { exact: true }).waitFor();
    const report = page.getByRole('region', { name: 'Connection report' });
    for (const title of ['npm my-repo', 'PyPI my-repo', 'NuGet my-repo']) await report.getByText(title).waitFor();
    await page.goto('/integrations');
    const row = page.getByRole('row', { name: 'Acme packages' });
    await row.getByText('Connected', { exact: true }).waitFor();
    await row.getByText('3 (npm, PyPI, NuGet)').waitFor();
    await page.goto('/integrations/new');
    await page.getByRole('button', { name: 'Copy External ID' }).waitFor();
    expect(await page.getByRole('button', { name: `Copy External ID ${externalId}` }).count()).toBe(0);
  });
});

/** What a screen reader says after the field's name: its description and its error. */
async function describedBy(name: string): Promise<string> {
  const ids = ((await field(name).getAttribute('aria-describedby')) ?? '').split(' ').filter(Boolean);
  const texts = await Promise.all(ids.map((id) => page.locator(`[id="${id}"]`).textContent()));
  return texts.join(' ');
}
