/** Turns what a text says into the failure and the stage that the one table of signatures judges. */

import {
  blankFailure,
  isAboveRole,
  readDenial,
  type Denial,
  type Failure,
  type FailureKind,
  type Origin,
  type Stage,
} from '../failure.ts';
import type { TextReading } from './reading.ts';
import { namesOtherCloud } from './scope.ts';

export interface TextFailure {
  failure: Failure;
  /** What the table is asked for: the client's own wording always, AWS's answer where there is one. */
  origins: Origin[];
}

const LONGEST_MESSAGE = 6_000;

/** AWS's sentences, for texts that lost the code. */
const SENTENCES: [RegExp, string][] = [
  [
    /Domain not found\. ?Domain|Repository not found\. ?Repository|Package not found in repository/i,
    'ResourceNotFoundException',
  ],
  [/Packed size of (?:session tags|policy)/i, 'PackedPolicyTooLarge'],
  [/STS is not activated in this region/i, 'RegionDisabledException'],
  [/Signature (?:has )?expired|Signature not yet current|request signature we calculated/i, 'SignatureDoesNotMatch'],
  [
    /assumed by role[- ]chaining|exceeds the MaxSessionDuration|validation errors? detected|failed to satisfy constraint/i,
    'ValidationError',
  ],
  [
    /Invalid length for parameter|Parameter validation failed|validation error\(s\) found|minimum field size/i,
    'InvalidParameter',
  ],
  [/Invalid principal in policy/i, 'MalformedPolicyDocument'],
  [
    /security token included in the request is expired|(?:provided|session) token has expired|Token expired: current date/i,
    'ExpiredToken',
  ],
  [/security token included in the request is invalid/i, 'InvalidClientTokenId'],
  [
    /assumed by root|access ?denied.{0,80}assume|assume.{0,80}access ?denied|not authorized to perform:? sts/i,
    'AccessDenied',
  ],
  [/Rate exceeded/i, 'Throttling'],
];

