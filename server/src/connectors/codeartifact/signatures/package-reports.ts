/** The same of tokens, addresses and packages: what a client did or did not do, told in somebody's own words. */

import type { Failure } from '../failure.ts';
import { isOurs } from '../failure-text/scope.ts';
import type { Signature } from './signature.ts';
import { isAboutPackages, says, where } from './wording.ts';

const SECRET = String.raw`\b\w{0,16}(?:auth|token|credential|password|npmrc|netrc)\w{0,16}`;
const NOT_USED = String.raw`(?:not|n't|never) (?:be(?:ing)? |been |get )?(?:send|sent|pass|attach|includ|forward|us(?:e|ing)|add|appl|honou?r|respect|read|pick|find|found|writ|set|ask)\w{0,6}\b`;
const OMITTED = String.raw`\b(?:omit|drop|ignor|strip|forget|discard|los[et])\w{0,6}\b`;
/** A token that was there and did not go along. */
const WITHHELD = new RegExp(
  String.raw`${NOT_USED}.{0,60}${SECRET}|${SECRET}.{0,40}${NOT_USED}|${OMITTED}.{0,40}${SECRET}|${SECRET}.{0,20}${OMITTED}|without (?:an? |any |the )?${SECRET}`,
  'i',
);
const FILE = /tarballs?\b|\btgz\b|\bassets?\b|\.whl\b|\bwheels?\b|\.nupkg|artifact files?/i;
const UNAUTHORIZED = /\b401\b|unauthori[sz]ed|authenticat/i;

export const packageReports: readonly Signature[] = [
  ...where(isAboutPackages, clients()),
  ...where(isOfCodeArtifact, [...addresses(), ...keptTokens(), ...requests(), ...contents()]),
];

