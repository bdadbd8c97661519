import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createIntegration, ROLE_ARN, type IntegrationAnswer } from '../support/code-artifact.ts';
import { startJourney, tabTo, waitForFocus, type Journey } from '../support/journey.ts';
import { inspect, watchFaults } from '../support/page-quality.ts';
import {
  PERMISSIONS,
  policyOf,
  TRUST,
  EXTERNAL_ID,
  bearerStatement,
  readStatement,
  tokenStatement,
} from '../support/role-policies.ts';

let journey: Journey;
let page: Page;
let faults: string[];
let acme: IntegrationAnswer;

beforeAll(async () => {
  journey = await startJourney();
  acme = await createIntegration(journey.product, { name: 'Acme packages' });
  page = await journey.openAsAdmin('/diagnostics/policies');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  faults = watchFaults(page.context(), journey.product.address);
});
afterAll(() => journey?.stop());
beforeEach(() => journey.product.lab.reset());

const trustField = () => page.getByRole('textbox', { name: 'Trust policy' });
const permissionsField = () => page.getByRole('textbox', { name: 'Permissions policy' });
const verdict = () => page.getByRole('region', { name: 'Verdict' });
const findings = () => page.getByRole('region', { name: 'In the text' });
const calls = () => page.getByRole('table', { name: 'Calls' }).getByRole('row');

/** A trust policy that fits the integration, and one that does not. */
const right = () => TRUST.replace(EXTERNAL_ID, acme.externalId);
const insecure = () => right().replace('StringEquals', 'StringEqualsIfExists');

async function open(): Promise<void> {
  await page.goto(`/diagnostics/policies?integration=${acme.id}`);
  await page.getByLabel('Compare with').waitFor();
}

describe('the page', () => {
  it('is in the navigation, says what will stand there, and keeps the choice in the address', async () => {
    await page.goto('/integrations');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Check my policies' }).click();
    await page.getByText('all this will stand here').waitFor();
    await page.getByLabel('Compare with').selectOption({ label: 'Details entered here' });
    await page.waitForURL((url) => url.searchParams.get('integration') === 'none');
    await page.getByLabel('Compare with').selectOption({ label: 'Acme packages' });
    await page.waitForURL((url) => url.searchParams.get('integration') === acme.id);
    await page.getByRole('button', { name: `Copy role ARN ${ROLE_ARN}` }).waitFor();
  });

  it('answers as one pastes, with a row for each call', async () => {
    await open();
    await trustField().fill(right());
    await verdict().getByText('What was pasted is right.').waitFor();
    await permissionsField().fill(PERMISSIONS);
    await verdict().getByText('These policies do all that the integration needs.').waitFor();
    await calls()
      .filter({ hasText: 'codeartifact:ReadFromRepository' })
      .getByText('Allowed', { exact: true })
      .waitFor();
    await calls().filter({ hasText: 'without an External ID' }).getByText('Refused', { exact: true }).waitFor();
    expect(page.url()).not.toContain('Statement');
    await page.reload();
    expect(await trustField().inputValue()).toBe('');
  });

  it('shows where a mistake stands, goes there, and offers the policy with that mended', async () => {
    await open();
    await trustField().fill(insecure());
    await verdict().getByText('The role can be assumed without the right External ID.').waitFor();
    await verdict().getByText('external_id_not_required').waitFor();
    const place = findings().getByRole('button', { name: 'Trust policy, line 12, column 11' });
    await tabTo(place);
    await page.keyboard.press('Enter');
    await waitForFocus(trustField());
    const selected = await page.evaluate<string>(
      'document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)',
    );
    expect(selected).toBe(`"sts:ExternalId": "${acme.externalId}"`);

    await page.getByText('The whole trust policy').click();
    await page.getByRole('button', { name: 'Copy repaired trust policy' }).click();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(JSON.parse(copied)).toEqual(JSON.parse(right()));
    await page.getByRole('button', { name: 'Copy change of the trust policy' }).click();
    expect(await page.evaluate<string>('navigator.clipboard.readText()')).toContain('+        "StringEquals": {');
    await trustField().fill(copied);
    await verdict().getByText('What was pasted is right.').waitFor();
  });

  it('takes details that are entered, and says what is missing', async () => {
    await page.goto('/diagnostics/policies?integration=none');
    await trustField().fill(right());
    await page.getByText('Enter the account ID, or the role ARN that holds it.').waitFor();
    await page.getByLabel('Role ARN').fill(ROLE_ARN);
    await page.getByText('none was given to compare the policy with').waitFor();
    await page.getByLabel('External ID').fill('another-external-id');
    await verdict().getByText('external_id_mismatch').waitFor();
  });

  it('says so where the text is none, or too long', async () => {
    await open();
    await permissionsField().fill('Please find attached our policy.');
    await findings()
      .getByText(/^No policy was found in this text/)
      .waitFor();
    await permissionsField().fill('x'.repeat(65_537));
    await page.getByText('The text is longer than 64 KB.').waitFor();
    await inspect(page, 'too-long');
  });

  it('says so where the server does not answer', async () => {
    await open();
    await page.route('**/graphql', (route) => route.abort());
    await trustField().fill(right());
    await page.getByText('The server was not reached').waitFor();
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Try again' }).click();
    await verdict().getByText('What was pasted is right.').waitFor();
    faults.length = 0;
  });
});

