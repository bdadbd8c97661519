/**
 * Failures told in somebody's own words, as letters and tickets do: a subject and what befell it, in any order. They come
 * after every exact sentence and every answer of AWS, and are never certain. Here those of identities and roles.
 */

import type { CauseCode } from '@backline/shared';
import { requestReports } from './request-reports.ts';
import { rankAlike } from './rankings.ts';
import type { Signature } from './signature.ts';
import { ABOUT_ROLES, BY_SERVICE, CANNOT_ASSUME, FAILS, OPT_IN_REGION, THROTTLED } from './vocabulary.ts';
import { hasNoDenial, isWithoutCode, says, where } from './wording.ts';

export const roleReports: readonly Signature[] = where(hasNoDenial, [
  ...guardrails(),
  ...requestReports,
  ...regions(),
  ...throttling(),
  ...terraform(),
  ...credentials(),
  ...where(({ message }) => !BY_SERVICE.test(message), trust()),
]);

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

function regions(): Signature[] {
  const region = /region|\b[a-z]{2}-[a-z]{4,9}-\d\b/i;
  return [
    says([/\bsts\b|security token service/i, /disabled|deactivated|not (?:enabled|activated|active)|enabled but not|account settings/i, region], 'sts_region_disabled'),
    says([/(?:enabl|activat|opt).{0,60}both accounts|both accounts.{0,60}(?:enabl|activat|opt)/i, region], 'optin_region_not_enabled_in_both_accounts', 'sts_global_token_in_optin_region'),
    says([/\bsts\b/i, OPT_IN_REGION, /endpoint|token|credentials?/i], 'sts_global_token_in_optin_region', 'optin_region_not_enabled_in_both_accounts'),
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

/** Terraform names three reasons, whatever the reason was; an ARN without an account shows which. */
function terraform(): Signature[] {
  return [
    says([CANNOT_ASSUME, /arn:aws[\w-]*:iam:::role\//i, /role ARN is not valid|invalid/i], 'role_arn_malformed', 'trust_principal_mismatch', 'role_not_found'),
    says([CANNOT_ASSUME, /number of possible causes|most common are/i, /arn:aws/i], 'trust_principal_mismatch', 'role_not_found', 'external_id_mismatch', 'trust_condition_unmet', 'platform_role_not_allowed'),
  ]; // prettier-ignore
}

/** Keys, sessions and signatures, before any role is assumed. */
function credentials(): Signature[] {
  return [
    says([/\baws\b|\bsts\b/i, /(?:\bcreds?|credentials?|sessions?|sts tokens?)\b.{0,40}\bexpir|expired (?:aws |sts )?(?:creds?|credentials?|sessions?)\b/i], 'platform_creds_expired', 'role_session_expired'),
    says([/\bsts\b|\baws\b|assum(?:e|ing)/i, /signature\b.{0,40}(?:not|n't) match|signature mismatch|wrong signature/i], 'signature_mismatch', 'clock_skew'),
    says([/codeartifact|\baws\b/i, /docker|container|build (?:stage|image)/i, /\bno (?:aws )?credentials|(?:cannot|can't|could ?n[o']t|unable to|not|n't) (?:find|locate|get|see|load) (?:any |the )?(?:aws )?credentials|credentials? (?:are |is |were )?(?:not|n't) (?:available|passed|there|mounted|found|visible)|(?:not|n't|no) (?:access|have|see) (?:to )?(?:the |any )?(?:aws )?credentials/i], 'no_aws_credentials_in_build_container', 'wrong_aws_identity'),
    says([/assum(?:e|ed|ing)|\bsts\b/i, /\b(?:access )?keys?\b|credentials?|token/i, /is (?:not valid|invalid|unknown)|de-?activated|inactive|revoked|deleted|disabled|wrong (?:key|credential|secret)/i], 'platform_creds_invalid', 'platform_creds_expired'),
    says([/\bsts\b/i, /endpoint|connect|network|\broute|proxy|firewall|\bdns\b|internet/i, /\bhangs?\b|time-?d? ?out|unreachable|no route|(?:cannot|can't|not) reach|block|refused/i], 'sts_unreachable'),
  ]; // prettier-ignore
}

/** A role that could not be assumed, without AWS's words for it and without a hint. */
function trust(): Signature[] {
  return [
    says([/assum(?:e|ed|ing)|\bsts\b/i, /(?:credentials?|session|token).{0,60}(?:expired?\b|stale|not (?:be(?:ing)? )?(?:refresh|renew))/i, FAILS], 'platform_creds_expired', 'role_session_expired'),
    says([/external[ _-]?id/i, /\broles?\b|trust/i, /(?:not|n't) match|mismatch|differ|wrong/i], 'external_id_mismatch', 'trust_principal_mismatch', 'role_not_found'),
    says([/external[ _-]?id/i, ABOUT_ROLES, FAILS], 'external_id_mismatch', 'trust_principal_mismatch', 'role_not_found'),
    says([/\bMFA|multi-?factor/i, /trust|assum(?:e|ed|ing)|\bsts\b|SecurityToken|\broles?\b/i, FAILS], 'trust_condition_unmet', 'trust_principal_mismatch'),
    says([/\bsts\b|\baws\b|assum(?:e|ed|ing)/i, /credentials?|\bprofile\b|\broles?\b/i, /instead of (?:the |an? |my |our )?(?:assum|role|target|other)|(?:isn't|is not|not|never) using (?:the |my |our )?(?:sts|assumed|role|exported|temporary)|f[ae]ll(?:s|ing)? back to (?:the |its )?(?:node|instance|default)/i], 'wrong_aws_identity', 'trust_principal_mismatch'),
    // The CDK says so of a role in the caller's own account, which trusts that account.
    says([CANNOT_ASSUME, /for the right account|same account/i], 'platform_role_not_allowed', 'role_not_found', 'trust_principal_mismatch'),
    says([CANNOT_ASSUME, /arn:aws|\bIAM\b|\bSTS\b|\baws\b|AssumeRole|\btrust/i], 'trust_principal_mismatch', 'role_not_found', 'external_id_mismatch', 'trust_condition_unmet', 'platform_role_not_allowed'),
  ]; // prettier-ignore
}

const CALLS_STS =
  /\bAssumeRole(?:With\w+)? (?:calls?|operation|requests?|API|fails?|failed|failing)\b|calling AssumeRole|\bassum(?:e|ing) (?:[\w-]{1,30} ){0,4}roles?\b.{0,200}\b(?:aws|iam|sts|arn|account)|\b(?:aws|iam|sts|arn)\b.{0,200}\bassum(?:e|ing) (?:[\w-]{1,30} ){0,4}roles?\b/i;

/** After everything else: that a role could not be assumed, and nothing about why. */
export const vagueRoleReports: readonly Signature[] = [
  {
    stages: ['CLIENT'],
    fits: (failure) =>
      isWithoutCode(failure) &&
      failure.kind === 'refused' &&
      CALLS_STS.test(failure.message) &&
      FAILS.test(failure.message) &&
      !BY_SERVICE.test(failure.message),
    causes: () => rankAlike(['trust_principal_mismatch', 'role_not_found', 'external_id_mismatch'], 'POSSIBLE'),
  },
];
