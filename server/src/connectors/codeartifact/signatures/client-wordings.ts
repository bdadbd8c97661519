/**
 * Clients' own sentences, as signatures: each is known by the parts that carry its meaning, never by the whole. More
 * particular ones first. AWS's own answers follow in the table, and what only a status tells comes after those.
 */

import { isAboveRole } from '../failure.ts';
import { rankAlike } from './rankings.ts';
import { missingPermissions } from './permission-reports.ts';
import { requestReports } from './request-reports.ts';
import { roleWordings } from './role-wordings.ts';
import type { Signature } from './signature.ts';
import { OPT_IN_REGION, TWO_ACCOUNTS } from './vocabulary.ts';
import {
  hasNoDenial,
  isAboutPackages,
  isNotElsewhere,
  isOfAws,
  isWithoutCode,
  proves,
  says,
  where,
  wording,
  type Needs,
} from './wording.ts';

const CODEARTIFACT = /codeartifact/i;

export const clientWordings: readonly Signature[] = [
  ...goProxies(),
  ...tools(),
  ...where(isNotElsewhere, assets()),
  ...where(isNotElsewhere, pythonIndexes()),
  ...missingPermissions,
  ...where(isWithoutCode, requestReports),
  ...roleWordings,
  ...permissions(),
  ...where(isOfAws, credentials()),
  ...where(isAboutPackages, tokens()),
  ...where(isAboutPackages, resolution()),
];