/** After everything that a status or an address tells. */
export const vagueReports: readonly Signature[] = where(isOfCodeArtifact, [
  says(/(?:cannot|can't|can not|could ?n[o']t|(?:un|not )able to|(?:fail|refus|struggl)\w* to|not|trouble|problems?) (?:\w{1,12} ){0,2}(?:authenticat\w{1,4}|log(?:ging)? ?in|sign(?:ing)? in)\b|(?:unable|able|fail\w*|not|n't) (?:to )?(?:automatically )?(?:obtain|get|retrieve|fetch) (?:\w{1,12} )?credentials|(?:no|not found an?|any) way to (?:authenticate|log ?in)|authentication (?:fail|error|problem|issue)|(?:asks?|asked|prompt\w*) (?:me |us |you )?for (?:a |the |my )?(?:password|credentials|user)/i, 'client_omits_token', 'token_expired', 'auth_key_path_mismatch'),
]); // prettier-ignore

function isOfCodeArtifact({ reading }: Failure): boolean {
  return reading !== undefined && isOurs(reading);
}

/** Package managers: a setting that yarn needs, and refused lists that are taken for empty ones. */
function clients(): Signature[] {
  return [
    says([/always-?auth/i, /(?:not|n't|never|without|missing|lacks?|omit\w*)\b/i], 'client_omits_token', 'client_tool_version', 'auth_key_path_mismatch'),
    says([/only (?:[^\s,]{1,120} ){1,4}(?:is|are) available/i, /unsatisfiable|no solution/i], 'version_not_found', 'upstream_ingest_delay', 'token_expired'),
  ]; // prettier-ignore
}

function addresses(): Signature[] {
  return [
    says([/\bgo(?:lang)?\b/i, /(?:not|n't|no) (?:native )?(?:support|endpoint|format)|unsupported|support.{0,20}(?:missing|lacking)/i, /codeartifact/i], 'go_format_unsupported'),
    says(/(?:key|entry|_authToken|npmrc|netrc|configured).{0,80}(?:trailing|last|final|missing|no|without|lacks?)\b.{0,20}(?:slash|scheme|port)\b|_authToken.{0,100}:443/i, 'auth_key_path_mismatch', 'trailing_slash_mismatch', 'client_omits_token'),
    says(/(?:registry|index|source|feed|repository)(?: url| host)?\b.{0,60}(?<![\w.-])codeartifact(?:-fips)?\.[a-z0-9-]{6,20}\.amazonaws\.com(?!\S{0,3}\/?v1)|(?<![\w.-])codeartifact(?:-fips)?\.[a-z0-9-]{6,20}\.amazonaws\.com (?:as|for) (?:the |our |my )?(?:registry|index|source|feed)/i, 'url_control_plane_host', 'codeartifact_unreachable'),
    says(/double slash|two slashes|doubled slash/i, 'url_double_slash', 'repository_not_found'),
    says(/(?:trailing|last|final) slash|end(?:s|ing)? (?:with|in) (?:a )?slash/i, 'trailing_slash_mismatch', 'auth_key_path_mismatch', 'url_not_canonical'),
    says([/d\.codeartifact|repositories/i, /\bvpc|endpoint|firewall|private ?link/i, /times? ?out|unreachable|hang|connect/i], 'repositories_endpoint_unreachable', 'asset_host_blocked'),
    says(/\bdomain\b.{0,60}(?:does not|doesn't|did not|not) (?:be )?(?:exist|found)|no such domain/i, 'domain_not_found'),
    says(/\brepository\b.{0,60}(?:does not|doesn't|did not) exist|no such repository/i, 'repository_not_found', 'missing_read_from_repository'),
    says([/\bkms\b|encryption key/i, /disabled|delet|pending|denied|revoked/i], 'kms_key_disabled'),
  ]; // prettier-ignore
}

/** Tokens that are no longer, or never were, what the client takes them for. */
function keptTokens(): Signature[] {
  return [
    says([/token|password/i, /(?:whole|entire|full|raw) (?:json|output|answer|response)|json (?:output|object|answer|response|document)|(?:in|with) quotes|line break|newline/i], 'token_value_malformed', 'client_omits_token', 'token_expired'),
    says([/(?:old|stale|outdated|previous|expired) (?:\w{1,20} ){0,2}token|(?:keeps?|holds?|remembers?|caches?) .{0,30}token|cannot be (?:updated|replaced)/i, /\bstill\b|keeps?|config|layer|restart|re-?launch|daemon|\bIDE\b|cache/i], 'token_expired_persisted', 'token_expired', 'client_omits_token'),
    says([/token|log(?:s|ged|ging)? ?(?:back )?in|\b401\b/i, /(?:valid|last|live|good|work)\w{0,4} (?:for |only |up to ){0,3}(?:12|twelve)|(?:12|twelve)[- ]?h(?:our)?s?\b|every (?:morning|day)|next (?:day|morning)|over ?night|log(?:s|ged|ging)? ?(?:back )?in again/i], 'token_expired', 'token_expired_persisted', 'client_omits_token'),
  ]; // prettier-ignore
}

function requests(): Signature[] {
  const onlyLists = /metadata|packument|resol(?:ve|ution)|\blists?\b|\bindex\b.{0,30}(?:ok|fine|200|works?)/i;
  return [
    says(/No auth for (?:tarball |asset )?UR[IL]/i, 'client_omits_token_on_asset', 'auth_key_path_mismatch', 'client_omits_token'),
    says([WITHHELD, FILE], 'client_omits_token_on_asset', 'client_omits_token', 'auth_key_path_mismatch'),
    says([FILE, UNAUTHORIZED, onlyLists], 'client_omits_token_on_asset', 'token_expired', 'auth_key_path_mismatch'),
    says(WITHHELD, 'client_omits_token', 'auth_key_path_mismatch', 'token_expired'),
  ]; // prettier-ignore
}

/** What a repository holds, and what it gets from upstream. */
function contents(): Signature[] {
  return [
    says([/list-?package|describe-?package/i, /nothing|empty|no versions|(?:not|n't) (?:show|list|return|include)|\b404\b/i], 'control_plane_ignores_upstreams', 'package_not_found'),
    says([/download|tarball|wheel|asset|\bfiles?\b/i, /truncat|cut off|incomplete|break(?:s|ing)? off|partial|corrupt/i], 'download_interrupted', 'client_library_bug'),
    says(/\b(?:has|have|offers?|lists?|shows?)\b.{0,60}\bbut (?:not|no)\b.{0,20}\d+\.\d+/i, 'version_not_found', 'upstream_ingest_delay', 'origin_control_upstream_block'),
    says([/\bunlisted\b/i, /version|package/i], 'version_unlisted', 'version_not_found'),
    says([/\b(?:archived|disposed)\b/i, /version|package/i], 'version_archived', 'version_unlisted', 'version_not_found'),
    says(/origin (?:control|configuration)|upstream.{0,20}\bblock|\bblock\w{0,3}.{0,20}upstream/i, 'origin_control_upstream_block', 'version_not_found'),
    says(/(?:no|without|missing|lacks?) (?:an? |the |any )?external connection|external connection.{0,30}(?:missing|removed|not (?:set|there|configured))/i, 'external_connection_missing', 'package_not_found'),
    says([/npmjs|pypi\.org|nuget\.org|upstream|public registry/i, /\bdown\b|outage|unavailable|incident/i], 'upstream_registry_down', 'upstream_ingest_delay'),
    says([/extra-index-url|\bindex(?:es)?\b|pypi|registr/i, /high(?:est|er) version|(?:not|n't) (?:\w{1,20} )?(?:honou?r|respect)|competitor|same name|dependency confusion/i], 'index_order_shadowing', 'version_not_found'),
    says(/from (?:the )?(?:public )?(?:pypi|npmjs?|nuget(?:\.org)?)\b.{0,30}(?:instead of|rather than)/i, 'index_order_shadowing', 'version_not_found'),
    says([/(?:public|wrong|other|different) (?:package|version|index|registry|source|pypi|npm|nuget)|dependency confusion/i, /instead of|rather than|shadow|prefer|wins|takes? precedence/i], 'index_order_shadowing', 'version_not_found'),
    says(/\bAccept\b.{0,20}headers?|headers?.{0,20}\bAccept\b/, 'client_library_bug', 'json_api_not_supported'),
    says(/(?:does not|doesn't|do not|cannot|can't|not) (?:yet )?(?:support|proxy|serve|handle|implement|understand)\b/i, 'client_feature_unsupported', 'client_library_bug'),
  ]; // prettier-ignore
}
