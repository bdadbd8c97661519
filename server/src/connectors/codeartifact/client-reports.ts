/**
 * Failures told in somebody's own words, as letters and tickets do: a subject and what befell it, in any order. They come
 * after every exact sentence and every answer of AWS, and are never certain.
 */

import type { KnownCause } from './causes/index.ts';
import type { Failure } from './failure.ts';
import { isOurs } from './failure-text/scope.ts';
import type { Signature } from './signature.ts';
import { isAboutPackages, says, where } from './wording.ts';

const FAILS =
  /fail|error|den(?:y|ied|ies)|refus|reject|cannot|can't|can not|unable|not (?:work|permitted|authori[sz]ed)|forbidden|\b40[013]\b|break|broken|blocked/i;
const LACKS =
  /lack|missing|without|(?:not|n't) (?:have|hold|include|contain|allow|grant|permit)|\bno (?:permission|statement)|\bneed|require|must (?:have|allow|include)|\badd(?:ed|ing)?\b/i;
const ABOUT_ROLES = /\broles?\b|\bsts\b|\baws\b|assume|trust/i;

export const clientReports: readonly Signature[] = [
  ...where(hasNoDenial, actions()),
  ...where(hasNoDenial, limits()),
  ...where(hasNoDenial, trust()),
  ...where(isAboutPackages, clients()),
  ...where(isOfCodeArtifact, requests()),
];

/** After everything that a status or an address tells. */
export const vagueReports: readonly Signature[] = where(isOfCodeArtifact, refusals());

/** AWS's own sentence says more than whoever repeats it. */
function hasNoDenial({ denial }: Failure): boolean {
  return denial === null;
}

function isOfCodeArtifact({ reading }: Failure): boolean {
  return reading !== undefined && isOurs(reading);
}

/** A permission that somebody found to be missing. */
function actions(): Signature[] {
  const missing = (action: RegExp, ...order: KnownCause[]) => says([action, LACKS, FAILS], ...order);
  return [
    missing(/GetServiceBearerToken/i, 'missing_bearer_token_permission', 'missing_get_authorization_token'),
    missing(/sts:TagSession|\bTagSession\b/i, 'missing_tag_session'),
    missing(/sts:SetSourceIdentity|\bSetSourceIdentity\b/i, 'missing_set_source_identity'),
    missing(
      /codeartifact:GetAuthorizationToken|\bGetAuthorizationToken\b.{0,40}(?:permission|action)/i,
      'missing_get_authorization_token',
      'domain_policy_missing_cross_account',
    ),
    missing(/codeartifact:GetRepositoryEndpoint/i, 'missing_get_repository_endpoint', 'repo_policy_missing_cross_account'),
    missing(/codeartifact:ReadFromRepository|\bReadFromRepository\b/i, 'missing_read_from_repository', 'repo_policy_missing_cross_account'),
    missing(/sts:AssumeRole\b.{0,60}(?:permission|action|polic)|(?:permission|action|polic).{0,60}sts:AssumeRole\b/i, 'platform_role_not_allowed', 'trust_principal_mismatch', 'role_not_found'),
  ]; // prettier-ignore
}

/** A role that could not be assumed, without AWS's words for it. */
function trust(): Signature[] {
  const cannotAssume =
    /(?:could not|couldn't|cannot|can't|can not|unable to|not able to|failed to|failure to|error) (?:be )?(?:used to )?assum(?:e|ed|ing)\b|assum(?:e|ing)[- _]?(?:the )?role.{0,40}(?:fail|error|denied|refus)/i;
  return [
    says([/external[ _-]?id/i, ABOUT_ROLES, FAILS], 'external_id_mismatch', 'trust_principal_mismatch', 'role_not_found'),
    says([/\bMFA\b|multi-?factor/i, /trust|assum|\bsts\b/i, FAILS], 'trust_condition_unmet', 'trust_principal_mismatch'),
    says([/\broles?\b.{0,20}\barns?\b|\barns?\b.{0,40}\brole\//i, /\bpath\b|slash/i, /(?:not|n't) (?:allow|accept|support|match|handle|contain)|reject|refus|invalid|only the last|regex|pattern/i], 'role_path_mishandled', 'role_arn_malformed'),
    // Terraform names three reasons, whatever the reason was; an ARN without an account shows which.
    says([cannotAssume, /arn:aws[\w-]*:iam:::role\//i, /role ARN is not valid|invalid/i], 'role_arn_malformed', 'trust_principal_mismatch', 'role_not_found'),
    // The CDK says so of a role in the caller's own account, which trusts that account.
    says([cannotAssume, /for the right account|same account/i], 'platform_role_not_allowed', 'role_not_found', 'trust_principal_mismatch'),
    says([cannotAssume, /\broles?\b|\bsts\b/i, /\bOIDC\b|web ?identity/i], 'trust_condition_unmet', 'trust_principal_mismatch', 'role_not_found'),
    says([cannotAssume, /arn:aws|\bIAM\b|\bSTS\b|\baws\b/i], 'trust_principal_mismatch', 'role_not_found', 'external_id_mismatch', 'trust_condition_unmet', 'platform_role_not_allowed'),
  ]; // prettier-ignore
}

/** How long, how often, how large. */
function limits(): Signature[] {
  const throttled = /throttl|rate[- ]?(?:limit|exceeded)|quota|too many (?:[\w-]{1,20} ){0,4}(?:requests|calls)/i;
  return [
    says([/\bsts\b|AssumeRole|assume[- ]role|GetCallerIdentity/i, throttled], 'sts_throttled'),
    says([/GetAuthorizationToken|authorization[- ]token/i, throttled], 'codeartifact_throttled'),
    says([/codeartifact/i, throttled], 'read_throttled', 'codeartifact_throttled'),
    says([/assum(?:e|ed|ing)|role session|session duration|DurationSeconds/i, /\broles?\b|\bsts\b/i, /(?:longer|more|greater) than (?:an|one|1|60)[ -]?(?:h|min)|(?:limit|cap|max)\w*.{0,30}(?:\b1|one|an|60)[ -]?(?:h|min)/i], 'duration_exceeds_chaining_cap', 'duration_exceeds_role_max'),
  ]; // prettier-ignore
}

/** What a program did, or did not do, with its token. */
function requests(): Signature[] {
  const withheld =
    /(?:not|n't|never) (?:be(?:ing)? |been )?(?:send|sent|pass|attach|includ|forward|us(?:e|ing)|appl|honou?r|respect|read|pick|find|found|writ|set)\w*\b.{0,60}\b(?:auth\w*|credentials?|tokens?|\.?npmrc|\.?netrc)\b|(?:auth\w*|credentials?|tokens?|headers?|\.?npmrc|\.?netrc)\b.{0,40}(?:not|n't|never) (?:be(?:ing)? |been )?(?:send|sent|pass|attach|includ|forward|us(?:e|ing)|appl|honou?r|respect|read|pick|found|set)|(?:omit|drop|ignor|strip|forget|discard)\w*\b.{0,40}\b(?:auth\w*|credentials?|tokens?|\.?npmrc|\.?netrc)\b|without (?:an? |any |the )?(?:auth\w*|credentials?|token)/i;
  const ofFile = /tarball|\.tgz|\bassets?\b|\.whl\b|\.nupkg/i;
  return [
    says(/No auth for (?:tarball |asset )?UR[IL]/i, 'client_omits_token_on_asset', 'auth_key_path_mismatch', 'client_omits_token'),
    says([withheld, ofFile], 'client_omits_token_on_asset', 'client_omits_token', 'auth_key_path_mismatch'),
    says(withheld, 'client_omits_token', 'auth_key_path_mismatch', 'token_expired'),
  ]; // prettier-ignore
}

/** A refusal without a status. */
function refusals(): Signature[] {
  return [
    says(/(?:cannot|can't|can not|could not|unable to|fail(?:s|ed)? to) (?:authenticate|log ?in|sign in)|authentication (?:fail|error|problem|issue)/i, 'client_omits_token', 'token_expired', 'auth_key_path_mismatch'),
  ]; // prettier-ignore
}

/** Package managers: a setting that yarn needs, and refused lists that are taken for empty ones. */
function clients(): Signature[] {
  return [
    says([/always-auth/i, /(?:not|n't|never|without|missing|lacks?|omit\w*)\b/i], 'client_omits_token', 'client_tool_version', 'auth_key_path_mismatch'),
    says([/only (?:[^\s,]{1,120} ){1,4}(?:is|are) available/i, /unsatisfiable|no solution/i], 'version_not_found', 'upstream_ingest_delay', 'token_expired'),
  ]; // prettier-ignore
}
