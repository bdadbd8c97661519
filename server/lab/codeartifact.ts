import { randomUUID } from 'node:crypto';
import { authorize } from './authorization.ts';
import { AwsError, denialText } from './aws-error.ts';
import { readEndpointInput, readTokenInput, type DomainInput } from './codeartifact-input.ts';
import type { LabAnswer, LabRequest, Outcome } from './exchange.ts';
import { identifyCaller, SignatureError, type Caller, type SignatureFault } from './signature.ts';
import { labNow, type LabState } from './state.ts';
import { issueToken } from './tokens.ts';
import { domainArn, findDomain, repositoryArn, type Domain } from './world.ts';

const DEFAULT_TOKEN_SECONDS = 43_200;
const RETRY_AFTER_SECONDS = '1';

const SIGNATURE_ERRORS: Readonly<Record<SignatureFault, string>> = {
  missing: 'MissingAuthenticationTokenException',
  incomplete: 'IncompleteSignatureException',
  'unknown-key': 'UnrecognizedClientException',
  'expired-session': 'ExpiredTokenException',
  mismatch: 'InvalidSignatureException',
};

/** Answers CodeArtifact's REST-JSON API: GetAuthorizationToken and GetRepositoryEndpoint. */
export async function serveCodeArtifact(state: LabState, request: LabRequest, region: string): Promise<Outcome> {
  const operation = operations.find(({ method, path }) => method === request.method && path === request.path);
  const call = {
    action: operation ? `codeartifact:${operation.name}` : null,
    principal: null as string | null,
    parameters: Object.fromEntries(request.query),
  };
  try {
    const caller = await identifyCaller(state, request, { service: 'codeartifact', region });
    call.principal = caller.principal.arn;
    if (!operation) throw new AwsError(404, 'UnknownOperationException', 'The lab does not know this operation.');
    checkFault(state);
    return { ...call, answer: success(operation.answer(state, caller, request.query, region)) };
  } catch (error) {
    const refusal = toAwsError(error);
    return { ...call, answer: failure(refusal), errorCode: refusal.code };
  }
}

type Operate = (state: LabState, caller: Caller, query: URLSearchParams, region: string) => object;

const operations: readonly { name: string; method: string; path: string; answer: Operate }[] = [
  { name: 'GetAuthorizationToken', method: 'POST', path: '/v1/authorization-token', answer: getAuthorizationToken },
  { name: 'GetRepositoryEndpoint', method: 'GET', path: '/v1/repository/endpoint', answer: getRepositoryEndpoint },
];

function getAuthorizationToken(state: LabState, caller: Caller, query: URLSearchParams, region: string): object {
  const input = readTokenInput(query, caller.accountId);
  const resource = domainArn(input.owner, { name: input.domain, region });
  const found = findDomain(state.world, input.owner, region, input.domain);
  const domainPolicies = [found?.policy ?? null];
  demand(state, caller, 'codeartifact:GetAuthorizationToken', resource, input.owner, region, domainPolicies);

  const now = labNow(state);
  const requested = (input.duration ?? DEFAULT_TOKEN_SECONDS) * 1000;
  // Zero means: as long as the session that asks.
  const expiresAt =
    requested === 0 ? (caller.session?.expiresAt ?? now + DEFAULT_TOKEN_SECONDS * 1000) : now + requested;
  demand(state, caller, 'sts:GetServiceBearerToken', '*', caller.accountId, region, [], {
    'sts:AWSServiceName': 'codeartifact.amazonaws.com',
    'sts:DurationSeconds': String(Math.floor((expiresAt - now) / 1000)),
  });

  const domain = existing(found, input);
  if (!domain.isKeyEnabled) {
    throw new AwsError(400, 'ValidationException', 'The encryption key of the domain is disabled.', {
      reason: 'ENCRYPTION_KEY_ERROR',
    });
  }
  if (!caller.session) throw new AwsError(403, 'AccessDeniedException', 'Only a role can get a token in the lab.');
  const { owner, domain: name } = input;
  const authorizationToken = issueToken(state, { session: caller.session, region, owner, domain: name, expiresAt });
  return { authorizationToken, expiration: Math.floor(expiresAt / 1000) };
}

