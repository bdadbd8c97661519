/** What is sent along with AssumeRole, and its limits, told in own words. */

import type { Signature } from './signature.ts';
import { ABOUT_ROLES, ABOUT_STS, FAILS } from './vocabulary.ts';
import { says } from './wording.ts';

const assuming = /assum(?:e|ed|ing)|\broles?\b|\bsts\b/i;

export const requestReports: readonly Signature[] = [
  says([ABOUT_STS, /max(?:imum)? (?:duration|lifetime) of|expir(?:ation|es|y|ed)\b/i, /(?:should|must|needs? to|not|never|only) (?:be )?(?:refresh|renew|re-?assum)\w*|(?:refresh|renew)\w* (?:on|before|after) expir/i], 'platform_creds_expired', 'role_session_expired'),
  says([/session tags?\b|session polic|packed polic|policy size/i, /\bsize|large|limit|too (?:big|many)|exceed|allotted/i, ABOUT_STS, FAILS], 'session_policy_or_tags_too_large'),
  says([/role[ _]?session[ _]?name|session[ _]name/i, ABOUT_STS, /character|\blong|length|space|slash|pattern|valid|sanit|empty|blank|must be set|colon|special|symbol|unicode/i, FAILS], 'role_session_name_invalid'),
  says([assuming, /\brole.{0,20}\bchain|\bchain(?:ed|ing)\b|(?:assumed|through|via|from|by) (?:an?other|a second|an intermediate|the first) role/i, /duration|hour|\b\d{4,5}\b|\b1h\b/i, /limit|longer|more than|cap|max|fail|exceed|only|refus|reject|den(?:y|ied)/i], 'duration_exceeds_chaining_cap', 'duration_exceeds_role_max'),
  says([/authorization[ _-]?token/i, /duration/i, /validation|invalid|between|reject|refus|must be|exceed|not allowed/i], 'token_duration_invalid'),
  says([assuming, /max(?:imum)?[ _]?session[ _]?duration|maximum duration|\brole\b.{0,30}\b(?:allows?|permits?|limited)\b.{0,12}(?:\d{1,2}|one|an?|two|four) ?h|\b\d{1,2} ?h(?:ours?)?\b.{0,40}(?:session|role)/i, /larger|longer|exceed|greater|more than|above|fail|refus|reject|den/i], 'duration_exceeds_role_max', 'duration_exceeds_chaining_cap'),
  says([assuming, /(?:longer|more|greater) than (?:an|one|1|60)[ -]?(?:h|min)|(?:limit|cap|max)\w*.{0,30}(?:\b1|one|an|60)[ -]?(?:h|min)/i], 'duration_exceeds_chaining_cap', 'duration_exceeds_role_max'),
  says([/external[ _-]?id/i, /spaces?\b|blank|empty|characters?\b|length|format|pattern|too (?:long|short)|(?:longer|shorter) than/i, ABOUT_ROLES, FAILS], 'external_id_invalid_format', 'external_id_mismatch'),
  says([/\broles?\b/i, /\barns?\b|resource name/i, /(?:in the |in |correct |right |expected |wrong |invalid )format\b|malformed|truncated|incomplete|(?:without|missing|lacks?|no) (?:the |an? |its )?account|account (?:id|number) (?:is )?missing|(?:no|not a) valid ARN|\bARN\b.{0,40}(?:blanks?|spaces?|whitespace|quotes?)\b/i, /fail|invalid|reject|refus|error|cannot|denied|(?:no|not|not a) valid/i], 'role_arn_malformed', 'role_arn_is_not_a_role', 'role_not_found'),
  says([/role[ _]?arn|assum(?:e|ed|ing)/i, /(?:user|group|policy|session|assumed-role|instance profile)(?:'s)? ARN|ARN of (?:the|a|an|my|its|our|your) (?:\w{1,20} )?(?:user|session|group)|instead of (?:a |the )?role|not a role\b/i], 'role_arn_is_not_a_role', 'role_arn_malformed'),
  says([/\broles?\b/i, /\barns?\b|assum(?:e|ed|ing)/i, /\bpaths?\b|(?:last|first) segment/i, /(?:only|just) .{0,12}(?:last|first)|los[te]|dropp|strip|truncat|cut off|pars(?:e|ing)|split|(?:not|n't) (?:allow|accept|support|match|handle|contain)|reject|refus|regex|pattern/i], 'role_path_mishandled', 'role_arn_malformed'),
]; // prettier-ignore
