import { checkRoleArn } from '@backline/shared';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ACCOUNT,
  answerOf,
  create,
  createIntegration,
  CREATE,
  healthyDetails,
  refusalCode,
  ROLE_ARN,
  SETUP,
  TEST,
  update,
  URLS,
  type Details,
} from '../support/code-artifact.ts';
import { startProduct, type Product } from '../support/product.ts';

const HOST = 'https://my-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com';
const NAME = 'BacklineCodeArtifactIntegrationRole';

let product: Product;
let saved: number;

beforeAll(async () => {
  product = await startProduct();
  await createIntegration(product);
  saved = await countIntegrations();
});
afterAll(() => product.stop());

type Row = [what: string, changes: Partial<Details>, field: string, code: string, suggestion: string | null];

const npm = (url: string) => ({ repositories: [{ packageType: 'NPM' as const, url }] });
const urlField = 'repositories.0.url';

const fields: Row[] = [
  ['account 111', { accountId: '111' }, 'accountId', 'account_id_malformed', null],
  ['an account with letters', { accountId: '11112222333a' }, 'accountId', 'account_id_malformed', null],
  ['an account with hyphens', { accountId: '1111-2222-3333' }, 'accountId', 'account_id_malformed', ACCOUNT],
  ['an account with spaces around it', { accountId: ` ${ACCOUNT}\n` }, 'accountId', 'account_id_malformed', ACCOUNT],
  ['no account', { accountId: '' }, 'accountId', 'account_id_malformed', null],
  ['another account than the role has', { accountId: '999988887777' }, 'accountId', 'account_mismatch', ACCOUNT],
  ['a short External ID', { externalId: 'abc1234' }, 'externalId', 'external_id_invalid_format', null],
  ['no External ID', { externalId: '' }, 'externalId', 'external_id_invalid_format', null],
  ['an External ID with a space', { externalId: 'abc 12345678' }, 'externalId', 'external_id_invalid_format', 'abc12345678'],
  ['a quoted External ID', { externalId: '"bl-0123-4567"' }, 'externalId', 'external_id_invalid_format', 'bl-0123-4567'],
  ['an External ID of 1,225 characters', { externalId: 'x'.repeat(1_225) }, 'externalId', 'external_id_invalid_format', null],
  ['a name of 101 characters', { name: 'n'.repeat(101) }, 'name', 'name_invalid', null],
  ['a name with a mark that turns text around', { name: 'live\u202etset' }, 'name', 'name_invalid', null],
  ['no repository', { repositories: [] }, 'repositories', 'repositories_missing', null],
  ['51 repositories', { repositories: Array.from({ length: 51 }, (_, n) => ({ packageType: 'NPM', url: `${HOST}/npm/r-${n}/` })) }, 'repositories', 'repositories_too_many', null],
  ['two identical repositories', { repositories: [...npm(URLS.NPM).repositories, ...npm(URLS.NPM).repositories] }, 'repositories.1.url', 'repository_duplicate', null],
  ['a URL without its slash', npm(`${HOST}/npm/my-repo`), urlField, 'trailing_slash_mismatch', URLS.NPM],
  ['http:', npm(URLS.NPM.replace('https', 'http')), urlField, 'url_not_canonical', URLS.NPM],
  ['port 443', npm(URLS.NPM.replace('.com/', '.com:443/')), urlField, 'url_not_canonical', URLS.NPM],
  ['a double slash', npm(URLS.NPM.replace('/npm/', '//npm/')), urlField, 'url_double_slash', URLS.NPM],
  ['a host in upper case', npm(URLS.NPM.replace('my-domain', 'MY-Domain')), urlField, 'url_not_canonical', URLS.NPM],
  ['stray and invisible characters', npm(`\u200b ${URLS.NPM}\n`), urlField, 'url_not_canonical', URLS.NPM],
  ['PyPI without simple/', { repositories: [{ packageType: 'PYPI', url: `${HOST}/pypi/my-repo/` }] }, urlField, 'url_missing_simple_suffix', URLS.PYPI],
  ['NuGet without v3/index.json', { repositories: [{ packageType: 'NUGET', url: `${HOST}/nuget/my-repo/` }] }, urlField, 'url_missing_v3_index', URLS.NUGET],
  ['the address of another package type', npm(URLS.PYPI), urlField, 'url_format_mismatch', URLS.NPM],
  ['a token in the URL', npm(URLS.NPM.replace('https://', 'https://aws:secret-token@')), urlField, 'url_has_credentials', URLS.NPM],
  ['the API host', npm('https://codeartifact.us-east-1.amazonaws.com/'), urlField, 'url_control_plane_host', null],
  ['a VPC endpoint', npm('https://vpce-0a1b-2c3d.d.codeartifact.us-east-1.vpce.amazonaws.com/npm/d/my-domain-111122223333/my-repo/'), urlField, 'url_vpce_host', URLS.NPM],
  ['another registry', npm('https://registry.example.com/npm/my-repo/'), urlField, 'url_not_codeartifact', null],
  ['a look-alike', npm(`${HOST}.example.com/npm/my-repo/`), urlField, 'url_not_codeartifact', null],
  ['an IP address', npm('https://169.254.169.254/npm/my-repo/'), urlField, 'url_not_codeartifact', null],
  ['another port', npm(URLS.NPM.replace('.com/', '.com:8443/')), urlField, 'url_not_canonical', null],
  ['nothing but the host', npm(HOST), urlField, 'url_path_missing', null],
  ['an unknown Region', npm(URLS.NPM.replace('us-east-1', 'us-east-9')), urlField, 'region_unsupported', null],
  ['a URL of 20,000 characters', npm(`${HOST}/npm/${'r'.repeat(20_000)}/`), urlField, 'url_not_codeartifact', null],
]; // prettier-ignore

