import { randomUUID } from 'node:crypto';
import { authorize } from './authorization.ts';
import type { LabAnswer, LabRequest, Outcome } from './exchange.ts';
import type { Service } from './hosts.ts';
import { registryFormats, serveRegistry, type RegistryFormat } from './registries/registry.ts';
import { readAnswer } from './read-fault.ts';
import type { Caller } from './signature.ts';
import { labNow, type BearerToken, type LabState } from './state.ts';
import { findToken } from './tokens.ts';
import { visiblePackages } from './visible-packages.ts';
import { findDomain, repositoryArn } from './world.ts';

const ACTION = 'codeartifact:ReadFromRepository';
const READ_METHODS = ['GET', 'HEAD'];

/**
 * Answers the package endpoints. In order: the token, the right to read (asked anew at every request), whether the
 * repository exists, and then what it holds.
 */
export async function servePackages(
  state: LabState,
  request: LabRequest,
  address: Extract<Service, { kind: 'repositories' }>,
): Promise<Outcome> {
  const target = readPath(request.path);
  const call = { action: ACTION, principal: null as string | null };
  const fault = readAnswer(state, request);
  if (fault) return { ...call, answer: fault, errorCode: null };

  const token = findToken(state, bearerToken(request) ?? '');
  if (!token || hasEnded(state, token)) return { ...call, answer: challenge(address.domain, target.repository) };
  call.principal = token.session.principal.arn;
  if (!belongsHere(state, token, address)) {
    const isChallenged = state.world.settings.foreignTokenStatus === 401;
    return {
      ...call,
      answer: isChallenged ? challenge(address.domain, target.repository) : refusal(403, target.format),
    };
  }
  const action = READ_METHODS.includes(request.method) ? ACTION : 'codeartifact:PublishPackageVersion';
  if (!isAllowed(state, token, address, target.repository, action)) {
    return { ...call, action, answer: refusal(state.world.settings.readDenialStatus, target.format) };
  }
  return { ...call, action, answer: await answer(state, request, address, target) };
}

interface Target {
  readonly format: string;
  readonly repository: string;
  /** What follows the repository's name. */
  readonly rest: string;
}

async function answer(
  state: LabState,
  request: LabRequest,
  { region, owner, domain: domainName }: Extract<Service, { kind: 'repositories' }>,
  { format, repository: name, rest }: Target,
): Promise<LabAnswer> {
  const domain = findDomain(state.world, owner, region, domainName);
  const repository = domain?.repositories.find((candidate) => candidate.name === name);
  const isServed = isRegistryFormat(format) && (format !== 'go' || state.world.settings.servesGo);
  if (!domain || !repository || !isServed) return refusal(404, format);
  const reply = await serveRegistry({
    format,
    method: request.method,
    path: rest,
    query: request.query,
    headers: request.headers,
    origin: `https://${request.host}`,
    repository: name,
    region,
    packages: visiblePackages(domain, repository),
  });
  return { ...reply, headers: { 'x-amzn-requestid': randomUUID(), ...reply.headers } };
}

function isAllowed(
  state: LabState,
  { session }: BearerToken,
  { region, owner, domain: domainName }: Extract<Service, { kind: 'repositories' }>,
  repository: string,
  action: string,
): boolean {
  const { principal } = session;
  const caller: Caller = {
    principal,
    accountId: principal.accountId,
    userId: principal.userId ?? '',
    user: null,
    session,
  };
  const domain = findDomain(state.world, owner, region, domainName);
  const policies = [domain?.policy, domain?.repositories.find(({ name }) => name === repository)?.policy];
  return authorize(state, {
    caller,
    action,
    resource: repositoryArn(owner, { name: domainName, region }, repository),
    resourceAccount: owner,
    region,
    resourcePolicies: policies.map((policy) => policy ?? null),
  }).allowed;
}

function hasEnded(state: LabState, token: BearerToken): boolean {
  return token.expiresAt <= labNow(state) || state.world.settings.tokens === 'expired';
}

function belongsHere(
  state: LabState,
  token: BearerToken,
  address: Extract<Service, { kind: 'repositories' }>,
): boolean {
  const { region, owner, domain } = address;
  const isOfRegion = token.region === region && state.world.settings.tokens !== 'of-another-region';
  return isOfRegion && token.owner === owner && token.domain === domain;
}

/** `Bearer <token>`, or `Basic` with the token as its password; the user name does not matter. */
function bearerToken(request: LabRequest): string | null {
  const [scheme = '', value = ''] = (request.headers['authorization'] ?? '').split(' ');
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return null;
  const pair = Buffer.from(value, 'base64').toString('utf8');
  return pair.slice(pair.indexOf(':') + 1);
}

function readPath(path: string): Target {
  const [, format = '', repository = '', rest = ''] = /^\/([^/]+)\/([^/]+)(\/.*)?$/u.exec(path) ?? [];
  return { format, repository, rest: rest || '/' };
}

function isRegistryFormat(format: string): format is RegistryFormat {
  return registryFormats.some((known) => known === format);
}

function challenge(domain: string, repository: string): LabAnswer {
  const realm = `${domain}/${repository}`;
  return {
    status: 401,
    headers: {
      'content-type': 'application/json',
      'www-authenticate': `Bearer realm="${realm}", Basic realm="${realm}"`,
      'x-amzn-requestid': randomUUID(),
    },
    body: JSON.stringify({ message: 'Unauthenticated' }),
  };
}

function refusal(status: number, format: string): LabAnswer {
  const message = status === 404 ? 'Not found.' : 'Forbidden';
  const isText = format === 'pypi' || format === 'go';
  return {
    status,
    headers: {
      'content-type': isText ? 'text/plain; charset=UTF-8' : 'application/json',
      'x-amzn-requestid': randomUUID(),
    },
    body: isText ? message : JSON.stringify({ message }),
  };
}