const KINDS: [RegExp, FailureKind][] = [
  [/Unable to locate credentials|NoCredentials(?:Error)?\b|CredentialsProviderError|(?:not|to) load (?:aws )?credentials from any|NoCredentialProviders|no valid providers in chain|config profile \(.{1,60}\) could not be found|Missing credentials in config|no valid credential sources|has no (?:shared |aws )?credentials|No credentials were found|failed to (?:refresh cached|retrieve) credentials|no EC2 IMDS role/i, 'no-credentials'],
  [/CERTIFICATE_VERIFY_FAILED|SELF_SIGNED_CERT|UNABLE_TO_(?:GET_ISSUER|VERIFY_LEAF)|self[- ]signed certificate|local issuer certificate|x509: certificate|PKIX path|RemoteCertificate|remote certificate is invalid|unknown authority|UnknownIssuer|certificate verif\w* fail|unable to verify the first certificate|(?:untrusted|not trusted).{0,20}certificate|certificate.{0,20}not trusted|SSLError|SSL connection could not be established|invalid peer certificate/i, 'tls'],
  [/ETIMEDOUT|time[sd] out|connect(?:ion)? time-? ?out|ConnectTimeout|ReadTimeout|i\/o timeout|deadline exceeded|took longer than/i, 'timeout'],
  [/ECONNRESET|peer closed connection|end of file before|unexpected EOF|IncompleteRead|BufError|buf error|prematurely|connection (?:was )?reset|broken pipe|Unexpected end of file|response body closed|error reading a body/i, 'interrupted'],
  [/ENOTFOUND|EAI_AGAIN|getaddrinfo|(?:host|address|name|\.com|\.aws)\b.{0,12}(?:cannot|can't|could not|can not|not) be resolved|could not resolve (?:host|proxy)|name or service not known|no such host|(?:Could not|Unable to) connect to (?:the )?endpoint|ECONNREFUSED|connection refused|EndpointConnectionError|NoSuchEndpoint|UnknownEndpoint|UnknownHost|SocketError|unknown host|failed to (?:lookup address|open TCP connection)|NameResolutionError|name resolution|nodename nor servname|name does not resolve|No route to host|network is unreachable|dns error/i, 'unreachable'],
]; // prettier-ignore

export function toTextFailure(reading: TextReading): TextFailure {
  const { sentence } = reading;
  const kind = KINDS.find(([pattern]) => pattern.test(sentence))?.[1] ?? 'refused';
  const denial = denialOf(sentence);
  const errorCode =
    reading.awsCode ?? SENTENCES.find(([pattern]) => pattern.test(sentence))?.[1] ?? (denial ? 'AccessDenied' : null);
  // A status is an answer, whatever else is said about the network; so is a code, whatever a program says of credentials.
  const isAnswered =
    errorCode !== null || (kind !== 'no-credentials' && kind !== 'tls' && (reading.httpStatus ?? 0) >= 400);
  const failure: Failure = {
    ...blankFailure,
    kind: isAnswered ? 'refused' : kind,
    httpStatus: reading.httpStatus,
    errorCode: errorCode ?? reading.clientCode,
    message: sentence.slice(0, LONGEST_MESSAGE),
    awsRequestId: reading.awsRequestId,
    denial,
    resourceType: resourceTypeOf(sentence),
    reason: /ENCRYPTION_KEY_ERROR/.test(sentence) ? 'ENCRYPTION_KEY_ERROR' : null,
    reading,
  };
  const stage = awsStage(reading, failure, errorCode);
  return { failure, origins: stage ? ['CLIENT', stage] : ['CLIENT'] };
}

function resourceTypeOf(sentence: string): string | null {
  if (/Repository not found/i.test(sentence)) return 'repository';
  return /Domain not found/i.test(sentence) ? 'domain' : null;
}

/** As CloudFormation and others report a denial of AWS. */
const OTHERS_DENIAL =
  /(?:access ?denied|permission denied|unauthori[sz]ed|not (?:authori[sz]ed|allowed|permitted))(?: (?:for|on|to|by|the|call|calling|perform|operation|action)){1,4}:? ?["'`]?((?:codeartifact|sts):\w{3,60})/i;

/** The denial that matters most, where several are pasted together: the last one is what a program ended with. */
function denialOf(sentence: string): Denial | null {
  const denial = readDenial(sentence);
  if (denial) return denial;
  const action = OTHERS_DENIAL.exec(sentence)?.[1];
  if (action) return { action, resource: null, policyType: null, isExplicit: false };
  const blackened = /not authorized to perform:?\s*(sts|codeartifact)\b/i.exec(sentence)?.[1]?.toLowerCase();
  return blackened === 'sts' ? { action: 'sts:AssumeRole', resource: null, policyType: null, isExplicit: false } : null;
}

const STS_ACTIONS = /^sts:(AssumeRole\w*|TagSession|SetSourceIdentity|SetContext)$/i;
/** Codes about the credentials themselves: the same cause whatever was called. */
const CREDENTIAL_CODES =
  /^(ExpiredToken|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|InvalidSignature|IncompleteSignature|RequestTimeTooSkewed|RequestExpired|AuthFailure|InvalidAccessKeyId|MissingAuthenticationToken)/;

/** Which step an AWS answer belongs to; null where no step of ours is in sight, whatever AWS says. */
function awsStage(reading: TextReading, failure: Failure, errorCode: string | null): Stage | null {
  const { sentence, operation, hosts } = reading;
  const { denial, kind } = failure;
  if (namesOtherCloud(reading)) return null;
  if (denial) return stageOfAction(denial);
  const byOperation = stageOfOperation(operation);
  if (kind !== 'refused')
    return (
      byOperation ?? stageOfHosts(hosts) ?? (kind === 'no-credentials' || isAboutSts(sentence) ? 'ASSUME_ROLE' : null)
    );
  if (errorCode === null) return null;
  if (byOperation) return byOperation;
  if (/Domain not found|codeartifact:GetAuthorizationToken|authorization-token/i.test(sentence))
    return 'AUTHORIZATION_TOKEN';
  if (/Repository not found\. ?Repository/i.test(sentence)) return 'REPOSITORY_ENDPOINT';
  if (CREDENTIAL_CODES.test(errorCode)) return 'ASSUME_ROLE';
  if (/^(RegionDisabled|PackedPolicyTooLarge)/.test(errorCode)) return 'ASSUME_ROLE';
  if (/role[- ]chaining|MaxSessionDuration|roleSessionName|externalId|roleArn|assumed by root/i.test(sentence))
    return 'ASSUME_ROLE';
  if (isAboutSts(sentence)) return 'ASSUME_ROLE';
  if (/codeartifact/i.test(sentence)) return 'AUTHORIZATION_TOKEN';
  return null;
}

function isAboutSts(sentence: string): boolean {
  return /\bSTS(?:\b|_)|sts\.|AssumeRole|assume[- _]?role|SecurityToken/i.test(sentence);
}

function stageOfAction({ action, policyType }: Denial): Stage | null {
  if (STS_ACTIONS.test(action)) return 'ASSUME_ROLE';
  if (/^sts:GetServiceBearerToken$|^codeartifact:GetAuthorizationToken$/i.test(action)) return 'AUTHORIZATION_TOKEN';
  if (/^codeartifact:GetRepositoryEndpoint$/i.test(action)) return 'REPOSITORY_ENDPOINT';
  if (/^codeartifact:/i.test(action)) return 'REPOSITORY_READ';
  // Organizations, boundaries and sessions decide about every service alike.
  return isAboveRole(policyType) ? 'AUTHORIZATION_TOKEN' : null;
}

function stageOfOperation(operation: string | null): Stage | null {
  if (operation === null) return null;
  if (operation === 'GetCallerIdentity') return 'PLATFORM_IDENTITY';
  if (/^(AssumeRole|GetSessionToken|GetFederationToken)/.test(operation)) return 'ASSUME_ROLE';
  if (operation === 'GetAuthorizationToken') return 'AUTHORIZATION_TOKEN';
  return operation === 'GetRepositoryEndpoint' ? 'REPOSITORY_ENDPOINT' : null;
}

function stageOfHosts(hosts: readonly string[]): Stage | null {
  if (hosts.some((host) => /\.d\.codeartifact\.|codeartifact\.[a-z0-9-]+\.on\.aws/.test(host)))
    return 'REPOSITORY_READ';
  if (hosts.some((host) => /^codeartifact(-fips)?\./.test(host))) return 'AUTHORIZATION_TOKEN';
  return hosts.some((host) => /^sts(-fips)?\./.test(host)) ? 'ASSUME_ROLE' : null;
}
