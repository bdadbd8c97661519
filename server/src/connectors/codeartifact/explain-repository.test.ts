import { describe, expect, it } from 'vitest';
import { CROSS_ACCOUNT, FACTS, refusal, silence } from '../../../../tests/support/failures.ts';
import type { Facts } from './causes/index.ts';
import { explain } from './explain.ts';
import type { Failure } from './failure.ts';

const ABOVE = ['scp_denied POSSIBLE', 'permissions_boundary_denies POSSIBLE'];
const CONFIRMED: Facts = { ...FACTS, isRepositoryConfirmed: true };

describe('answers of a repository', () => {
  it.each<[string, Failure, Facts, string[]]>([
    [
      '401',
      status(401),
      FACTS,
      ['token_expired LIKELY', 'token_value_malformed POSSIBLE', 'token_wrong_region POSSIBLE'],
    ],
    ['403 of a repository that AWS has confirmed', status(403), CONFIRMED, ['missing_read_from_repository CERTAIN']],
    [
      '403 of one that may not exist',
      status(403),
      FACTS,
      ['missing_read_from_repository LIKELY', 'repository_not_found POSSIBLE'],
    ],
    [
      '403 of another account',
      status(403),
      CROSS_ACCOUNT,
      ['repo_policy_missing_cross_account LIKELY', 'missing_read_from_repository POSSIBLE', ...ABOVE],
    ],
    [
      '404 of one that may not exist',
      status(404),
      FACTS,
      ['repository_not_found LIKELY', 'missing_read_from_repository POSSIBLE'],
    ],
    ['404 of a repository that AWS has confirmed', status(404), CONFIRMED, ['missing_read_from_repository LIKELY']],
    [
      '404 of another account',
      status(404),
      { ...CROSS_ACCOUNT, isRepositoryConfirmed: true },
      ['repo_policy_missing_cross_account LIKELY', 'missing_read_from_repository POSSIBLE'],
    ],
    ['429', status(429), FACTS, ['read_throttled CERTAIN']],
    ['500', status(500), FACTS, ['service_internal_error LIKELY']],
    ['406', status(406), FACTS, ['unknown_failure POSSIBLE']],
    [
      'an untrusted certificate',
      silence('tls', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'),
      FACTS,
      ['tls_untrusted_ca CERTAIN'],
    ],
    ['a certificate of its own', silence('tls', 'DEPTH_ZERO_SELF_SIGNED_CERT'), FACTS, ['tls_untrusted_ca CERTAIN']],
    [
      'a certificate for another name',
      silence('tls', 'ERR_TLS_CERT_ALTNAME_INVALID'),
      FACTS,
      ['tls_untrusted_ca LIKELY'],
    ],
    ['no TLS at all', silence('tls', 'EPROTO'), FACTS, ['tls_untrusted_ca LIKELY']],
    ['an answer that breaks off', silence('interrupted', 'UND_ERR_SOCKET'), FACTS, ['download_interrupted CERTAIN']],
    ['no connection', silence('unreachable', 'ECONNREFUSED'), FACTS, ['repositories_endpoint_unreachable CERTAIN']],
    ['silence', silence('timeout', 'TIMEOUT'), FACTS, ['repositories_endpoint_unreachable LIKELY']],
    [
      'a private address',
      silence('private-address', 'PRIVATE_ADDRESS'),
      FACTS,
      ['repositories_endpoint_unreachable LIKELY'],
    ],
    ['a redirect or a page', silence('unexpected-answer', null, 302), FACTS, ['unexpected_answer CERTAIN']],
    ['a test that ended', silence('stopped'), FACTS, ['test_stopped CERTAIN']],
  ])('%s', (_what, failure, facts, expected) => {
    expect(
      explain('REPOSITORY_READ', failure, facts).causes.map(({ code, certainty }) => `${code} ${certainty}`),
    ).toEqual(expected);
  });
});

function status(httpStatus: number): Failure {
  return refusal(null, `HTTP ${httpStatus}`, httpStatus);
}
