/** Sentences about assuming a role: its ARN, its trust policy, and what is sent along. */

import type { CauseCode } from '@backline/shared';
import type { Failure } from '../failure.ts';
import { rankAlike } from './rankings.ts';
import { isDenied, type Signature } from './signature.ts';
import { ASSUMES_ROLE, BY_SERVICE, FAILS, REFUSED } from './vocabulary.ts';
import { proves, says, wording, type Needs } from './wording.ts';

export const roleWordings: readonly Signature[] = [
  proves(/(?:Unexpected key|Unknown parameter|unexpected keyword|unknown key)\b.{0,40}External_?Id|External_?Id.{0,60}(?:not (?:applicable|allowed|accepted|supported|valid) (?:for|with|in)|WebIdentity|SAML)/i, 'external_id_not_applicable'),
  wording([/external[ _-]?id/i, /(?:succeed|works?|no error|doesn't throw|does not throw|ignored?|accepts?|assumed?|passes)\b.{0,80}(?:any|without|wrong|arbitrary|random|no|whatever|none)\b|external ?id\b.{0,40}(?:is )?not (?:required|enforced|demanded|checked)/i], rankAlike(['external_id_not_required', 'external_id_mismatch'], 'LIKELY'), ({ message, errorCode }) => errorCode === null && !REFUSED.test(message)),
  {
    stages: ['CLIENT'],
    fits: ({ denial }) =>
      /^sts:(AssumeRole|TagSession|SetSourceIdentity)/i.test(denial?.action ?? '') &&
      /:(?:user|group|policy|assumed-role|instance-profile)\/|:root$/.test(denial?.resource ?? ''),
    causes: () => [['role_arn_is_not_a_role', 'CERTAIN']],
  },
  says([/AssumeRole|assume[- ]?(?:the )?role/i, /(?:passed|given|using|supplied|got|ARN (?:of|from)).{0,60}(?:GetCallerIdentity|assumed-role|session ARN|user ARN)|role_?arn["': =]{1,6}arn:aws[\w-]*:(?:sts::\d{0,12}:assumed-role|iam::\d{0,12}:(?:user|group|policy))/i], 'role_arn_is_not_a_role', 'trust_principal_mismatch'),
  says(/resource:? ["']?role path\b|(?:role|ARN).{0,60}(?:path).{0,40}(?:dropped|truncat|lost|stripped|not supported|split|ignored)|split.{0,40}role.{0,20}ARN|invalid role ?name.{0,60}\//i, 'role_path_mishandled', 'role_not_found'),
  {
    stages: ['CLIENT'],
    fits: ({ message }) =>
      /Invalid principal in policy|one or more invalid principals|MalformedPolicyDocument\b.{0,200}\bprincipals?\b/i.test(message) && !/bucket|\b(?:kms|sqs|sns)\b/i.test(message),
    causes: () => [['trust_principal_does_not_exist', 'LIKELY'], ['iam_eventual_consistency', 'POSSIBLE']],
  },
  ...otherPartitions(),
  says(/provided token is malformed or otherwise invalid/i, 'optin_region_not_enabled_in_both_accounts', 'sts_global_token_in_optin_region', 'platform_creds_invalid'),
  proves(/roleSessionName\b.{0,20}failed to satisfy/i, 'role_session_name_invalid'),
  says([/failed to satisfy constraint|does not match pattern|not (?:a )?valid/i, /arn:aws\S{0,20}:iam::\S{0,20}:role\/?\S{0,40}/i, /(?:at|parameter|field) ["'](?:role|role_?arn)["']/i], 'role_arn_malformed', 'role_arn_is_not_a_role'),
  says([/\barn:aws[\w-]*:iam:[^:\s]/i, /\brole/i], 'role_arn_malformed', 'role_arn_is_not_a_role'),
  // STS says so of a well-formed ARN of something else; two ARNs that were exchanged are the usual case of SAML.
  says([/Request ARN is invalid/i, /SAML/i], 'role_arn_is_not_a_role', 'role_arn_malformed'),
  says(/Request ARN is invalid/i, 'role_arn_malformed', 'role_arn_is_not_a_role'),
  ...trustHints(),
]; // prettier-ignore

/** Keys and sessions of one partition are unknown in every other. */
function otherPartitions(): Signature[] {
  return [
    says([/InvalidClientTokenId|AuthFailure|UnrecognizedClient|security token|InvalidToken\b|provided token is malformed/i, /gov-?cloud|us-gov-|aws-us-gov|aws-cn|\bcn-north|\bcn-northwest|china|partition/i], 'wrong_partition_endpoint', 'platform_creds_invalid', 'sts_global_token_in_optin_region'),
  ]; // prettier-ignore
}

/** Denials that AWS words alike, with a hint of the one who tells about them; and the same told without AWS's answer. */
function trustHints(): Signature[] {
  const isTrust: Needs = (failure) =>
    isDenied(failure) &&
    /assum(?:e|ing|ption)/i.test(failure.denial?.action ?? failure.message) &&
    !failure.denial?.policyType;
  const isTold: Needs = (failure) =>
    failure.kind === 'refused' &&
    failure.denial === null &&
    (failure.errorCode === null || isDenied(failure)) &&
    ASSUMES_ROLE.test(failure.message) &&
    FAILS.test(failure.message) &&
    !BY_SERVICE.test(failure.message);
  const isEither: Needs = (failure) => isTrust(failure) || isTold(failure);
  const hint = (pattern: RegExp | RegExp[], ...order: CauseCode[]) =>
    wording(pattern, rankAlike(order, 'LIKELY'), isEither);
  const denied = (pattern: RegExp, ...order: CauseCode[]) =>
    wording(pattern, rankAlike(order, 'LIKELY'), (failure) => isDenied(failure) && failure.denial === null);
  return [
    {
      stages: ['CLIENT'],
      fits: (failure) => isTrust(failure) && isSelf(failure),
      causes: () => rankAlike(['trust_principal_mismatch', 'trust_condition_unmet', 'platform_role_not_allowed'], 'LIKELY'),
    },
    // A caller that has an account asks for a role that has none.
    {
      stages: ['CLIENT'],
      fits: ({ denial, reading }) =>
        /^arn:aws[\w-]*:iam:::role\/|^arn:(?!aws)[a-z]/.test(denial?.resource ?? '') && !/::+(?:user|assumed-role)/.test(reading?.callerArn ?? ''),
      causes: () => rankAlike(['role_arn_malformed', 'role_not_found', 'trust_principal_mismatch'], 'LIKELY'),
    },
    denied(/\bTagSession\b/i, 'missing_tag_session', 'trust_principal_mismatch'),
    denied(/\bSetSourceIdentity\b/i, 'missing_set_source_identity', 'trust_principal_mismatch'),
    says([/InvalidIdentityToken|identity token/i, /audience|\baud\b|\bsub(?:ject)?\b/i], 'trust_condition_unmet', 'trust_principal_mismatch'),
    hint(/WithWebIdentity|web ?identity|\bOIDC\b/i, 'trust_condition_unmet', 'trust_principal_mismatch', 'role_not_found'),
    hint(/(?:as|with|by|using|from|of) (?:the |my |our |an? )?(?:aws )?(?:account )?root\b(?!\s*(?:of|in|as principal))|root (?:account|user)(?:'s)? (?:keys?|credentials?|access)/i, 'root_cannot_assume', 'trust_principal_mismatch'),
    hint(/\bAROA|\bAIDA|re-?created|deleted and (?:re)?created|was replaced/i, 'trust_principal_stale_id', 'trust_principal_mismatch', 'role_not_found'),
    wording([/external[ _-]?id/i, /spaces?\b|blank|empty|characters?\b|length|format|pattern|too (?:long|short)|(?:longer|shorter) than/i], rankAlike(['external_id_invalid_format', 'external_id_mismatch'], 'LIKELY'), (failure) => isTold(failure) && failure.errorCode === null),
    hint([/external[ _-]?id/i], 'external_id_mismatch', 'trust_principal_mismatch', 'role_not_found', 'trust_condition_unmet'),
    hint(/role\b.{0,80}(?:does not|doesn't|did not|didn't|never) (?:even )?exist|role\b.{0,20}no longer exists?|\bno (?:[\w-]{1,80} ){0,3}roles?\b.{0,120}\bexists?\b|non-?exist(?:ent|ing) role|no such role|typo in the (?:role|arn)|role name\b.{0,60}(?:wrong|incorrect|misspel|mistyped|typo)|(?:wrong|incorrect|correct|misspelled|mistyped) (?:iam )?role name|role\b.{0,40}(?:not (?:yet )?(?:created|deployed|there)|never created)/i, 'role_not_found', 'trust_principal_mismatch', 'external_id_mismatch'),
    hint([/\brole\b.{0,40}\b(?:was|were|is|has been|had been|got|have)?\b.{0,12}(?:deleted|renamed|removed|destroyed)|(?:deleted|renamed|removed|destroyed) (?:the |our |that |an? )?(?:\w{1,20} )?role/i], 'role_not_found', 'trust_principal_mismatch', 'external_id_mismatch'),
    hint(/intermittent|sometimes|eventual(?:ly)? consisten|works (?:after|on) (?:retry|a while|the second)|propagat|(?:right|immediately|directly|shortly|just|seconds|minutes?) after\b.{0,40}(?:creat|deploy|appl|updat|chang)|(?:first|1st) (?:run|try|attempt|call|time)\b.{0,60}(?:second|2nd|next|again|retry)|(?:seconds?|minutes?|while|moment) later\b.{0,30}(?:works?|succeed)/i, 'iam_eventual_consistency', 'trust_principal_mismatch', 'trust_principal_stale_id'),
    says(/MultiFactorAuthentication failed|MFA serial number/i, 'trust_condition_unmet', 'trust_principal_mismatch'),
    hint(/\bMFA\b|SourceIp|PrincipalOrgID|SourceVpc|PrincipalTag|multi-?factor|IP (?:range|address)|session[ _]name.{0,60}(?:same|match|equal|requir|error is gone|works)/i, 'trust_condition_unmet', 'trust_principal_mismatch', 'external_id_mismatch'),
    hint(/(?:does not|doesn't|did not|not|never|no longer) trusts?\b|trusts? only|only trusts?\b/i, 'trust_principal_mismatch', 'trust_condition_unmet', 'role_not_found'),
    hint([/trust(?:ed)? (?:polic|relation|entit)|\bprincipals?\b/i, /\bonly\b|incorrect|misconfigur|should be trusted|(?:not|n't) (?:include|contain|list|name|allow|trust|have|match)|(?:wrong|old|other|different|previous|another) (?:aws )?(?:account|principal|role|arn|user)|missing|lacks?|\bstill\b/i], 'trust_principal_mismatch', 'trust_condition_unmet', 'role_not_found'),
  ]; // prettier-ignore
}

/** A session of a role that assumes the same role again. */
function isSelf({ denial, reading }: Failure): boolean {
  const caller = /:assumed-role\/([^/]+)\//.exec(reading?.callerArn ?? '')?.[1];
  const role = /:role\/(?:.*\/)?([^/]+)$/.exec(denial?.resource ?? '')?.[1];
  return caller !== undefined && caller === role;
}
