import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startJourney, waitForFocus, type Journey } from '../support/journey.ts';
import { inspect, watchFaults } from '../support/page-quality.ts';

const DENIED =
  'An error occurred (AccessDeniedException) when calling the GetAuthorizationToken operation: User: arn:aws:sts::111122223333:assumed-role/Builder/ci is not authorized to perform: sts:GetServiceBearerToken on resource: arn:aws:sts::111122223333:assumed-role/Builder because no identity-based policy allows the sts:GetServiceBearerToken action';
const TOKEN = 'npm_0123456789abcdefghijklmnopqrstuvwxyz';

let journey: Journey;
let page: Page;
let faults: string[];

beforeAll(async () => {
  journey = await startJourney();
  page = await journey.openAsAdmin('/diagnostics/explain');
  faults = watchFaults(page.context(), journey.product.address);
});
afterAll(() => journey?.stop());

const button = (name: string) => page.getByRole('button', { name, exact: true });
const text = () => page.getByRole('textbox', { name: 'Error text' });
const answer = () => page.getByRole('region', { name: 'Explanation' });

describe('explain an error', () => {
  it('is in the navigation, says what will stand there, and has the focus in the field', async () => {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Explain an error' }).waitFor();
    await page.getByText('The cause, whose side it is on').waitFor();
    await waitForFocus(text());
  });

  it('answers as one pastes, with what was read, and keeps the text out of the address', async () => {
    await text().fill(`#12 0.52 pip install acme\n${DENIED}\nERROR: exit code 1`);
    await answer().getByText('This is the cause').waitFor();
    await answer().getByText('missing_bearer_token_permission').waitFor();
    await answer().getByText('Builder').first().waitFor();
    await answer().getByRole('button', { name: 'Copy action sts:GetServiceBearerToken' }).waitFor();
    await answer().getByRole('list', { name: 'Lines that mattered' }).getByText('is not authorized').waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  it('leads to the page of the cause, which can be sent', async () => {
    await answer().getByRole('link', { name: 'All about this cause' }).click();
    await page.waitForURL('**/troubleshooting/missing_bearer_token_permission');
    await page.getByRole('heading', { level: 2, name: 'What to do' }).waitFor();
    await button('Copy link to this cause').waitFor();
    await page.goBack();
  });

  it('says that a token was pasted, and shows it nowhere', async () => {
    await text().fill(
      `npm error code E401\nnpm error //my-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com/npm/my-repo/:_authToken=${TOKEN}\n`,
    );
    await answer().getByText('The text holds a token, key or password').waitFor();
    await expectNowhere(TOKEN);
  });

  it('claims nothing about what is no failure of CodeArtifact', async () => {
    await text().fill("src/index.ts:3:7 - error TS2322: Type 'string' is not assignable to type 'number'.");
    await answer().getByText('Paste the lines above it too').waitFor();
    expect(
      await answer()
        .getByText(/This is the cause|Most likely/)
        .count(),
    ).toBe(0);
  });

  it('offers the end of a log that is too long, and clears', async () => {
    await paste(`${'a line of a log\n'.repeat(6_000)}${DENIED}`);
    await page.getByText('This is 95 KB; 64 KB can be read.').waitFor();
    await button('Keep the last 64 KB').click();
    await answer().getByText('missing_bearer_token_permission').waitFor();
    await button('Clear').click();
    expect(await text().inputValue()).toBe('');
    await waitForFocus(text());
    await page.getByText('The cause, whose side it is on').waitFor();
  });

  it('reads a log file', async () => {
    await page.getByLabel('Log file').setInputFiles({
      name: 'build.log',
      mimeType: 'text/plain',
      buffer: Buffer.from(`${'.'.repeat(200_000)}\n${DENIED}\n`),
    });
    await answer().getByText('missing_bearer_token_permission').waitFor();
  });
});

describe('troubleshooting', () => {
  it('lists the causes by section, the four of the product page first', async () => {
    await page.goto('/troubleshooting');
    await page.getByText(/^\d+ causes$/).waitFor();
    const sections = await page.getByRole('heading', { level: 2 }).allTextContents();
    expect(sections.slice(0, 4)).toEqual([
      'Authentication failed',
      'Permission denied',
      'Package resolution issues',
      'URL format',
    ]);
  });

  it('searches, with the search in the address', async () => {
    await page.getByRole('searchbox', { name: 'Search the causes' }).fill('bearer token');
    await page.getByText(/^\d+ of \d+ causes$/).waitFor();
    await page.getByText('missing_bearer_token_permission').waitFor();
    expect(new URL(page.url()).searchParams.get('search')).toBe('bearer token');
    await page.reload();
    await page.getByText(/^\d+ of \d+ causes$/).waitFor();
    await page.getByRole('searchbox', { name: 'Search the causes' }).fill('kangaroo');
    await page.getByText('No cause has all of these words.').waitFor();
  });

  it('has a page for each cause, and says so where there is none', async () => {
    const { data } = await journey.product.graphql('{ causes { code title } }');
    const { causes } = data as { causes: { code: string; title: string }[] };
    expect(causes.length).toBeGreaterThan(80);
    for (const { code, title } of [causes[0], causes.at(-1)].filter((cause) => cause !== undefined)) {
      await page.goto(`/troubleshooting/${code}`);
      await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
      await page.getByText('What decides').waitFor();
    }
    await page.goto('/troubleshooting/no_such_cause');
    await page.getByRole('heading', { level: 1, name: 'No such cause' }).waitFor();
    await page.getByRole('link', { name: 'See all causes' }).click();
    await page.waitForURL('**/troubleshooting');
  });
});

describe('quality', () => {
  const places = [
    ['explain', '/diagnostics/explain', () => text().fill(`${DENIED}\nAuthorization: Bearer ${TOKEN}`)],
    ['troubleshooting', '/troubleshooting', () => page.getByText(/^\d+ causes$/).waitFor()],
    ['cause', '/troubleshooting/external_id_mismatch', () => page.getByText('What decides').waitFor()],
  ] as const;
  it.each(places)('%s', async (name, path, prepare) => {
    await page.goto(path);
    await prepare();
    if (name === 'explain') await answer().getByText('missing_bearer_token_permission').waitFor();
    await page.waitForLoadState('networkidle');
    await inspect(page, name);
  });

  it('lets no page print an error or ask another origin', () => {
    expect(faults).toEqual([]);
  });
});

/** As a person does: typing that many lines one by one would take a browser minutes. */
async function paste(copied: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(copied)})`);
  await text().press('ControlOrMeta+A');
  await text().press('ControlOrMeta+V');
}

/** Apart from the field, where it was pasted. */
async function expectNowhere(secret: string): Promise<void> {
  expect(await answer().innerText()).not.toContain(secret);
  expect(page.url()).not.toContain(secret);
  expect(await page.evaluate<string>('JSON.stringify({ ...localStorage, ...sessionStorage })')).not.toContain(secret);
}
