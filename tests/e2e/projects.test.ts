// Needs the projects of the server, its exports and the lab's advisories with their sample projects.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importLabAdvisories } from '../../server/local/lab-advisories.ts';
import { commandOrSkip, findNpm } from '../support/client-commands.ts';
import { createIntegration, fourRepositories, type IntegrationAnswer } from '../support/code-artifact.ts';
import { startJourney, type Journey } from '../support/journey.ts';
import { inspect, watchFaults } from '../support/page-quality.ts';

/** A package manager installs the project, from nothing. */
const BUILD_PATIENCE_MS = 90_000;

const lab = resolve(import.meta.dirname, '../../server/lab');

let journey: Journey;
let page: Page;
let faults: string[];
let acme: IntegrationAnswer;
let folder: string;

beforeAll(async () => {
  folder = join(mkdtempSync(join(tmpdir(), 'projects-')), 'sample-shop');
  cpSync(join(lab, 'sample-projects/npm'), folder, { recursive: true });
  journey = await startJourney({ environment: { BUILD_CHECKS: 'true' } });
  acme = await createIntegration(journey.product, { name: 'Acme packages', repositories: fourRepositories });
  page = await journey.openAsAdmin('/integrations');
  faults = watchFaults(page.context(), journey.product.address);
});
afterAll(async () => {
  await journey?.stop();
  if (folder) rmSync(resolve(folder, '..'), { recursive: true, force: true });
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const tab = (name: string) => page.getByRole('tab', { name, exact: true });
const heading = (name: string) => page.getByRole('heading', { name, exact: true });
const findings = () => page.getByRole('table', { name: 'Findings' });

async function analyze(): Promise<void> {
  await page.goto(`/projects/new?integration=${acme.id}`);
  await page.getByLabel('Folder of the project').setInputFiles(folder);
  await page.getByText(/^2 files to send/).waitFor();
  expect(await page.getByLabel('Project name').inputValue()).toBe('sample-shop');
  await button('Analyse').click();
  await page.waitForURL(/\/projects\/[^/]+\/analyses\/[^/]+$/);
  await heading('Findings by severity').waitFor();
}

describe('before anything is analysed', () => {
  it('says that no advisories were imported, and how they are', async () => {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Projects' }).click();
    await page.getByText('No advisories were ever imported').waitFor();
    await page.getByText('npm run advisories -- import <zip|folder|url>').waitFor();
    await page.getByText('Projects will stand here').waitFor();
    await inspect(page, 'projects-empty');
    await importLabAdvisories(journey.product.database.url, join(lab, 'advisories'));
    await page.reload();
    await page.getByText(/^7 advisories, brought up to date/).waitFor();
  });

  it('wants files and a name, and keeps what was entered', async () => {
    await page.getByRole('link', { name: 'Analyse a project' }).first().click();
    await button('Analyse').click();
    await page
      .getByRole('group', { name: 'What to fix' })
      .getByRole('link', { name: /manifest or lockfile/ })
      .waitFor();
    await page.getByLabel('Project name').fill('My name for it');
    await page.getByLabel('Files of the project').setInputFiles([
      { name: 'package.json', mimeType: 'application/json', buffer: Buffer.from('{"name":"other"}') },
      { name: '.npmrc', mimeType: 'text/plain', buffer: Buffer.from('//registry/:_authToken=secret') },
      { name: 'index.ts', mimeType: 'text/plain', buffer: Buffer.from('export {};') },
    ]);
    await page.getByText(/^1 file to send/).waitFor();
    await page.getByText('1 entry left out: settings in which tokens can stand').waitFor();
    await page.getByText('1 entry left out: no manifest or lockfile').waitFor();
    expect(await page.getByLabel('Project name').inputValue()).toBe('My name for it');
    const dropped = await page.evaluateHandle(`(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['module example.com/shop'], 'go.mod'));
      return transfer;
    })()`);
    await page.getByText("Drop the project's folder here").dispatchEvent('drop', { dataTransfer: dropped });
    await page.getByText(/^2 files to send/).waitFor();
    await page.getByText('1 entry left out: settings in which tokens can stand').waitFor();
    await button('Leave out go.mod').click();
    await page.getByText(/^1 file to send/).waitFor();
    await inspect(page, 'projects-new');
  });
});

describe('a vulnerable project', () => {
  it('is analysed, and its findings are shown', async () => {
    await analyze();
    await inspect(page, 'analysis-overview');
    await tab('Findings').click();
    await page.getByText('7 findings, most severe first').waitFor();
    await findings().getByText('LAB-2026-0001').waitFor();
    await inspect(page, 'analysis-findings');
  });

  it('unfolds two findings, however quickly one follows the other', async () => {
    const toggles = findings().getByRole('button', { name: /^@acme\// });
    await toggles.evaluateAll((buttons) => buttons.slice(0, 2).forEach((toggle) => toggle.click()));
    await findings().getByText('Stated in').nth(1).waitFor();
    await inspect(page, 'analysis-findings-open');
  });

  it('says of a finding without a fix why there is none', async () => {
    await page.getByLabel('Name, advisory or text').fill('LAB-2026-0004');
    await page.getByText('1 of 7 findings').waitFor();
    await findings()
      .getByRole('button', { name: /^@acme\/session@/ })
      .click();
    await page.waitForURL(/open=/);
    await page.reload();
    await findings().getByText('Stated in').waitFor();
    await findings()
      .getByText(/^(This is the cause|Most likely)$/)
      .first()
      .waitFor();
  });

  it('has its dependencies with their way in, filtered by the server', async () => {
    await tab('Dependencies').click();
    await page.getByLabel('Name', { exact: true }).fill('templates');
    await page.getByText('1 of 12 dependencies').waitFor();
    const row = page
      .getByRole('table', { name: 'Dependencies' })
      .getByRole('row')
      .filter({ hasText: '@acme/templates' });
    await row.getByText('Available', { exact: true }).waitFor();
    await row.getByRole('button').click();
    await row.getByRole('list', { name: 'How it comes in' }).getByText('@acme/notifier').waitFor();
    await inspect(page, 'analysis-dependencies');
  });

  it('has proposals with their proof', async () => {
    await tab('Proposals').click();
    await page.getByRole('list', { name: 'Proposals' }).getByRole('button').first().click();
    await heading('Proof').waitFor();
    await inspect(page, 'analysis-proposals');
    await button('Take all proposals').click();
    await heading('Changes').waitFor();
    await inspect(page, 'analysis-all-proposals');
  });

  it('is restored with all proposals by its own package manager', async ({ skip }) => {
    commandOrSkip(findNpm(), skip);
    await button('Check the build with all proposals').click();
    await page.getByText('Restored', { exact: true }).waitFor({ timeout: BUILD_PATIENCE_MS });
    await page.getByText(/^npm \d+\./).waitFor();
    await page.getByText('How it was kept apart').click();
    await inspect(page, 'analysis-build-check');
  });

  it('is told why it is not restored, and what the repository answered', async ({ skip }) => {
    commandOrSkip(findNpm(), skip);
    journey.product.lab.set('missing_read_from_repository', true);
    await button('Check the build again with all proposals').click();
    await page.getByText('Not restored', { exact: true }).waitFor({ timeout: BUILD_PATIENCE_MS });
    journey.product.lab.reset();
    await page.getByText('missing_read_from_repository').waitFor();
    await page.getByText('What AWS answered').click();
    await page.getByRole('definition').filter({ hasText: '403' }).waitFor();
    await inspect(page, 'analysis-build-check-failed');
  });

  it('loses its findings with the patch of all proposals', async () => {
    const [patch] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download patch for all proposals' }).click(),
    ]);
    expect(patch.suggestedFilename()).toBe('sample-shop-all-proposals.patch');
    execFileSync('git', ['apply', await patch.path()], { cwd: folder });
    await analyze();
    await tab('Findings').click();
    await findings().getByText('LAB-2026-0004').waitFor();
    expect(await findings().getByText('LAB-2026-0001').count()).toBe(0);
  });

  it.each([
    ['SARIF', 'sample-shop.sarif'],
    ['CycloneDX', 'sample-shop.cdx.json'],
    ['Findings as CSV', 'sample-shop-findings.csv'],
    ['Dependencies as CSV', 'sample-shop-dependencies.csv'],
  ])('is exported as %s', async (format, name) => {
    await tab('Exports').click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: `Download ${format}` }).click(),
    ]);
    expect(file.suggestedFilename()).toBe(name);
    await inspect(page, 'analysis-exports');
  });
});