describe('a connection test that STS refuses without a reason', () => {
  const question = () => page.getByText("Paste the role's trust policy, and this page knows");
  const decision = () => page.getByRole('status', { name: 'What the trust policy decides' });

  it('asks for the trust policy and then knows', async () => {
    journey.product.lab.set('trust_principal_mismatch', true);
    await page.goto(`/integrations/${acme.id}`);
    await page.getByRole('button', { name: 'Test connection' }).click();
    await question().waitFor();
    await page.getByText('Most likely', { exact: true }).first().waitFor();
    await inspect(page, 'trust-question-asked');
    await trustField().fill(right().replace('198331734661', '999988887777'));
    await decision().getByText('This is the cause').waitFor();
    await decision().getByText('trust_principal_mismatch').waitFor();
    await decision().getByText('999988887777').first().waitFor();
    await page.getByText('What the answer of AWS alone leaves open').waitFor();
    await inspect(page, 'trust-question');
    await trustField().fill(right());
    await decision()
      .getByText(/So the refusal comes from elsewhere/)
      .waitFor();
  });

  it('keeps what is pasted when the report takes the place of its test, and forgets it with the next one', async () => {
    journey.product.lab.set('trust_principal_mismatch', true);
    await page.goto(`/integrations/${acme.id}`);
    const report = page.getByRole('region', { name: 'Connection report' });
    await report.waitFor();
    let release = () => {};
    const isReleased = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/graphql', async (route) => {
      const { operationName } = route.request().postDataJSON() as { operationName: string };
      if (operationName === 'Integration') await isReleased;
      await route.fallback();
    });
    await page.getByRole('button', { name: 'Test connection' }).click();
    await page
      .getByRole('region', { name: 'Connection test' })
      .getByText(/^1 of \d+ checks failed$/)
      .waitFor();
    await trustField().fill(right());
    expect(await report.count()).toBe(0);
    release();
    await report.waitFor();
    expect(await trustField().inputValue()).toBe(right());
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect.poll(() => trustField().inputValue()).toBe('');
    await report.waitFor();
  });

  it('does not ask where the cause is certain', async () => {
    journey.product.lab.set('missing_bearer_token_permission', true);
    await page.getByRole('button', { name: 'Test connection' }).click();
    await page.getByText('missing_bearer_token_permission').first().waitFor();
    await expect.poll(() => question().count()).toBe(0);
  });
});

describe('quality', () => {
  const states: readonly [string, () => [trust: string, permissions: string]][] = [
    ['policies-empty', () => ['', '']],
    ['policies-right', () => [right(), PERMISSIONS]],
    [
      'policies-wrong',
      () => [
        insecure(),
        policyOf(
          { ...tokenStatement, Resource: tokenStatement.Resource.replace('111122223333', '<YOUR_ACCOUNT_ID>') },
          { ...readStatement, Action: ['codeartifact:GetRepositoryEndpoint', 'codeartifact:ReadFromRepositories'] },
          { ...bearerStatement, Action: ['sts:GetServiceBearerToken', 'codeartifact:*'] },
        ),
      ],
    ],
    ['policies-by-hand', () => [right(), '']],
  ];
  it.each(states)('%s', async (name, texts) => {
    await page.goto(`/diagnostics/policies?integration=${name.endsWith('hand') ? 'none' : acme.id}`);
    await page.getByLabel('Compare with').waitFor();
    const [trust, permissions] = texts();
    await trustField().fill(trust);
    await permissionsField().fill(permissions);
    if (trust !== '' && !name.endsWith('hand')) await calls().nth(1).waitFor();
    await page.waitForLoadState('networkidle');
    await inspect(page, name);
  });

  it('lets no page print an error or ask another origin', () => {
    expect(faults).toEqual([]);
  });
});
