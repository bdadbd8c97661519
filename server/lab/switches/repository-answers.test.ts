import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startConnectedLab, type ConnectedLab } from '../../../tests/support/lab-clients.ts';

const address = 'https://my-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com';
const sharedAddress = 'https://shared-domain-444455556666.d.codeartifact.us-east-1.amazonaws.com';

let lab: ConnectedLab['lab'];
let aws: ConnectedLab['aws'];
let stop: ConnectedLab['stop'];

beforeAll(async () => {
  ({ lab, aws, stop } = await startConnectedLab());
});
afterEach(() => lab.reset());
afterAll(() => stop());

describe('what a repository answers', () => {
  it.each([
    ['package_not_found', '/pypi/my-repo/simple/acme-greeting/', 200, 404],
    ['external_connection_missing', '/npm/my-repo/semver', 200, 404],
    ['external_connection_missing', '/npm/my-repo/@acme%2fstrings', 200, 200],
    ['origin_control_upstream_block', '/npm/my-repo/ms', 200, 404],
    ['upstream_registry_down', '/npm/my-repo/semver', 200, 404],
    ['upstream_registry_down', '/npm/my-repo/ms', 200, 200],
    ['repositories_of_another_type', '/pypi/my-repo/simple/acme-strings/', 200, 404],
    ['repositories_of_another_type', '/npm/my-repo/ms', 200, 200],
    ['go_served_as_claimed', '/go/my-repo/', 404, 404],
  ])('%s at %s: %i becomes %i', async (id, path, before, after) => {
    const token = await aws.token(await aws.assumeCustomerRole());
    expect((await aws.get(address + path, `Bearer ${token}`)).status).toBe(before);
    lab.set(id, true);
    expect((await aws.get(address + path, `Bearer ${token}`)).status).toBe(after);
  });

  it('upstream_ingest_delay shows a new version in one domain before the others', async () => {
    lab.set('upstream_ingest_delay', true);
    const session = await aws.assumeCustomerRole();
    const elsewhere = address.replace('my-domain-', 'my-domain-eu-').replace('us-east-1', 'eu-west-1');
    const page = async (at: string, token: string) =>
      (await aws.get(`${at}/pypi/my-repo/simple/tiny-colours/`, `Bearer ${token}`)).body;
    expect(await page(address, await aws.token(session))).not.toContain('1.2.0');
    const token = await aws.token(session, { domain: 'my-domain-eu' }, 'eu-west-1');
    expect(await page(elsewhere, token)).toContain('1.2.0');
  });

  it('version_archived, version_unlisted and version_not_found take the version out of the lists', async () => {
    const token = await aws.token(await aws.assumeCustomerRole());
    const page = async () => (await aws.get(`${address}/pypi/my-repo/simple/acme-strings/`, `Bearer ${token}`)).body;
    expect(await page()).toContain('1.2.0');
    for (const id of ['version_archived', 'version_unlisted', 'version_not_found']) {
      lab.reset();
      lab.set(id, true);
      expect(await page()).not.toContain('1.2.0');
    }
  });

  it('repository_answers_html, repository_drips and repository_sends_200_mb do so', async () => {
    const token = await aws.token(await aws.assumeCustomerRole());
    lab.set('repository_answers_html', true);
    expect((await aws.get(address, `Bearer ${token}`)).headers['content-type']).toContain('text/html');
    lab.set('repository_answers_html', false);
    lab.set('repository_sends_200_mb', true);
    const flood = await aws.get(`${sharedAddress}/npm/shared-repo/-/ping`, `Bearer ${token}`);
    expect(flood.body.length).toBe(200 * 1024 * 1024);
  });
});
