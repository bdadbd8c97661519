/**
 * Failures told in somebody's own words, as letters and tickets do: a subject and what befell it, in any order. They come
 * after every exact sentence and every answer of AWS, and are never certain. Here those of identities and roles.
 */

import type { CauseCode } from '@backline/shared';
import type { Failure } from '../failure.ts';
import type { Signature } from './signature.ts';
import { says, where } from './wording.ts';

/** That something does not work, in any words. */
const FAILS =
  /fail|error|den(?:y|ied|ies)|refus|reject|cannot|can't|can not|unable|(?:not|n't|no longer) (?:be )?(?:work|permitted|valid|authori[sz]ed|possible|accepted)|invalid|forbidden|exceed|\b40[013]\b|break|broken|block/i;
const LACKS =
  /lack|missing|without|(?:not|n't) (?:have|hold|include|contain|allow|grant|permit)|\bno (?:permission|statement)|\bneed|require|must (?:have|allow|include)|\badd(?:ed|ing)?\b/i;
const ABOUT_ROLES =
  /assum(?:e|ed|ing|ption)|\bsts\b|\baws\b|\biam\b|trust polic|(?:change|switch|cross-account) roles?/i;
const ABOUT_STS = /assum(?:e|ed|ing|ption)|\bsts\b|role ?session|packed polic/i;
/** Services assume roles for themselves, with trust policies that name the service. */
const BY_SERVICE =
  /provided for this task|service principal|principal '?[\w.]{1,40}\.amazonaws\.com|(?:by|to|allow) (?:aws )?(?:lambda|ecs|ec2|glue|batch|codebuild|codepipeline|cloudformation)\b/i;
const CANNOT_ASSUME =
  /error calling AssumeRole|error occurred \(\d{3}\) when calling the AssumeRole|(?:could not|couldn't|cannot|can't|can not|unable to|not able to|failed to|failure to|error) (?:be )?(?:used to )?assum(?:e|ed|ing)\b|assum(?:e|ing)[- _]?(?:the |a )?role.{0,40}(?:fail|error|denied|refus)/i;
const THROTTLED = /throttl|rate[- ]?(?:limit|exceeded)|quota|too many (?:[\w-]{1,20} ){0,4}(?:requests|calls)/i;

export const roleReports: readonly Signature[] = where(hasNoDenial, [
  ...guardrails(),
  ...actions(),
  ...requestFields(),
  ...regions(),
  ...throttling(),
  ...where(({ message }) => !BY_SERVICE.test(message), trust()),
]);

/** AWS's own sentence says more than whoever repeats it. */
function hasNoDenial({ denial }: Failure): boolean {
  return denial === null;
}

/** Policies above the role. */
function guardrails(): Signature[] {
  const guard = (policy: RegExp, cause: CauseCode) =>
    says([policy, FAILS, /codeartifact|\bsts\b|assum(?:e|ing)/i], cause);
  return [
    guard(/\bSCPs?\b|service control polic/i, 'scp_denied'),
    guard(/\bRCPs?\b|resource control polic/i, 'rcp_denied'),
    guard(/permissions? boundar/i, 'permissions_boundary_denies'),
    guard(/endpoint polic/i, 'vpce_policy_denies'),
  ]; // prettier-ignore
}

/** A permission that somebody found to be missing. */
function actions(): Signature[] {
  const missing = (action: RegExp, ...order: CauseCode[]) => says([action, LACKS, FAILS], ...order);
  return [
    missing(/GetServiceBearerToken/i, 'missing_bearer_token_permission', 'missing_get_authorization_token'),
    missing(/\bTagSession\b/i, 'missing_tag_session'),
    missing(/\bSetSourceIdentity\b/i, 'missing_set_source_identity'),
    missing(/codeartifact:GetAuthorizationToken|\bGetAuthorizationToken\b.{0,40}(?:permission|action)/i, 'missing_get_authorization_token', 'domain_policy_missing_cross_account'),
    missing(/codeartifact:GetRepositoryEndpoint/i, 'missing_get_repository_endpoint', 'repo_policy_missing_cross_account'),
    missing(/\bReadFromRepository\b/i, 'missing_read_from_repository', 'repo_policy_missing_cross_account'),
    missing(/sts:AssumeRole\b.{0,60}(?:permission|action|polic)|(?:permission|action|polic).{0,60}sts:AssumeRole\b/i, 'platform_role_not_allowed', 'trust_principal_mismatch', 'role_not_found'),
  ]; // prettier-ignore
}

/** What is sent along with the call, and its limits. */
function requestFields(): Signature[] {
  const assuming = /assum(?:e|ed|ing)|\broles?\b|\bsts\b/i;
  return [
    says([/session tags?\b|session polic|packed polic|policy size/i, /\bsize|large|limit|too (?:big|many)|exceed|allotted/i, ABOUT_STS, FAILS], 'session_policy_or_tags_too_large'),
    says([/role ?session ?name|session name/i, ABOUT_STS, /character|\blong|length|space|slash|pattern|valid|sanit/i, FAILS], 'role_session_name_invalid'),
    says([assuming, /chain/i, /duration|hour|\b\d{4,5}\b|\b1h\b/i, /limit|longer|more than|cap|max|fail|exceed/i], 'duration_exceeds_chaining_cap', 'duration_exceeds_role_max'),
    says([assuming, /max(?:imum)? ?session ?duration|maximum duration/i, /larger|longer|exceed|greater|more than|above|fail/i], 'duration_exceeds_role_max', 'duration_exceeds_chaining_cap'),
    says([assuming, /(?:longer|more|greater) than (?:an|one|1|60)[ -]?(?:h|min)|(?:limit|cap|max)\w*.{0,30}(?:\b1|one|an|60)[ -]?(?:h|min)/i], 'duration_exceeds_chaining_cap', 'duration_exceeds_role_max'),
    says([/external[ _-]?id/i, /spaces?\b|blank|empty|characters?\b|length|format|pattern|too (?:long|short)/i, ABOUT_ROLES, FAILS], 'external_id_invalid_format', 'external_id_mismatch'),
    says([/role_?arn|assum(?:e|ed|ing)/i, /(?:user|group|policy|session|assumed-role|instance profile)(?:'s)? ARN|ARN of (?:the|a|an|my|its) (?:\w{1,20} )?(?:user|session|group)|instead of (?:a |the )?role|not a role\b/i], 'role_arn_is_not_a_role', 'role_arn_malformed'),
    says([/\broles?\b/i, /\barns?\b|assum(?:e|ed|ing)/i, /\bpaths?\b|(?:last|first) segment/i, /(?:only|just) .{0,12}(?:last|first)|los[te]|dropp|strip|truncat|cut off|pars(?:e|ing)|split|(?:not|n't) (?:allow|accept|support|match|handle|contain)|reject|refus|regex|pattern/i], 'role_path_mishandled', 'role_arn_malformed'),
  ]; // prettier-ignore
}

function regions(): Signature[] {
  const region = /region|\b[a-z]{2}-[a-z]{4,9}-\d\b/i;
  return [
    says([/\bsts\b|security token service/i, /disabled|deactivated|not (?:enabled|activated|active)/i, region], 'sts_region_disabled'),
    says([/(?:enabl|activat|opt).{0,60}both accounts|both accounts.{0,60}(?:enabl|activat|opt)/i, region], 'optin_region_not_enabled_in_both_accounts', 'sts_global_token_in_optin_region'),
    says([/(?:global|regional) (?:sts )?(?:endpoint|token)|sts\.amazonaws\.com|(?:version ?|v)[12] (?:session )?tokens?/i, region, FAILS, /token|credential/i], 'sts_global_token_in_optin_region', 'optin_region_not_enabled_in_both_accounts'),
  ]; // prettier-ignore
}

function throttling(): Signature[] {
  return [
    says([/\bsts\b|AssumeRole|assume[- ]role|GetCallerIdentity/i, THROTTLED], 'sts_throttled'),
    says([/GetAuthorizationToken|authorization[- ]token/i, THROTTLED], 'codeartifact_throttled'),
    says([/codeartifact/i, THROTTLED], 'read_throttled', 'codeartifact_throttled'),
  ]; // prettier-ignore
}

/** A role that could not be assumed, without AWS's words for it. */
function trust(): Signature[] {
  return [
    says([/assum(?:e|ed|ing)|\bsts\b/i, /(?:credentials?|session|token).{0,60}(?:expired?\b|stale|not (?:be(?:ing)? )?(?:refresh|renew))/i, FAILS], 'platform_creds_expired', 'role_session_expired'),
    says([/external[ _-]?id/i, ABOUT_ROLES, FAILS], 'external_id_mismatch', 'trust_principal_mismatch', 'role_not_found'),
    says([/\bMFA\b|multi-?factor/i, /trust|assum(?:e|ed|ing)|\bsts\b/i, FAILS], 'trust_condition_unmet', 'trust_principal_mismatch'),
    says([/trust(?:ed)? (?:polic|relation|entit)|\bprincipals?\b/i, /assum(?:e|ed|ing)|\bsts\b/i, /(?:not|n't) (?:include|contain|list|name|allow|trust|have|match)|wrong (?:account|principal|role|arn)|missing|lacks?/i], 'trust_principal_mismatch', 'trust_condition_unmet', 'role_not_found'),
    // Terraform names three reasons, whatever the reason was; an ARN without an account shows which.
    says([CANNOT_ASSUME, /arn:aws[\w-]*:iam:::role\//i, /role ARN is not valid|invalid/i], 'role_arn_malformed', 'trust_principal_mismatch', 'role_not_found'),
    // The CDK says so of a role in the caller's own account, which trusts that account.
    says([CANNOT_ASSUME, /for the right account|same account/i], 'platform_role_not_allowed', 'role_not_found', 'trust_principal_mismatch'),
    says([CANNOT_ASSUME, /\broles?\b|\bsts\b/i, /\bOIDC\b|web ?identity/i], 'trust_condition_unmet', 'trust_principal_mismatch', 'role_not_found'),
    says([CANNOT_ASSUME, /arn:aws|\bIAM\b|\bSTS\b|\baws\b|AssumeRole/i], 'trust_principal_mismatch', 'role_not_found', 'external_id_mismatch', 'trust_condition_unmet', 'platform_role_not_allowed'),
  ]; // prettier-ignore
}