describe('refuses, beside the field and with the right value where it can be known,', () => {
  it.each(fields)('%s', async (_, changes, field, code, suggestion) => {
    const { integration, userErrors } = await create(product, healthyDetails(changes));
    expect(integration).toBeNull();
    const found = userErrors.map((error) => ({ ...error, field: error.field?.join('.') }));
    expect(found).toContainEqual({ field, code, suggestion, message: expect.stringMatching(/\.$/) as string });
    expect(JSON.stringify(userErrors)).not.toContain('secret-token');
    const test = answerOf<{ report: null; userErrors: object[] }>(
      await product.graphql(TEST, { input: healthyDetails(changes) }),
    );
    expect(test).toEqual({ report: null, userErrors, warnings: expect.anything() as object });
    await expectNothingHappened();
  });

  it('every field that is wrong, at once', async () => {
    const wrong = { accountId: '111', externalId: 'x', roleArn: 'role', repositories: [] };
    const { userErrors } = await create(product, healthyDetails(wrong));
    expect(userErrors.map(({ field }) => field?.[0])).toEqual(['accountId', 'externalId', 'roleArn', 'repositories']);
  });

  it('the same in a change, and keeps what was', async () => {
    const integration = await createIntegration(product);
    saved += 1;
    const refused = await update(product, { id: integration.id, version: 1, accountId: '111' });
    expect(refused).toMatchObject({ integration: null, userErrors: [{ field: ['accountId'] }] });
    const same = await update(product, { id: integration.id, version: 1, name: 'Still the first version' });
    expect(same.integration).toMatchObject({ version: 2, accountId: ACCOUNT });
  });
});

