import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { defaultExternalId } from '../../server/lab/start.ts';
import {
  answerOf,
  create,
  createIntegration,
  DELETE,
  healthyDetails,
  makeExternalId,
  read,
  refusalCode,
  SETUP,
  TEST,
  testConnection,
  update,
} from '../support/code-artifact.ts';
import { createOrganization, type Asker } from '../support/organization.ts';
import { startProduct, type Product } from '../support/product.ts';

const NEVER_USED = 'Zk3-own-9f2Qx7Lm4Rb8-never';

let product: Product;
let other: Asker;

beforeAll(async () => {
  product = await startProduct();
  other = await createOrganization(product);
});
afterEach(() => {
  product.lab.deploy({ externalId: defaultExternalId });
  product.lab.reset();
});
afterAll(() => product.stop());

describe('answers', () => {
  it('with a new External ID of 128 random bits each time, in every text', async () => {
    const ids = await Promise.all(Array.from({ length: 50 }, () => makeExternalId(product)));
    expect(new Set(ids).size).toBe(50);
    for (const id of ids) expect(id).toMatch(/^bl-[\da-f]{32}$/);
    const digits = ids.join('').replaceAll(/[^\da-f]/g, '');
    expect(new Set(digits).size).toBe(16);
    const setup = answerOf<{ externalId: string; trustPolicy: string }>(await product.graphql(SETUP, { input: {} }));
    expect(setup.trustPolicy).toContain(setup.externalId);
  });

  it('with the given one, where it is the own or nobody ever had it', async () => {
    const input = { externalId: NEVER_USED };
    expect(answerOf(await product.graphql(SETUP, { input }))).toMatchObject(input);
  });

  it('with a warning where it is guessable, and saves it all the same', async () => {
    const guessable = { externalId: 'acme-production' };
    const { integration, warnings } = await create(product, healthyDetails(guessable));
    expect(integration).toMatchObject(guessable);
    expect(warnings).toMatchObject([{ field: ['externalId'], code: 'external_id_guessable' }]);
  });

  it('to the same one again within an organization', async () => {
    const first = await createIntegration(product);
    expect((await createIntegration(product)).externalId).toBe(first.externalId);
  });
});

describe('replaces it on a saved integration', () => {
  it('after a test that the new one passed, and keeps that report', async () => {
    const { id } = await createIntegration(product);
    const externalId = await makeExternalId(product);
    product.lab.deploy({ externalId });
    const { integration, userErrors } = await update(product, { id, version: 1, externalId });
    expect(userErrors).toEqual([]);
    expect(integration).toMatchObject({ externalId, version: 2, status: 'CONNECTED', reports: { totalCount: 1 } });
    expect((await testConnection(product, healthyDetails({ externalId, integrationId: id }))).status).toBe('PASSED');
  });

  it.each([
    ['the role refuses', 'external_id_mismatch', 'external_id_mismatch'],
    ['the role does not demand', 'external_id_not_required', 'external_id_not_required'],
    ['nobody can tell about, as STS is away,', 'sts_unreachable', 'sts_unreachable'],
  ])('not by one that %s; the old one serves on', async (_, switchId, code) => {
    const before = await createIntegration(product);
    const externalId = await makeExternalId(product);
    product.lab.set(switchId, true);
    const { integration, userErrors } = await update(product, { id: before.id, version: 1, externalId });
    expect(integration).toBeNull();
    expect(userErrors).toMatchObject([{ field: ['externalId'], code }]);
    expect(await read(product, before.id)).toEqual(before);
    product.lab.reset();
    const details = healthyDetails({ integrationId: before.id });
    expect((await testConnection(product, details)).status).toBe('PASSED');
  });

  it('not together with a name or anything else where the test fails', async () => {
    const before = await createIntegration(product);
    const externalId = await makeExternalId(product);
    await update(product, { id: before.id, version: 1, externalId, name: 'Not saved' });
    expect((await read(product, before.id)).name).toBe(before.name);
  });
});

describe('protects', () => {
  const refusal = async (asker: Asker, externalId: string) => (await create(asker, healthyDetails({ externalId }))).userErrors; // prettier-ignore

  it('an External ID of another organization: made, saved, replaced or removed', async () => {
    const made = await makeExternalId(product);
    const owned = 'Hq8-owned-3Vn6Tz1Wk5Yc';
    const { id } = await createIntegration(product, { externalId: owned });
    const whileSaved = await refusal(other, owned);
    await product.graphql(DELETE, { id });
    const refusals = [whileSaved, await refusal(other, owned), await refusal(other, made)];
    for (const userErrors of refusals) {
      expect(userErrors).toEqual(refusals[0]);
      expect(userErrors).toMatchObject([{ field: ['externalId'], code: 'external_id_not_accepted', suggestion: null }]);
      expect(userErrors[0]?.message).not.toMatch(/organi[sz]ation|another customer|taken|in use|already/i);
    }
    // Who had it may use it again.
    expect((await create(product, healthyDetails({ externalId: owned }))).userErrors).toEqual([]);
  });

  it('the same from tests, set-up and replacing', async () => {
    const foreign = await makeExternalId(product);
    const message = (await refusal(other, foreign))[0]?.message;
    const test = await other.graphql(TEST, { input: healthyDetails({ externalId: foreign }) });
    expect(answerOf(test)).toMatchObject({ report: null, userErrors: [{ message }] });
    const setup = await other.graphql(SETUP, { input: { externalId: foreign } });
    expect([refusalCode(setup), setup.errors[0]?.message]).toEqual(['INVALID_INPUT', message]);
    const own = await makeExternalId(other);
    const { integration } = await create(other, healthyDetails({ externalId: own }));
    const replaced = await update(other, { id: integration?.id, version: 1, externalId: foreign });
    expect(replaced).toMatchObject({ integration: null, userErrors: [{ message }] });
    expect(product.lab.requests).toEqual([]);
  });

  it('one of two organizations that claim the same at the same time', async () => {
    const externalId = 'Xw4-race-7Jd2Ng9Sp6Fu';
    const outcomes = await Promise.all([product, other].map((asker) => refusal(asker, externalId)));
    expect(outcomes.map((userErrors) => userErrors.length)).toEqual(expect.arrayContaining([0, 1]));
  });

  it("another organization that names somebody's role: it sends its own, and is answered like for no role", async () => {
    const externalId = await makeExternalId(other);
    const details = healthyDetails({ externalId });
    const foreign = await testConnection(other, details);
    const missing = await testConnection(other, { ...details, roleArn: `${details.roleArn}Missing` });
    const told = ({ checks }: typeof foreign) =>
      JSON.stringify(checks.map(({ status, diagnosis }) => [status, diagnosis]));
    expect(told(foreign)).toBe(told(missing).replaceAll('RoleMissing', 'Role'));
    const sent = product.lab.requests.map(({ parameters }) => parameters['ExternalId']).filter(Boolean);
    expect(new Set(sent)).toEqual(new Set([externalId]));
  });
});