describe('what depends on an integration', () => {
  it('stands on its page, and in the question before its removal', async () => {
    await page.goto(`/integrations/${acme.id}`);
    const impact = page.getByRole('table', { name: 'Projects that depend on it' });
    await impact.getByRole('link', { name: 'sample-shop' }).waitFor();
    await inspect(page, 'integration-impact');
    await page.goto(`/integrations/${acme.id}/settings`);
    await button('Remove integration').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('1 project is deleted with all its analyses:').waitFor();
    await dialog.getByRole('listitem').filter({ hasText: 'sample-shop' }).waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });
});

describe('the history of a project', () => {
  it('has both analyses, and is removed by its name', async () => {
    await page.goto('/projects');
    await page.getByRole('link', { name: 'sample-shop' }).waitFor();
    await inspect(page, 'projects');
    await page.getByRole('link', { name: 'sample-shop' }).click();
    await page.getByRole('link', { name: 'All analyses' }).click();
    // The head, and the first and the last of two analyses.
    const rows = page.getByRole('table', { name: 'Analyses' }).getByRole('row');
    await rows.nth(2).waitFor();
    expect(await rows.count()).toBe(3);
    await inspect(page, 'project-history');
    await button('Remove project').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Type "sample-shop" to confirm').fill('sample-shop');
    await dialog.getByRole('button', { name: 'Remove project' }).click();
    await page.getByText('Projects will stand here').waitFor();
  });
});

it('was quiet all along', () => {
  expect(faults).toEqual([]);
});
