/** What is refused of a project, what is kept from whom, and what is kept at all. */

import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { answerOf, refusalCode } from '../support/code-artifact.ts';
import { runStatement, storedText } from '../support/database.ts';
import { createApiKey, createOrganization, joinAs, withKey, type Asker } from '../support/organization.ts';
import type { Product } from '../support/product.ts';
import {
  ANALYSIS,
  analyze,
  ANALYZE,
  CANCEL,
  finished,
  manifest,
  openProgress,
  PROJECT,
  PROJECTS,
  REMOVE_PROJECT,
  sampleProject,
  startAnalysis,
  startProductForProjects,
  type AnalysisAnswer,
  type ProjectList,
} from '../support/projects.ts';

const NO_ID = '00000000-0000-7000-8000-000000000000';

let product: Product;
let integrationId: string;

beforeAll(async () => {
  ({ product, integrationId } = await startProductForProjects());
});
afterEach(() => product.lab.reset());
afterAll(() => product.stop());

describe('refuses', () => {
  it.each<[what: string, name: string, files: { path: string; content: string }[], code: string, field: string]>([
    ['no name', ' ', manifest('1'), 'invalid_name', 'name'],
    ['a name of 201 characters', 'n'.repeat(201), manifest('1'), 'invalid_name', 'name'],
    ['a name with a line break', 'a\nb', manifest('1'), 'invalid_name', 'name'],
    ['no files', 'x', [], 'files_missing', 'files'],
    ['501 files', 'x', Array.from({ length: 501 }, (_, n) => ({ path: `${n}/package.json`, content: '{}' })), 'too_many_files', 'files'],
    ['files that nobody knows', 'x', [{ path: 'a.txt', content: 'x' }, { path: 'b/c.md', content: '' }], 'no_file_recognised', 'files'],
    ['more than 20 MB', 'x', [{ path: 'package.json', content: ' '.repeat(20_000_001) }], 'files_too_large', 'files'],
  ])('%s, beside its field', async (_, name, files, code, field) => {
    const { analysis, userErrors } = await analyze(product, integrationId, files, name);
    expect(analysis).toBeNull();
    expect(userErrors).toMatchObject([{ field: [field], code }]);
    expect(userErrors[0]?.message).toMatch(/\.$/);
  }); // prettier-ignore

  it('nothing of 500 files with 19.9 MB', async () => {
    const [first = { path: '', content: '' }, ...rest] = Array.from({ length: 500 }, (_, n) => ({
      path: `${n}/package.json`,
      content: '{}',
    }));
    const files = [{ ...first, content: JSON.stringify({ description: 'x'.repeat(19_900_000) }) }, ...rest];
    const { id } = await startAnalysis(product, integrationId, files, 'Large');
    expect(await finished(product, id)).toMatchObject({ status: 'SUCCEEDED' });
  });
});

describe('protects', () => {
  it('what belongs to another organization, as if there were nothing', async () => {
    const { id, projectId } = await startAnalysis(product, integrationId, sampleProject('npm'), 'Ours');
    await finished(product, id);
    const stranger = await createOrganization(product);
    for (const [query, variables] of [
      [ANALYSIS, { id }],
      [CANCEL, { id }],
      [PROJECT, { id: projectId }],
      [REMOVE_PROJECT, { id: projectId }],
      [ANALYZE, { input: { integrationId, name: 'x', files: manifest('1') } }],
    ] as const) {
      const theirs = await stranger.graphql(query, variables);
      const none = await stranger.graphql(
        query,
        'input' in variables ? { input: { ...variables.input, integrationId: NO_ID } } : { id: NO_ID },
      );
      expect(refusalCode(theirs)).toBe('NOT_FOUND');
      expect(theirs.errors[0]?.message).toBe(none.errors[0]?.message);
    }
    expect(answerOf<ProjectList>(await stranger.graphql(PROJECTS, { first: 10, integrationId })).totalCount).toBe(0);
    expect(answerOf<AnalysisAnswer>(await product.graphql(ANALYSIS, { id })).status).toBe('SUCCEEDED');
  });

  it('progress, from strangers and from keys without the scope', async () => {
    const { id } = await startAnalysis(product, integrationId, sampleProject('npm'), 'Private');
    const { secret } = await createApiKey(product, ['integrations:read']);
    const text = await (await openProgress({ ...product, apiKey: secret }, id)).text();
    expect(text).toContain('FORBIDDEN');
    expect(await (await openProgress(product, NO_ID)).text()).toContain('NOT_FOUND');
    expect(await (await openProgress(product, 'nonsense')).text()).toContain('NOT_FOUND');
    await finished(product, id);
  });

  it('from viewers what changes something', async () => {
    const viewer: Asker = await joinAs(product, 'VIEWER', 'projects@acme.test');
    const input = { integrationId, name: 'x', files: manifest('1') };
    expect(refusalCode(await viewer.graphql(ANALYZE, { input }))).toBe('FORBIDDEN');
    expect(refusalCode(await viewer.graphql(PROJECTS, { first: 1 }))).toBeUndefined();
    const writer = withKey(product, (await createApiKey(product, ['projects:write'])).secret);
    expect(refusalCode(await writer.graphql(ANALYZE, { input: { ...input, files: [] } }))).toBeUndefined();
  });

  it('secrets in files from being kept, and says where they are', async () => {
    const token = 'eyJ2ZXIiOjEsImlzdSI6MTc5NTQ5MjIwMH0.in-a-file.of-a-project.and-more.end';
    const files = [
      {
        path: 'requirements.txt',
        content: `--index-url https://aws:${token}@example.com/simple/\nrequests_auth==1.0.0\n`,
      },
      {
        path: 'nuget.config',
        content: `<configuration>\n<add key="ClearTextPassword" value="canary-password" />\n</configuration>`,
      },
      { path: '.npmrc', content: '//host/:_authToken=canary-of-npmrc' },
    ];
    const { id } = await startAnalysis(product, integrationId, files, 'With secrets');
    await finished(product, id);
    const query =
      'query ($id: ID!) { analysis(id: $id) { files { path remarks { line reason } } dependencies { edges { node { name version } } } } }';
    const reply = await product.graphql(query, { id });
    const result = answerOf<{
      files: { remarks: { line: number | null; reason: string }[] }[];
      dependencies: { edges: { node: { name: string; version: string } }[] };
    }>(reply);
    expect(result.files[0]?.remarks[0]).toMatchObject({ line: 1, reason: expect.stringContaining('masked') as string });
    expect(result.files[1]?.remarks[0]).toMatchObject({ line: 2 });
    expect(result.dependencies.edges.map(({ node }) => node)).toEqual([{ name: 'requests-auth', version: '1.0.0' }]);
    const everywhere = `${await storedText(product)}${product.output()}${JSON.stringify(reply)}`;
    const stored = await runStatement<{ content: Buffer }>(product, 'SELECT content FROM analysis_upload');
    const unpacked = stored.map(({ content }) => gunzipSync(content).toString()).join('\n');
    expect(unpacked).toContain('requests_auth');
    for (const secret of [token, 'canary-password', 'canary-of-npmrc']) {
      expect(everywhere).not.toContain(secret);
      expect(unpacked).not.toContain(secret);
    }
  });
});
