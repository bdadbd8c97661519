import { CAUSE_CODES } from '@backline/shared';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CauseDescription, Diagnosis } from '../../server/src/lib/diagnosis.ts';
import { answerOf, refusalCode } from '../support/code-artifact.ts';
import { storedText } from '../support/database.ts';
import { createApiKey, withKey, type Asker } from '../support/organization.ts';
import { startProduct, type Product } from '../support/product.ts';

const EXPLAIN = `query ($input: ExplainFailureInput!) { explainFailure(input: $input) { category summary
  causes { code certainty side explanation steps snippet { language text } documentationUrl }
  reading { lines { number text } action resource host package version httpStatus errorCode awsRequestId maskedSecrets } } }`;
const DESCRIPTION =
  'code title category side explanation shows decidedBy steps snippet { language text } documentationUrl';
const DENIED =
  'User: arn:aws:sts::998877665544:assumed-role/ci/build is not authorized to perform: sts:GetServiceBearerToken on resource: *';
const TOKEN = 'eyJ2ZXIiOjEsImlzdSI6MTc5NTQ5MjIwMH0.pasted-by-somebody.in-an-error-text.and-more-of-it.end';

let product: Product;

beforeAll(async () => {
  product = await startProduct({ lab: false, environment: { LOG_LEVEL: 'debug' } });
});
afterAll(() => product.stop());

function explain(input: object, asker: Asker = product) {
  return asker.graphql(EXPLAIN, { input });
}

describe('answers', () => {
  it('why, with names and values of the text, and what was read', async () => {
    const diagnosis = answerOf<Diagnosis>(await explain({ message: `some log\n${DENIED}` }));
    expect(diagnosis).toMatchObject({
      category: 'PERMISSION_DENIED',
      summary: 'AWS refused sts:GetServiceBearerToken to ci on *.',
      causes: [{ code: 'missing_bearer_token_permission', certainty: 'CERTAIN', side: 'CUSTOMER' }],
      reading: { action: 'sts:GetServiceBearerToken', resource: '*', maskedSecrets: 0 },
    });
    expect(diagnosis.causes[0]?.snippet?.text).toContain('codeartifact.amazonaws.com');
    expect(diagnosis.reading?.lines).toContainEqual({ number: 2, text: DENIED });
  });

  it('with package type and status as evidence', async () => {
    const input = { message: 'could not be queried', packageType: 'PYPI', httpStatus: 401 };
    const { category } = answerOf<Diagnosis>(await explain(input));
    expect(category).toBe('AUTHENTICATION_FAILED');
  });

  it('UNKNOWN, without a guess, to what is no failure of ours', async () => {
    for (const message of ['', 'Hello', "error TS2322: Type 'string' is not assignable", '\u0000\u0001\u0002']) {
      expect(answerOf<Diagnosis>(await explain({ message }))).toMatchObject({ category: 'UNKNOWN', causes: [] });
    }
  });

  it('to a log of 64 KB', async () => {
    const noise = 'Downloading a package\n'.repeat(2_900);
    const { causes, reading } = answerOf<Diagnosis>(await explain({ message: noise + DENIED }));
    expect(causes.map(({ code }) => code)).toEqual(['missing_bearer_token_permission']);
    expect(reading?.lines.map(({ number }) => number)).toEqual([2_901]);
  });

  it('with every cause, and with one by its code', async () => {
    const causes = answerOf<CauseDescription[]>(await product.graphql(`{ causes { ${DESCRIPTION} } }`));
    expect(causes.map(({ code }) => code)).toEqual([...CAUSE_CODES]);
    const one = await product.graphql(`query ($code: String!) { cause(code: $code) { ${DESCRIPTION} } }`, {
      code: 'token_expired',
    });
    expect(answerOf(one)).toEqual(causes.find(({ code }) => code === 'token_expired'));
  });

  it('with the causes also to keys that may do nothing else', async () => {
    const { secret } = await createApiKey(product, ['audit:read']);
    const key = withKey(product, secret);
    expect(refusalCode(await key.graphql('{ causes { code } }'))).toBeUndefined();
    expect(refusalCode(await key.graphql('{ cause(code: "token_expired") { title } }'))).toBeUndefined();
    expect(refusalCode(await explain({ message: DENIED }, key))).toBe('FORBIDDEN');
  });
});

describe('refuses', () => {
  it('a text beyond 64 KB, and says so', async () => {
    for (const message of ['a'.repeat(65_537), 'ä'.repeat(32_769)]) {
      const reply = await explain({ message });
      expect(refusalCode(reply)).toBe('INVALID_INPUT');
      expect(JSON.stringify(reply)).toContain('64 KB');
    }
    expect(refusalCode(await explain({ message: 'a'.repeat(65_536) }))).toBeUndefined();
  });

  it.each([0, 99, 600, -1])('%d as a status', async (httpStatus) => {
    expect(refusalCode(await explain({ message: 'x', httpStatus }))).toBe('INVALID_INPUT');
  });

  it('a code that is none, and who is not signed in', async () => {
    const unknown = '{ cause(code: "no_such_cause") { title } }';
    expect(refusalCode(await product.graphql(unknown))).toBe('NOT_FOUND');
    expect(refusalCode(await product.graphql('{ causes { code } }', {}, { apiKey: null }))).toBe('UNAUTHENTICATED');
    expect(refusalCode(await product.graphql(unknown, {}, { apiKey: null }))).toBe('UNAUTHENTICATED');
  });
});

describe('protects', () => {
  const message = `${DENIED}\n//host/npm/r/:_authToken=${TOKEN}`;

  it('a token that was pasted: it is masked, counted and told', async () => {
    const reply = await explain({ message });
    expect(JSON.stringify(reply)).not.toContain('pasted-by-somebody');
    const { summary, reading } = answerOf<Diagnosis>(reply);
    expect(reading?.maskedSecrets).toBe(1);
    expect(summary).toContain('Replace it');
  });

  it('the text: nothing of it is stored or printed', async () => {
    await explain({ message });
    await explain({ message: `${message}${'a'.repeat(70_000)}` });
    for (const trace of ['pasted-by-somebody', '998877665544']) {
      expect(product.output()).not.toContain(trace);
      expect(await storedText(product)).not.toContain(trace);
    }
  });
});