/** Whatever looks like the role's ARN and is not exactly it. */
const arnVariants: string[] = [
  `ARN:AWS:IAM::${ACCOUNT}:ROLE/${NAME}`, `Arn:aws:iam::${ACCOUNT}:role/${NAME}`, `arn:aws:IAM::${ACCOUNT}:role/${NAME}`,
  ` ${ROLE_ARN}`, `${ROLE_ARN} `, `\t${ROLE_ARN}`, `${ROLE_ARN}\n`, `\u00a0${ROLE_ARN}`, `${ROLE_ARN}\u200b`, `\u200f${ROLE_ARN}`,
  `${ROLE_ARN}\0`, `"${ROLE_ARN}"`, `'${ROLE_ARN}'`, `${ROLE_ARN};--`, `${ROLE_ARN}:`, `${ROLE_ARN}#y`, `${ROLE_ARN} y`,
  `${ROLE_ARN},${ROLE_ARN}`, `${ROLE_ARN}\n${ROLE_ARN}`, `${ROLE_ARN}*`, `${ROLE_ARN}?`, `${ROLE_ARN}%2fadmin`,
  `arn:aws:iam::１１１１２２２２３３３３:role/${NAME}`, `arn:aws:iam::11112222333:role/${NAME}`, `arn:aws:iam::1111222233334:role/${NAME}`,
  `arn:aws:iam:::role/${NAME}`, `arn:aws:iam:us-east-1:${ACCOUNT}:role/${NAME}`, `arn:aws:iam:${ACCOUNT}:role/${NAME}`,
  `arn:aws-cn:iam::${ACCOUNT}:role/${NAME}`, `arn:aws-us-gov:iam::${ACCOUNT}:role/${NAME}`,
  `arn:aws:sts::${ACCOUNT}:assumed-role/${NAME}/session`, `arn:aws:iam::${ACCOUNT}:user/somebody`, `arn:aws:iam::${ACCOUNT}:root`,
  `arn:aws:iam::${ACCOUNT}:group/${NAME}`, `arn:aws:iam::${ACCOUNT}:policy/${NAME}`, `arn:aws:iam::${ACCOUNT}:role/`, `arn:aws:iam::${ACCOUNT}:role/*`,
  `arn:aws:iam::${ACCOUNT}:role/a/../${NAME}`, `arn:aws:iam::${ACCOUNT}:role//${NAME}`, `arn:aws:iam::${ACCOUNT}:role/${'x'.repeat(65)}`,
  `arn:aws:iam::${ACCOUNT}:role/${'p/'.repeat(1_050)}x`, `arn:\u0430ws:iam::${ACCOUNT}:role/${NAME}`, `arn:aws:iam::${ACCOUNT}:role/B\u0430ckline`,
  '', 'role', NAME, `{"arn":"${ROLE_ARN}"}`,
]; // prettier-ignore

describe('refuses as the ARN of a role, before anybody is called,', () => {
  it.each(arnVariants.map((arn) => [JSON.stringify(arn).slice(0, 80), arn]))('%s', async (_, roleArn) => {
    const { integration, userErrors } = await create(product, healthyDetails({ roleArn }));
    expect(integration).toBeNull();
    const [error] = userErrors.filter(({ field }) => field?.join('.') === 'roleArn');
    expect(error?.code).toMatch(/^(role_arn_malformed|role_arn_is_not_a_role|wrong_partition_endpoint)$/);
    await expectNothingHappened();
    if (error?.suggestion) expect(checkRoleArn(error.suggestion).valid).toBe(true);
  });

  it.each<[string, unknown]>([
    ['an object', { arn: ROLE_ARN }],
    ['a list', [ROLE_ARN, ROLE_ARN]],
    ['a number', 111_122_223_333],
    ['null', null],
  ])('%s', async (_, roleArn) => {
    expect(refusalCode(await product.graphql(CREATE, { input: { ...healthyDetails(), roleArn } }))).toBe(
      'INVALID_INPUT',
    );
    await expectNothingHappened();
  });
});

describe('refuses for the set-up', () => {
  it.each<[string, object]>([
    ['account 111', { accountId: '111' }],
    ['a short External ID', { externalId: 'x' }],
    ['a Region without CodeArtifact', { region: 'us-east-9' }],
    ['a URL that is none', { repositoryUrls: ['https://registry.example.com/'] }],
    ['51 URLs', { repositoryUrls: Array.from({ length: 51 }, () => URLS.NPM) }],
  ])('%s', async (_, input) => {
    expect(refusalCode(await product.graphql(SETUP, { input }))).toBe('INVALID_INPUT');
  });
});

async function expectNothingHappened(): Promise<void> {
  expect(product.lab.requests).toEqual([]);
  expect(await countIntegrations()).toBe(saved);
}

async function countIntegrations(): Promise<number> {
  return answerOf<{ totalCount: number }>(await product.graphql('{ integrations { totalCount } }')).totalCount;
}
