/** What a repository really answers: its address as AWS gives it, and one read with the token. Nothing is downloaded. */

import { GetRepositoryEndpointCommand } from '@aws-sdk/client-codeartifact';
import { packageTypeDefinition } from '@backline/shared';
import { pause } from '../../lib/concurrency.ts';
import { HttpFailure, type Http, type HttpAnswer } from '../../lib/http.ts';
import type { Aws, SessionCredentials } from './aws.ts';
import type { RepositoryFacts } from './causes/index.ts';
import { httpRefusal, toFailure, unexpectedAnswer, type Failure } from './failure.ts';
import { asChainFailure, ChainFailure } from './role-chain.ts';

const LONGEST_ANSWER = 1_000_000;
/** A fault of the service, or an answer that breaks off, is reported only where it stays. */
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
  aws: Aws,
  credentials: SessionCredentials,
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
    const abortSignal = aws.callSignal(signal);
    const reply = await aws.codeArtifact(repository.region, credentials).send(command, { abortSignal });
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

/** What one read needs besides the repository. */
export interface ReadOptions {
  secret: string;
  /** Time for each request. */
  deadlineMs: number;
  signal?: AbortSignal;
}

/**
 * One read with the token. npm has a ping made for it (https://docs.aws.amazon.com/codeartifact/latest/ug/npm-auth.html), NuGet
 * its service index; PyPI has no root page, so a name is asked for, and where that gives 404 the repository's npm ping decides:
 * every CodeArtifact repository answers to every format, and the permission covers all of it.
 */
export async function readRepository(
  http: Http,
  repository: RepositoryFacts,
  options: ReadOptions,
): Promise<ReadOutcome> {
  const get = (url: string, accept: string) => request(http, url, accept, options);
  const ping = async () => {
    const url = `${new URL(repository.url).origin}/npm/${repository.repository}/-/ping`;
    return judgePing(await get(url, 'application/json'));
  };
  try {
    switch (repository.packageType) {
      case 'NPM':
        return await ping();
      case 'NUGET':
        return judgeServiceIndex(await get(repository.url, 'application/json'));
      case 'PYPI': {
        const page = await get(`${repository.url}pip/`, 'text/html');
        if (page.status !== 404) return judgeProjectPage(page);
        const judged = await ping();
        return isNotFound(judged) ? { status: 'unproven', failure: refusal(page) } : judged;
      }
      case 'GO': {
        const list = await get(`${repository.url}golang.org/x/text/@v/list`, 'text/plain');
        if (!isRefusedAsGo(list.status)) return judgeVersionList(list);
        const judged = await ping();
        return judged.status === 'read' || isNotFound(judged) ? { status: 'unproven', failure: refusal(list) } : judged;
      }
    }
  } catch (error) {
    return { status: 'failed', failure: toFailure(error, options.signal) };
  }
}

async function request(
  http: Http,
  url: string,
  accept: string,
  { secret, deadlineMs, signal }: ReadOptions,
): Promise<HttpAnswer> {
  const headers = { accept, authorization: `Bearer ${secret}`, 'user-agent': 'backline' };
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await http.request({
        url,
        headers,
        deadlineMs,
        maxBytes: LONGEST_ANSWER,
        ...(signal && { signal }),
      });
      if (answer.status < 500 || answer.status === 501 || attempt === READ_ATTEMPTS) return answer;
    } catch (error) {
      const isWorthARepeat = error instanceof HttpFailure && error.reason === 'interrupted';
      if (!isWorthARepeat || attempt === READ_ATTEMPTS) throw error;
    }
    await pause(RETRY_PAUSE_MS * attempt, signal);
  }
}

/** An address that is not served as Go may be refused in any of these ways; whether the repository is readable shows elsewhere. */
function isRefusedAsGo(status: number): boolean {
  return status >= 400 && status !== 401 && status !== 429 && (status < 500 || status === 501);
}

function judge(answer: HttpAnswer): ReadOutcome {
  if (answer.status >= 200 && answer.status < 300) return { status: 'read', httpStatus: answer.status };
  return { status: 'failed', failure: refusal(answer) };
}

function isNotFound(outcome: ReadOutcome): boolean {
  return outcome.status === 'failed' && outcome.failure.httpStatus === 404;
}

/** A page where JSON was asked for is the sign-in page of something in between; a ping has next to nothing to say. */
function judgePing(answer: HttpAnswer): ReadOutcome {
  return judgeContent(answer, !isWebPage(answer) && !answer.isTruncated, 'not the answer to a ping');
}

function judgeVersionList(answer: HttpAnswer): ReadOutcome {
  return judgeContent(answer, !isWebPage(answer), 'not a list of versions');
}

function judgeServiceIndex(answer: HttpAnswer): ReadOutcome {
  return judgeContent(answer, isServiceIndex(answer), 'not a NuGet service index');
}

/** A project's page links to its files: https://peps.python.org/pep-0503/ */
function judgeProjectPage(answer: HttpAnswer): ReadOutcome {
  const isProjectPage = /\.(?:whl|tar\.gz|tar\.bz2|zip|egg)(?:#[\w=-]*)?["']/i.test(textOf(answer));
  return judgeContent(answer, isProjectPage, 'not the page of a PyPI project');
}

/** A success counts only where the content is what a registry says. */
function judgeContent(answer: HttpAnswer, isExpected: boolean, otherwise: string): ReadOutcome {
  const judged = judge(answer);
  if (judged.status !== 'read' || isExpected) return judged;
  const message = `HTTP ${answer.status}, but ${otherwise}: ${excerpt(answer)}`;
  return { status: 'failed', failure: unexpectedAnswer(message, answer.status, null) };
}

function isWebPage({ headers, body }: HttpAnswer): boolean {
  if (headers['content-type']?.includes('text/html')) return true;
  return /^\s*<(!doctype|html)/i.test(body.toString('utf8', 0, 200));
}

function textOf({ body }: HttpAnswer): string {
  return body.toString('utf8');
}

/** The beginning of an answer on one line. */
function excerpt({ body }: HttpAnswer): string {
  return body.toString('utf8', 0, 2_000).replace(/\s+/g, ' ').trim().slice(0, 200);
}

function isServiceIndex({ body, isTruncated }: HttpAnswer): boolean {
  if (isTruncated) return false;
  try {
    const index: unknown = JSON.parse(body.toString('utf8').replace(/^\ufeff/, ''));
    return typeof index === 'object' && index !== null && 'resources' in index && Array.isArray(index.resources);
  } catch {
    return false;
  }
}

function refusal(answer: HttpAnswer): Failure {
  if (answer.status >= 300 && answer.status < 400) {
    const location = answer.headers.location ?? 'nowhere';
    // A query may hold a signature.
    return unexpectedAnswer(`A redirect to ${location.split('?')[0]}, which was not followed.`, answer.status, null);
  }
  return httpRefusal(answer.status, answer.body.toString('utf8', 0, 2_000), answer.headers);
}

function isDualStack(url: string): boolean {
  return new URL(url).hostname.endsWith('.on.aws');
}