function tools(): Signature[] {
  return [
    says([/upstream (?:graph|repositor)/i, /repository\b.{0,60}no longer exists?/i], 'repository_not_found', 'package_not_found'),
    proves(/PackageSourceMapping is enabled|not considered: .{0,200}source mapping/i, 'nuget_source_mapping_excludes'),
    says([/package ?source ?mapping/i, /NU110\d|not considered|cannot resolve|no pattern|not mapped|(?:not|n't|never) (?:look|search|ask|us|consult|find|found|tr)|because of|exclud/i], 'nuget_source_mapping_excludes', 'package_not_found'),
    proves(/WinError 1783|stub received bad data/i, 'token_too_long_for_store'),
    says([/key ?ring|CredWrite|credential (?:manager|vault|store|locker)/i, /too (?:long|large|big)|(?:length|size|character|byte)s? limit|limit(?:ed)? (?:to|of)|maximum (?:length|size)|exceed/i], 'token_too_long_for_store'),
    proves(/\bconfig\b.{0,12}\bset\b.{0,300}always-auth|always[- _]?auth.{0,100}(?:returned non-zero|not (?:a )?valid|invalid|no longer)/i, 'client_tool_version'),
    proves(/does not have support for the following features|UnsupportedConfiguration|--skip-existing.{0,80}(?:not supported|unsupported)/i, 'client_feature_unsupported'),
    says([CODEARTIFACT, /--[a-z-]{4,30}\b.{0,60}(?:not|n't) (?:be )?(?:support|work|allow|accept)|credentials must be an instance of|(?:unsupported|not support\w*|no support for).{0,40}(?:credential|authentication) (?:type|scheme|method)/i], 'client_feature_unsupported', 'client_tool_version'),
    says([/codeartifact[- ]?login|Command '\[.{0,60}codeartifact|codeartifact.{0,200}returned non-zero/i, /returned non-zero|IndexError|list index|KeyError|NoneType|Traceback|not (?:found|installed) (?:on|in)|no such file|is not recognized|unexpected (?:output|keyword)/i], 'client_tool_version', 'client_feature_unsupported'),
    says([CODEARTIFACT, /npm (?:audit|search|whoami|owner|team|access|profile)|-\/npm\/v1\/(?:security|search)|\/-\/v1\/search|audits?\/quick/i], 'client_feature_unsupported'),
    says([CODEARTIFACT, /\baws[- ]?cli\b/i, /\bold(?:er)?\b|outdated|too old|upgrad|(?:no|not an?) (?:[\w-]{1,20} )?command/i], 'client_tool_version', 'client_feature_unsupported'),
    says([CODEARTIFACT, /unrecognized arguments|Unknown options?:|Invalid choice|invalid choice: 'codeartifact'|is not a valid (?:npm )?option|not a recognized command/i], 'client_tool_version', 'client_feature_unsupported'),
  ]; // prettier-ignore
}

function goProxies(): Signature[] {
  return [
    proves(/refusing to pass credentials to insecure URL/i, 'go_insecure_credentials_refused'),
    says(/\/sumdb\/sum\.golang\.org\S{0,200}["']?:? ?(?:[45]\d\d)|sumdb\S{0,100} (?:400|401|403|5\d\d)/i, 'goproxy_wrong_status', 'go_sumdb_private_module', 'goproxy_no_fallback_on_error'),
    proves(/sum\.golang\.org\/(?:lookup|tile|latest)\S{0,300}|410 Gone\b.{0,80}sum\.golang|sum\.golang\.org.{0,120}(?:404|410)/i, 'go_sumdb_private_module'),
    says(/GO(?:NO)?SUMDB|\bNO_?SUM(?:DB|_PATTERNS)|\bsum ?db\b|checksum (?:database|server)|missing go\.sum.{0,80}private|verifying (?:module|go\.mod).{0,300}(?:404|410)/i, 'go_sumdb_private_module', 'goproxy_wrong_status'),
    says([/GOPROXY|\bgo\b.{0,40}\bproxy\b/i, /(?:answer|return|give|respond|repl)\w*\b.{0,20}\b(?:400|5\d\d)\b/i], 'goproxy_wrong_status', 'goproxy_no_fallback_on_error'),
    says([/\bgo (?:get|build|mod|list|install|stops|fails|gives up|never)\b/i, /\bproxy\b|GOPROXY/i, /\bstops?\b|never (?:tries|goes|asks|falls)|gives up|(?:not|n't) (?:try|fall|go on|continue)/i], 'goproxy_no_fallback_on_error', 'goproxy_wrong_status'),
    says([/fall ?back|GOPROXY|(?:next|first) proxy/i, /404.{0,6}410|"," |separator|comma|only on|any error|does not (?:try|continue|fall)|not (?:try|tried)|stops?/i], 'goproxy_no_fallback_on_error', 'goproxy_wrong_status'),
    proves([/codeartifact/i, /\/go\/|format[= ]"?go\b|(?:unsupported|invalid) format.{0,20}\bgo\b|'go' at 'format'/i, /\bgo\b/i], 'go_format_unsupported'),
    says([/codeartifact/i, /\bgo\b[^.]{0,60}(?:cannot|can't|not supported|no support|does not|unsupported)|GOPROXY/i], 'go_format_unsupported'),
    says([/\bgo\b|GOPROXY/i, /reading https?:\/\/\S{1,300}\/@(?:v|latest)\S{0,120}:? ?(?:400|5\d\d)/i], 'goproxy_wrong_status', 'goproxy_no_fallback_on_error'),
    says([/\bgo\b|GOPROXY/i, /reading https?:\/\/\S{1,300}\/@(?:v|latest)\S{0,120}:? ?(?:401|403)/i], 'goproxy_no_fallback_on_error', 'client_omits_token', 'goproxy_wrong_status'),
    says([/\bgo\b|GOPROXY/i, /\.?netrc\b/i, /\bports?\b|\bscheme\b|slash/i], 'auth_key_path_mismatch', 'client_omits_token', 'token_expired'),
    says([/\bgo\b|GOPROXY/i, /\.netrc|send (?:the )?credentials|credentials? .{0,40}(?:not|never) sent/i], 'client_omits_token', 'auth_key_path_mismatch', 'token_expired'),
  ]; // prettier-ignore
}

function assets(): Signature[] {
  return [
    says([/Only one auth mechanism|authorization mechanism (?:you have provided )?is not supported|SignatureDoesNotMatch|InvalidArgument/i, /\bs3\b|HostId|X-Amz-(?:Signature|Algorithm|Credential|Expires)|presigned|pre-signed|redirect|nupkg|assets-\d{12}/i], 'asset_redirect_mishandled', 'signature_mismatch'),
    says([/redirect|Location header|\b30[278]\b/i, /nupkg|asset|tarball|artifact|jar\b|s3\b|:443|Authorization/i, /not follow|only follow|unsupported|without following|doesn't follow|does not follow|unexpected|400|403|rewrit|append|sends?|forward|omit/i], 'asset_redirect_mishandled'),
    says(/undefined method 'fetch' for nil|\b307\b.{0,60}(?:nupkg|nuget|redirect)/i, 'asset_redirect_mishandled', 'client_library_bug'),
    proves(/redirects are not allowed when publishing|use the canonical URL/i, 'url_not_canonical'),
    says([/assets-\d{12}-[a-z0-9-]{6,20}\.s3|\.s3[.-][a-z0-9-]{0,20}\.?amazonaws/i, /timed? ?out|ETIMEDOUT|ENOTFOUND|ECONN|refused|could not resolve|\bhangs?\b|block|firewall|403|proxy|unreachable|connect/i], 'asset_host_blocked', 'asset_redirect_mishandled'),
    says([CODEARTIFACT, /\bs3\b.{0,20}(?:bucket|host)|asset (?:host|bucket)/i, /block|firewall|allow ?list|unreachable|(?:not|n't) reach|\bhangs?\b|time[sd]? ?out/i], 'asset_host_blocked', 'asset_redirect_mishandled'),
    says([/\.nuspec/i, /404|not found|missing/i], 'nuspec_not_served', 'package_not_found'),
  ]; // prettier-ignore
}

function pythonIndexes(): Signature[] {
  return [
    says(/Range requests? (?:are )?not supported|does not support (?:HTTP )?range requests|\.whl\.metadata.{0,60}404|PEP ?658|streaming wheel/i, 'range_and_metadata_not_supported'),
    says(/\b406\b.{0,60}(?:Not Acceptable|json|simple)|(?:json|simple).{0,160}\b406\b|vnd\.pypi\.simple.{0,20}json/i, 'json_api_not_supported', 'client_feature_unsupported'),
    says(/exclude-newer|upload[- ]time|missing an upload date|--uploaded-prior-to/i, 'json_api_not_supported'),
    says(/\/simple\/?["')\]]?[ ,.:;]{0,3}(?:.{0,40})?\b404\b(?!.{0,80}\/simple\/[a-z0-9])|\b404\b.{0,120}\/simple\/?(?:["')\],.;]|\s|$)/i, 'simple_root_not_supported', 'package_not_found', 'url_missing_simple_suffix'),
  ]; // prettier-ignore
}

/** What reading packages does not need, asked of CodeArtifact all the same. */
function permissions(): Signature[] {
  const isToken: Needs = ({ denial }) =>
    denial?.action.toLowerCase() === 'codeartifact:getauthorizationtoken' && denial.policyType === null;
  const isOther: Needs = ({ denial }) =>
    /^codeartifact:(?!GetAuthorizationToken$|GetRepositoryEndpoint$|ReadFromRepository$)/i.test(denial?.action ?? '') &&
    !isAboveRole(denial?.policyType);
  return [
    // Across accounts both sides must allow; one's own is thought of first by everybody.
    wording(
      TWO_ACCOUNTS,
      rankAlike(['domain_policy_missing_cross_account', 'missing_get_authorization_token', 'scp_denied'], 'LIKELY'),
      isToken,
    ),
    wording(
      /codeartifact/i,
      [['missing_codeartifact_permission', 'CERTAIN']],
      (failure) => isOther(failure) && failure.denial?.policyType === 'identity-based policy',
    ),
    wording(
      /codeartifact/i,
      [
        ['missing_codeartifact_permission', 'LIKELY'],
        ['repo_policy_missing_cross_account', 'POSSIBLE'],
        ['scp_denied', 'POSSIBLE'],
      ],
      isOther,
    ),
  ];
}

function credentials(): Signature[] {
  return [
    says(
      [
        /\bsso\b.{0,60}(?:session|token).{0,80}(?:expired|invalid|not found|does not exist|refresh failed)|(?:session|token).{0,40}\bsso\b.{0,60}(?:expired|invalid|refresh failed)|(?:load|retriev\w*|refresh\w*|read\w*) (?:the |an? )?(?:cached )?(?:sso (?:access )?token|token from sso)|session\b.{0,40}expired\b.{0,100}aws (?:sso )?login|run.{0,20}aws sso login/i,
        /\baws|botocore|boto3|identity center|\bprofile\b|\bsts\b/i,
      ],
      'platform_creds_expired', 'platform_creds_invalid', 'no_aws_credentials_in_build_container'),
    says([/token/i, /cach(?:e|ed)/i, /wrong (?:account|token|identity)|other account|another account|collision|across accounts|keyed (?:by|on|only)|cache key/i], 'token_cache_key_collision', 'wrong_aws_identity'),
    says([/\bclock|(?:system|host|local|server|machine) time|\bNTP\b/i, /skew|drift|(?:out of|not in|un)[- ]?sync|\b(?:behind|ahead|frozen|stopped|minutes? (?:off|slow|fast))\b|wrong (?:time|clock)|time\b.{0,20}\bdiffer/i, /\baws\b|\bsts\b|assum(?:e|ing)|sigv4|signature|AuthFailure|AccessDenied|RequestExpired/i], 'clock_skew', 'signature_mismatch'),
    wording([/InvalidClientTokenId|AuthFailure|UnrecognizedClient|security token included in the request is invalid/i, OPT_IN_REGION], rankAlike(['sts_global_token_in_optin_region', 'optin_region_not_enabled_in_both_accounts', 'platform_creds_invalid'], 'LIKELY')),
    wording(/InvalidClientTokenId|AuthFailure|security token included in the request is invalid/i, rankAlike(['platform_creds_invalid', 'sts_global_token_in_optin_region', 'wrong_partition_endpoint'], 'LIKELY'), hasNoDenial),
    {
      stages: ['CLIENT'],
      fits: ({ kind }) => kind === 'no-credentials',
      causes: () => rankAlike(['no_aws_credentials_in_build_container', 'wrong_aws_identity'], 'LIKELY'),
    },
    says([/codeartifact login|codeartifact get-authorization-token/i, /(?:exit|return(?:ed)?|fail(?:ed)?|status|code)\D{0,40}\b25[345]\b|did not complete successfully/i], 'no_aws_credentials_in_build_container', 'missing_get_authorization_token', 'client_tool_version'),
    says([/codeartifact|GetAuthorizationToken/i, /\bprofile\b|wrong (?:aws )?(?:account|identity|role|credentials)|different (?:account|role|profile)/i, /ignor|wrong|default|other|different|not (?:used|respected|passed|honou?red)|instead/i], 'wrong_aws_identity', 'client_omits_token', 'token_expired'),
  ]; // prettier-ignore
}

function tokens(): Signature[] {
  return [
    // pip asks whoever sits before it, where no credentials were accepted.
    wording(/\bUser for \S{0,120}codeartifact/i, rankAlike(['client_omits_token', 'token_expired', 'token_expired_persisted'], 'LIKELY'), ({ httpStatus }) => httpStatus === null),
    says([/https?:\/\/|auth key|config/i, /(?:auth|token|npmrc|netrc|config) ?(?:key|entry)|:_authToken|key .{0,40}(?:slash|scheme|port|path)/i, /trailing slash|\bscheme\b|https:\/\/ in|\bports?\b|:443\b|mismatch|does not match|without slash|no slash/i], 'auth_key_path_mismatch', 'trailing_slash_mismatch', 'client_omits_token'),
    says(/"authorizationToken"\s*:|authorizationToken.{0,20}expiration|illegal header value|invalid (?:header|character) .{0,40}(?:token|authorization)|(?:newline|quotes?|whitespace) in .{0,20}token/i, 'token_value_malformed', 'client_omits_token', 'token_expired'),
    says(/(?:lock ?file|package-lock|yarn\.lock|pnpm-lock|poetry\.lock|uv\.lock|resolved)(?! (?:generation|update|maintenance)).{0,200}codeartifact|codeartifact.{0,300}(?:lock ?file|package-lock\.json|yarn\.lock|pnpm-lock)(?! (?:generation|update|maintenance))|pkgid \S{1,120}@https:\/\/\S{1,120}codeartifact/i, 'lockfile_points_to_registry_without_token', 'token_expired', 'client_omits_token'),
    says([/\b401\b|unauthori[sz]ed|authenticat|token/i, /(?:tool upgrade|receipt|still (?:uses?|using|sends?|has)|old token|stale|persist|(?:until|unless|only after|only when) (?:I |we |you )?(?:delet|clos|remov|clear|kill|re-?(?:open|start|launch|add|creat))\w*|previous token|saved token|cached (?:token|credential)|remember|re-?(?:start|launch|open)(?:ing|ed)? (?:the |my |your )?(?:IDE|Visual Studio|IntelliJ|Eclipse|Rider|VS ?Code|daemon|shell|terminal)|intermittent)/i], 'token_expired_persisted', 'token_expired', 'client_omits_token'),
    says(/(?:token|credentials?).{0,40}(?:has |have |is |are )?expir(?:ed|es|y)|expired (?:token|credential)|next day|after (?:about )?(?:12|twelve)[- ]?h|works? for a while|\byesterday/i, 'token_expired', 'token_expired_persisted', 'client_omits_token'),
  ]; // prettier-ignore
}

function resolution(): Signature[] {
  return [
    says([/codeartifact|upstream/i, /origin (?:control|configuration)|upstreams? (?:is |are |was )?(?:block|disallow)|(?:block|disallow)\w* (?:the )?upstream/i], 'origin_control_upstream_block', 'version_not_found', 'package_not_found'),
    says([/List-?Package|Describe-?Package|list-package-versions|describe-package-version|list-packages|Package not found in repository|PackageCoordinate/i, /404|ResourceNotFound|not found|empty|missing|no versions/i], 'control_plane_ignores_upstreams', 'package_not_found', 'version_not_found'),
    says(/found on \S{1,200},? but not at the requested version|first-index|index[- ]strategy|dependency confusion|(?:wrong|other|different|public) (?:index|registry|source).{0,80}(?:taken|picked|used|prefer|wins|shadow|instead)|shadow(?:s|ed|ing)\b.{0,60}(?:index|package|registry)/i, 'index_order_shadowing', 'version_not_found'),
    says([/codeartifact|upstream|external connection/i, /newly|just (?:published|released)|(?:newest|latest|recent|new) (?:\w{1,20} )?(?:versions?|releases?)\b.{0,100}(?:(?:not|n't) (?:offer|see|show|have|list|find|there|yet|available|visible)|\blater\b|\buntil\b)|(?:fresh|new) (?:packages?|versions?|releases?)\b|(?:before|until|while)\b.{0,30}(?:import|ingest)|recently (?:published|released)|minutes ago|not yet|delay|stale metadata|ingest|behind (?:npm|pypi|nuget|the public|upstream)|\blag|propagat|out of date/i], 'upstream_ingest_delay', 'version_not_found', 'package_not_found'),
  ]; // prettier-ignore
}
