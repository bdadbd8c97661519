/** What went wrong while packages were read, as the same causes that a connection test gives. */

import { parseRepositoryUrl } from '@backline/shared';
import { redact } from '../../lib/redact.ts';
import type { Explained, ReadFailure } from '../connector.ts';
import type { Facts } from './causes/index.ts';
import { explain } from './explain.ts';
import { readDenial, toEvidence, type Failure, type FailureKind } from './failure.ts';
import { ChainFailure } from './role-chain.ts';

const KINDS: Record<ReadFailure['reason'], FailureKind> = {
  unauthorized: 'refused',
  forbidden: 'refused',
  'not-found': 'refused',
  'no-repository': 'refused',
  gone: 'refused',
  'rate-limited': 'refused',
  'service-fault': 'refused',
  'unexpected-status': 'refused',
  'unexpected-content': 'unexpected-answer',
  redirected: 'unexpected-answer',
  'too-large': 'unexpected-answer',
  timeout: 'timeout',
  unreachable: 'unreachable',
  tls: 'tls',
  interrupted: 'interrupted',
  stopped: 'stopped',
};

/** Null where `error` does not come from the chain. */
export function explainAccess(facts: Facts, repositoryUrl: string, error: unknown): Explained | null {
  if (!(error instanceof ChainFailure)) return null;
  const diagnosis = explain(error.stage, error.failure, about(facts, repositoryUrl));
  return { diagnosis, evidence: toEvidence(error.failure) };
}

/** `facts` may say whether AWS knows the repository. */
export function explainRead(facts: Facts, repositoryUrl: string, read: ReadFailure): Explained {
  const failure: Failure = {
    kind: KINDS[read.reason],
    httpStatus: read.httpStatus,
    errorCode: read.errorCode ?? null,
    message: read.message,
    awsRequestId: read.awsRequestId,
    denial: readDenial(read.message),
    resourceType: null,
    reason: null,
  };
  const known = about(facts, repositoryUrl);
  const diagnosis = explain('REPOSITORY_READ', failure, known);
  const evidence = toEvidence(failure);
  if (failure.kind !== 'unexpected-answer') return { diagnosis, evidence };
  const summary = `Repository ${known.repository?.repository ?? ''} gave no answer that can be used: ${redact(read.message)}`;
  return { diagnosis: { ...diagnosis, summary }, evidence };
}

/** The same facts with the domain and the repository that a URL names. */
export function about(facts: Facts, repositoryUrl: string): Facts {
  const parts = parseRepositoryUrl(repositoryUrl);
  if (!parts) return facts;
  const { domain, domainOwner, region, repository, packageType } = parts;
  const place = { domain, domainOwner, region };
  return { ...facts, domain: place, repository: { ...place, repository, packageType, url: repositoryUrl } };
}
