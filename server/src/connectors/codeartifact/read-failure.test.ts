import { describe, expect, it } from 'vitest';
import type { ReadFailure } from '../connector.ts';
import { isAssetHost } from './asset-hosts.ts';
import { unexpectedAnswer } from './failure.ts';
import { explainAccess, explainRead } from './read-failure.ts';
import { ChainFailure } from './role-chain.ts';

const URL = 'https://my-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com/npm/my-repo/';
const facts = {
  platformRoleArn: 'arn:aws:iam::198331734661:role/Platform',
  homeRegion: 'us-east-1',
  accountId: '111122223333',
  externalId: 'external-id',
  roleArn: 'arn:aws:iam::111122223333:role/Role',
  workedBefore: true,
};

describe('a read that failed', () => {
  it.each<[ReadFailure['reason'], number | null, string]>([
    ['unauthorized', 401, 'token_expired'],
    ['forbidden', 403, 'missing_read_from_repository'],
    ['not-found', 404, 'repository_not_found'],
    ['no-repository', 404, 'repository_not_found'],
    ['rate-limited', 429, 'read_throttled'],
    ['service-fault', 503, 'service_internal_error'],
    ['unexpected-status', 418, 'unknown_failure'],
    ['unexpected-content', 200, 'unexpected_answer'],
    ['redirected', 302, 'unexpected_answer'],
    ['too-large', 200, 'unexpected_answer'],
    ['unreachable', null, 'repositories_endpoint_unreachable'],
    ['timeout', null, 'repositories_endpoint_unreachable'],
    ['tls', null, 'tls_untrusted_ca'],
    ['interrupted', null, 'download_interrupted'],
  ])('for %s (HTTP %s) is put down to %s', (reason, httpStatus, code) => {
    const { diagnosis, evidence } = explainRead(facts, URL, {
      reason,
      httpStatus,
      message: 'its words',
      awsRequestId: 'id',
    });
    expect(diagnosis.causes[0]?.code).toBe(code);
    expect(diagnosis.summary).toContain('my-repo');
    expect(evidence).toEqual({ httpStatus, errorCode: null, message: 'its words', awsRequestId: 'id' });
  });

  it('says what could not be used', () => {
    const message = 'It lists 100001 versions.';
    const { diagnosis } = explainRead(facts, URL, {
      reason: 'too-large',
      httpStatus: 200,
      message,
      awsRequestId: null,
    });
    expect(diagnosis.summary).toContain(message);
  });
});

it('that never began is explained by the step that failed, and a defect is not explained', () => {
  const failure = { ...unexpectedAnswer('denied', 403, null), kind: 'refused' as const, errorCode: 'AccessDenied' };
  const explained = explainAccess(facts, URL, new ChainFailure('ASSUME_ROLE', failure));
  expect(explained?.diagnosis.summary).toContain('could not assume Role');
  expect(explainAccess(facts, URL, new TypeError('a defect'))).toBeNull();
});

it.each([
  ['assets-193858265520-us-east-1.s3.amazonaws.com', true],
  ['assets-193858265520-us-east-1.s3.us-east-1.amazonaws.com', true],
  ['assets-438097961670-eu-west-1.s3.eu-west-1.amazonaws.com', true],
  ['assets-193858265520-us-east-2.s3.us-east-2.amazonaws.com', false],
  ['assets-111122223333-us-east-1.s3.amazonaws.com', false],
  ['assets-193858265520-us-east-1.s3.eu-west-1.amazonaws.com', false],
  ['assets-193858265520-us-east-1.s3.amazonaws.com.evil.example', false],
  ['x.assets-193858265520-us-east-1.s3.amazonaws.com', false],
  ['constructor', false],
])('%s is an asset host: %s', (host, expected) => {
  expect(isAssetHost(host)).toBe(expected);
});
