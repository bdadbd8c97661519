/** What a repository really answers: its address as AWS gives it, and one read with the token. Nothing is downloaded. */

import { GetRepositoryEndpointCommand, type CodeartifactClient } from '@aws-sdk/client-codeartifact';
import { packageTypeDefinition } from '@backline/shared';
import type { Http, HttpAnswer } from '../../lib/http.ts';
import { callSignal } from './aws.ts';
import type { RepositoryFacts } from './causes/index.ts';
import { httpRefusal, toFailure, unexpectedAnswer, type Failure } from './failure.ts';
import { asChainFailure, ChainFailure } from './role-chain.ts';

const READ_DEADLINE_MS = 8_000;
const LONGEST_ANSWER = 1_000_000;
/** A fault of the service is reported only where it stays. */
const READ_ATTEMPTS = 3;
const RETRY_PAUSE_MS = 200;

export interface EndpointAnswer {
  /** With a slash at its end, without `simple/` or `v3/index.json`. */
  url: string;
  awsRequestId: string | null;
}

export type ReadOutcome =
  /** The repository can be read with the token. */
  | { status: 'read'; httpStatus: number }
  /** A 404 that can mean a package that is not there as well as an address that is not served. */
  | { status: 'unproven'; failure: Failure }
  | { status: 'failed'; failure: Failure };

/** Asks AWS for the repository's address. Rejects with ChainFailure. */
export async function repositoryEndpoint(
  client: CodeartifactClient,
  repository: RepositoryFacts,
  signal?: AbortSignal,
): Promise<EndpointAnswer> {
  try {
    const command = new GetRepositoryEndpointCommand({
      domain: repository.domain,
      domainOwner: repository.domainOwner,
      repository: repository.repository,
      format: packageTypeDefinition(repository.packageType).format as 'npm',
      ...(isDualStack(repository.url) && { endpointType: 'dualstack' }),
    });
    const reply = await client.send(command, { abortSignal: callSignal(signal) });
    const awsRequestId = reply.$metadata.requestId ?? null;
    if (!reply.repositoryEndpoint) {
      const failure = unexpectedAnswer(
        'The answer names no address.',
        reply.$metadata.httpStatusCode ?? null,
        awsRequestId,
      );
      throw new ChainFailure('REPOSITORY_ENDPOINT', failure);
    }
    return { url: reply.repositoryEndpoint, awsRequestId };
  } catch (error) {
    throw asChainFailure('REPOSITORY_ENDPOINT', error, signal);
  }
}

/**
 * One read with the token. npm has a ping made for it (https://docs.aws.amazon.com/codeartifact/latest/ug/npm-auth.html), NuGet
 * its service index; PyPI has no root page, so a name is asked for, and where that gives 404 the repository's npm ping decides:
 * every CodeArtifact repository answers to every format, and the permission covers all of it.
 */
export async function readRepository(
  http: Http,
  repository: RepositoryFacts,
  secret: string,
  signal?: AbortSignal,
): Promise<ReadOutcome> {
  const get = (url: string, accept: string) => request(http, url, accept, secret, signal);
  try {
    switch (repository.packageType) {
      case 'NPM':
        return judgePing(await get(`${repository.url}-/ping`, 'application/json'));
      case 'NUGET':
        return judgeServiceIndex(await get(repository.url, 'application/json'));
      case 'PYPI': {
        const page = await get(`${repository.url}pip/`, 'text/html');
        if (page.status !== 404) return judge(page);
        const judged = judgePing(await ping(get, repository));
        return isNotFound(judged) ? { status: 'unproven', failure: refusal(page) } : judged;
      }
      case 'GO': {
        const list = await get(`${repository.url}golang.org/x/text/@v/list`, 'text/plain');
        if (list.status !== 404 && list.status !== 410) return judge(list);
        const judged = judgePing(await ping(get, repository));
        return judged.status === 'read' || isNotFound(judged) ? { status: 'unproven', failure: refusal(list) } : judged;
      }
    }
  } catch (error) {
    return { status: 'failed', failure: toFailure(error, signal) };
  }
}

function ping(get: (url: string, accept: string) => Promise<HttpAnswer>, { url, repository }: RepositoryFacts) {
  return get(`${new URL(url).origin}/npm/${repository}/-/ping`, 'application/json');
}

async function request(
  http: Http,
  url: string,
  accept: string,
  secret: string,
  signal: AbortSignal | undefined,
): Promise<HttpAnswer> {
  const headers = { accept, authorization: `Bearer ${secret}`, 'user-agent': 'backline' };
  for (let attempt = 1; ; attempt += 1) {
    const answer = await http.request({
      url,
      headers,
      deadlineMs: READ_DEADLINE_MS,
      maxBytes: LONGEST_ANSWER,
      ...(signal && { signal }),
    });
    if (answer.status < 500 || attempt === READ_ATTEMPTS) return answer;
    await new Promise((resolve) => setTimeout(resolve, RETRY_PAUSE_MS * attempt));
  }
}

function judge(answer: HttpAnswer): ReadOutcome {
  if (answer.status >= 200 && answer.status < 300) return { status: 'read', httpStatus: answer.status };
  return { status: 'failed', failure: refusal(answer) };
}

function isNotFound(outcome: ReadOutcome): boolean {
  return outcome.status === 'failed' && outcome.failure.httpStatus === 404;
}

/** A page where JSON was asked for is the sign-in page of something in between. */
function judgePing(answer: HttpAnswer): ReadOutcome {
  const judged = judge(answer);
  if (judged.status !== 'read' || !answer.headers['content-type']?.includes('text/html')) return judged;
  const message = `HTTP ${answer.status}, but a web page: ${answer.body.toString('utf8', 0, 200)}`;
  return { status: 'failed', failure: unexpectedAnswer(message, answer.status, null) };
}

function judgeServiceIndex(answer: HttpAnswer): ReadOutcome {
  const judged = judge(answer);
  if (judged.status !== 'read' || isServiceIndex(answer)) return judged;
  const message = `HTTP ${answer.status}, but not a NuGet service index: ${answer.body.toString('utf8', 0, 200)}`;
  return { status: 'failed', failure: unexpectedAnswer(message, answer.status, null) };
}

function isServiceIndex({ body, isTruncated }: HttpAnswer): boolean {
  if (isTruncated) return false;
  try {
    const index: unknown = JSON.parse(body.toString('utf8'));
    return typeof index === 'object' && index !== null && 'resources' in index && Array.isArray(index.resources);
  } catch {
    return false;
  }
}

function refusal(answer: HttpAnswer): Failure {
  if (answer.status >= 300 && answer.status < 400) {
    const location = answer.headers.location ?? 'nowhere';
    return unexpectedAnswer(`A redirect to ${location.split('?')[0]}, which was not followed.`, answer.status, null);
  }
  return httpRefusal(answer.status, answer.body.toString('utf8', 0, 2_000), answer.headers);
}

function isDualStack(url: string): boolean {
  return new URL(url).hostname.endsWith('.on.aws');
}