function getRepositoryEndpoint(state: LabState, caller: Caller, query: URLSearchParams, region: string): object {
  const input = readEndpointInput(query, caller.accountId);
  const { owner, domain: name, repository, format } = input;
  const resource = repositoryArn(owner, { name, region }, repository);
  const found = findDomain(state.world, owner, region, name);
  const foundRepository = found?.repositories.find((candidate) => candidate.name === repository);
  const policies = [found?.policy ?? null, foundRepository?.policy ?? null];
  demand(state, caller, 'codeartifact:GetRepositoryEndpoint', resource, owner, region, policies);
  existing(found, input);
  if (!foundRepository) {
    throw new AwsError(
      404,
      'ResourceNotFoundException',
      `Repository not found. Repository '${repository}' in domain '${name}' owned by account '${owner}' does not exist.`,
      { resourceId: repository, resourceType: 'repository' },
    );
  }
  const host =
    input.endpointType === 'dualstack'
      ? `${name}-${owner}.codeartifact.${region}.on.aws`
      : `${name}-${owner}.d.codeartifact.${region}.amazonaws.com`;
  return { repositoryEndpoint: `https://${host}/${format}/${repository}/` };
}

/** Rights come before existence: who may not ask is not told what there is. */
function demand(
  state: LabState,
  caller: Caller,
  action: string,
  resource: string,
  resourceAccount: string,
  region: string,
  resourcePolicies: Parameters<typeof authorize>[1]['resourcePolicies'] = [],
  context: Record<string, string> = {},
): void {
  const { allowed, reason } = authorize(state, {
    caller,
    action,
    resource,
    resourceAccount,
    region,
    context,
    resourcePolicies,
  });
  if (allowed) return;
  // Which policy of another account decided is said or not said; what the caller's own account lacks always is.
  const isForeign = resourceAccount !== caller.accountId && reason.policyType === 'resource-based policy';
  const saysWhy = !isForeign || state.world.settings.crossAccountReason === 'documented';
  const text = denialText(caller.principal.arn, action, resource, saysWhy ? reason : null);
  throw new AwsError(403, 'AccessDeniedException', text);
}

function existing(domain: Domain | undefined, input: DomainInput): Domain {
  if (domain) return domain;
  throw new AwsError(
    404,
    'ResourceNotFoundException',
    `Domain not found. Domain '${input.domain}' owned by account '${input.owner}' does not exist.`,
    { resourceId: input.domain, resourceType: 'domain' },
  );
}

function checkFault({ world }: LabState): void {
  const { apiFault } = world.settings;
  if (apiFault === 'throttled') {
    throw new AwsError(429, 'ThrottlingException', 'Rate exceeded', {}, { 'retry-after': RETRY_AFTER_SECONDS });
  }
  if (apiFault === 'internal-error') {
    throw new AwsError(500, 'InternalServerException', 'An internal error occurred.');
  }
}

function toAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  if (!(error instanceof SignatureError)) throw error;
  // The JSON services end this one sentence with a full stop.
  const message = error.fault === 'unknown-key' ? `${error.message}.` : error.message;
  return new AwsError(403, SIGNATURE_ERRORS[error.fault], message);
}

function success(body: object): LabAnswer {
  return { status: 200, headers: headers(), body: JSON.stringify(body) };
}

function failure({ status, code, message, members, headers: extra }: AwsError): LabAnswer {
  const body = JSON.stringify({ message, ...members });
  return { status, headers: { ...headers(), 'x-amzn-errortype': code, ...extra }, body };
}

function headers(): Record<string, string> {
  return { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID() };
}
