/**
 * Clients' own sentences, as signatures: each is known by the parts that carry its meaning, never by the whole. More
 * particular ones first. AWS's own answers follow in the table, and what only a status tells comes after those.
 */

import type { CauseCode } from '@backline/shared';
import { isAboveRole, type Failure } from '../failure.ts';
import { rankAlike } from './rankings.ts';
import { isDenied, type Signature } from './signature.ts';
import { isAboutPackages, isNotElsewhere, proves, says, where, wording, type Needs } from './wording.ts';

const hasNoDenial: Needs = ({ denial }) => denial === null;
const CODEARTIFACT = /codeartifact/i;

export const clientWordings: readonly Signature[] = [
  ...tools(),
  ...goProxies(),
  ...where(isNotElsewhere, assets()),
  ...where(isNotElsewhere, pythonIndexes()),
  ...roles(),
  ...permissions(),
  ...credentials(),
  ...where(isAboutPackages, tokens()),
  ...where(isAboutPackages, resolution()),
];

function tools(): Signature[] {
  return [
    proves(/PackageSourceMapping is enabled|not considered: .{0,200}source mapping/i, 'nuget_source_mapping_excludes'),
    says([/package ?source ?mapping/i, /NU110\d|not considered|cannot resolve|no pattern|not mapped/i], 'nuget_source_mapping_excludes', 'package_not_found'),
    proves(/WinError 1783|stub received bad data/i, 'token_too_long_for_store'),
    says([/key ?ring|CredWrite|credential (?:manager|vault|store|locker)/i, /too (?:long|large|big)|(?:length|size|character|byte)s? limit|limit(?:ed)? (?:to|of)|maximum (?:length|size)|exceed/i], 'token_too_long_for_store'),
    proves(/\bconfig\b.{0,12}\bset\b.{0,300}always-auth|always[- _]?auth.{0,100}(?:returned non-zero|not (?:a )?valid|invalid|no longer)/i, 'client_tool_version'),
    proves(/does not have support for the following features|UnsupportedConfiguration|--skip-existing.{0,80}(?:not supported|unsupported)/i, 'client_feature_unsupported'),
    says([/codeartifact[- ]?login|Command '\[.{0,60}codeartifact|codeartifact.{0,200}returned non-zero/i, /returned non-zero|IndexError|list index|KeyError|NoneType|Traceback|not (?:found|installed) (?:on|in)|no such file|is not recognized|unexpected (?:output|keyword)/i], 'client_tool_version', 'client_feature_unsupported'),
    says([CODEARTIFACT, /npm (?:audit|search|whoami|owner|team|access|profile)|-\/npm\/v1\/(?:security|search)|\/-\/v1\/search|audits?\/quick/i], 'client_feature_unsupported'),
    says([CODEARTIFACT, /unrecognized arguments|Unknown options?:|Invalid choice|invalid choice: 'codeartifact'|is not a valid (?:npm )?option|not a recognized command/i], 'client_tool_version', 'client_feature_unsupported'),
  ]; // prettier-ignore
}

function goProxies(): Signature[] {
  return [
    proves(/refusing to pass credentials to insecure URL/i, 'go_insecure_credentials_refused'),
    says(/\/sumdb\/sum\.golang\.org\S{0,200}["']?:? ?(?:[45]\d\d)|sumdb\S{0,100} (?:400|401|403|5\d\d)/i, 'goproxy_wrong_status', 'go_sumdb_private_module', 'goproxy_no_fallback_on_error'),
    proves(/sum\.golang\.org\/(?:lookup|tile|latest)\S{0,300}|410 Gone\b.{0,80}sum\.golang|sum\.golang\.org.{0,120}(?:404|410)/i, 'go_sumdb_private_module'),
    says(/GO(?:NO)?SUMDB|\bNO_?SUM(?:DB|_PATTERNS)|\bsum ?db\b|checksum (?:database|server)|missing go\.sum.{0,80}private|verifying (?:module|go\.mod).{0,300}(?:404|410)/i, 'go_sumdb_private_module', 'goproxy_wrong_status'),
    says([/fall ?back|GOPROXY|(?:next|first) proxy/i, /404.{0,6}410|"," |separator|comma|only on|any error|does not (?:try|continue|fall)|not (?:try|tried)|stops?/i], 'goproxy_no_fallback_on_error', 'goproxy_wrong_status'),
    proves([/codeartifact/i, /\/go\/|format[= ]"?go\b|(?:unsupported|invalid) format.{0,20}\bgo\b|'go' at 'format'/i, /\bgo\b/i], 'go_format_unsupported'),
    says([/codeartifact/i, /\bgo\b[^.]{0,60}(?:cannot|can't|not supported|no support|does not|unsupported)|GOPROXY/i], 'go_format_unsupported'),
    says([/\bgo\b|GOPROXY/i, /reading https?:\/\/\S{1,300}\/@(?:v|latest)\S{0,120}:? ?(?:400|5\d\d)/i], 'goproxy_wrong_status', 'goproxy_no_fallback_on_error'),
    says([/\bgo\b|GOPROXY/i, /reading https?:\/\/\S{1,300}\/@(?:v|latest)\S{0,120}:? ?(?:401|403)/i], 'goproxy_no_fallback_on_error', 'client_omits_token', 'goproxy_wrong_status'),
    says([/\bgo\b|GOPROXY/i, /\.netrc|send (?:the )?credentials|credentials? .{0,40}(?:not|never) sent/i], 'client_omits_token', 'auth_key_path_mismatch', 'token_expired'),
  ]; // prettier-ignore
}

function assets(): Signature[] {
  return [
    says([/Only one auth mechanism|authorization mechanism (?:you have provided )?is not supported|SignatureDoesNotMatch|InvalidArgument/i, /\bs3\b|HostId|X-Amz-(?:Signature|Algorithm|Credential|Expires)|presigned|pre-signed|redirect|nupkg|assets-\d{12}/i], 'asset_redirect_mishandled', 'signature_mismatch'),
    says([/redirect|Location header|\b30[278]\b/i, /nupkg|asset|tarball|artifact|jar\b|s3\b|:443|Authorization/i, /not follow|only follow|unsupported|without following|doesn't follow|does not follow|unexpected|400|403|rewrit|append|sends?|forward|omit/i], 'asset_redirect_mishandled'),
    says(/undefined method 'fetch' for nil|\b307\b.{0,60}(?:nupkg|nuget|redirect)/i, 'asset_redirect_mishandled', 'client_library_bug'),
    proves(/redirects are not allowed when publishing|use the canonical URL/i, 'url_not_canonical'),
    says([/assets-\d{12}-[a-z0-9-]{6,20}\.s3|\.s3[.-][a-z0-9-]{0,20}\.?amazonaws/i, /timed? ?out|ETIMEDOUT|ENOTFOUND|ECONN|refused|could not resolve|blocked|403|proxy|unreachable|connect/i], 'asset_host_blocked', 'asset_redirect_mishandled'),
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

/** The role's ARN, its trust policy, and what is sent along. */
function roles(): Signature[] {
  return [
    proves(/(?:Unexpected key|Unknown parameter|unexpected keyword|unknown key)\b.{0,40}External_?Id|External_?Id.{0,60}(?:not (?:applicable|allowed|accepted|supported|valid) (?:for|with|in)|WebIdentity|SAML)/i, 'external_id_not_applicable'),
    says(/(?:succeed|works?|no error|doesn't throw|does not throw|ignored?|accepts?|assumed?)\b.{0,80}(?:any|without|wrong|arbitrary|random|no)\b.{0,20}external ?id|external ?id\b.{0,40}(?:is )?not (?:required|enforced|demanded)/i, 'external_id_not_required', 'external_id_mismatch'),
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
        /Invalid principal in policy|one or more invalid principals/i.test(message) && !/bucket|\b(?:kms|sqs|sns)\b/i.test(message),
      causes: () => [['trust_principal_does_not_exist', 'LIKELY'], ['iam_eventual_consistency', 'POSSIBLE']],
    },
    ...otherPartitions(),
    says(/provided token is malformed or otherwise invalid/i, 'optin_region_not_enabled_in_both_accounts', 'sts_global_token_in_optin_region', 'platform_creds_invalid'),
    proves(/roleSessionName\b.{0,20}failed to satisfy/i, 'role_session_name_invalid'),
    says([/failed to satisfy constraint|does not match pattern|not (?:a )?valid/i, /arn:aws\S{0,20}:iam::\S{0,20}:role\/?\S{0,40}/i, /(?:at|parameter|field) ["'](?:role|role_?arn)["']/i], 'role_arn_malformed', 'role_arn_is_not_a_role'),
    // STS says so of a well-formed ARN of something else; two ARNs that were exchanged are the usual case of SAML.
    says([/Request ARN is invalid/i, /SAML/i], 'role_arn_is_not_a_role', 'role_arn_malformed'),
    says(/Request ARN is invalid/i, 'role_arn_malformed', 'role_arn_is_not_a_role'),
    ...trustHints(),
  ]; // prettier-ignore
}

/** Keys and sessions of one partition are unknown in every other. */
function otherPartitions(): Signature[] {
  return [
    says([/InvalidClientTokenId|AuthFailure|UnrecognizedClient|security token|InvalidToken\b|provided token is malformed/i, /gov-?cloud|us-gov-|aws-us-gov|aws-cn|\bcn-north|\bcn-northwest|china|partition/i], 'wrong_partition_endpoint', 'platform_creds_invalid', 'sts_global_token_in_optin_region'),
  ]; // prettier-ignore
}

/** Denials that AWS words alike, with a hint of the one who tells about them. */
function trustHints(): Signature[] {
  const isTrust: Needs = (failure) =>
    isDenied(failure) &&
    /AssumeRole\b|assume.{0,10}role/i.test(failure.denial?.action ?? failure.message) &&
    !failure.denial?.policyType;
  const isTold: Needs = (failure) => isDenied(failure) && failure.denial === null;
  const hint = (pattern: RegExp, ...order: CauseCode[]) => wording(pattern, rankAlike(order, 'LIKELY'), isTrust);
  return [
    {
      stages: ['CLIENT'],
      fits: (failure) => isTrust(failure) && isSelf(failure),
      causes: () => rankAlike(['trust_principal_mismatch', 'trust_condition_unmet', 'platform_role_not_allowed'], 'LIKELY'),
    },
    wording(/\bTagSession\b/i, rankAlike(['missing_tag_session', 'trust_principal_mismatch'], 'LIKELY'), isTold),
    wording(/\bSetSourceIdentity\b/i, rankAlike(['missing_set_source_identity', 'trust_principal_mismatch'], 'LIKELY'), isTold),
    says([/InvalidIdentityToken|identity token/i, /audience|\baud\b|\bsub(?:ject)?\b/i], 'trust_condition_unmet', 'trust_principal_mismatch'),
    hint(/WithWebIdentity|web ?identity|\bOIDC\b/i, 'trust_condition_unmet', 'trust_principal_mismatch', 'role_not_found'),
    hint(/external[ _-]?id/i, 'external_id_mismatch', 'trust_principal_mismatch', 'role_not_found', 'trust_condition_unmet'),
    hint(/\bAROA|\bAIDA|re-?created|deleted and (?:re)?created|was replaced/i, 'trust_principal_stale_id', 'trust_principal_mismatch', 'role_not_found'),
    hint(/role.{0,30}(?:does not|doesn't|did not) exist|non-?exist(?:ent|ing) role|no such role|role (?:was |has been |is )?(?:deleted|renamed)/i, 'role_not_found', 'trust_principal_mismatch', 'external_id_mismatch'),
    hint(/intermittent|sometimes|eventual(?:ly)? consisten|works (?:after|on) (?:retry|a while|the second)|propagat|right after creat/i, 'iam_eventual_consistency', 'trust_principal_mismatch', 'trust_principal_stale_id'),
    says(/MultiFactorAuthentication failed|MFA serial number/i, 'trust_condition_unmet', 'trust_principal_mismatch'),
    hint(/\bMFA\b|SourceIp|PrincipalOrgID|multi-?factor/i, 'trust_condition_unmet', 'trust_principal_mismatch', 'external_id_mismatch'),
  ]; // prettier-ignore
}

/** A session of a role that assumes the same role again. */
function isSelf({ denial, reading }: Failure): boolean {
  const caller = /:assumed-role\/([^/]+)\//.exec(reading?.callerArn ?? '')?.[1];
  const role = /:role\/(?:.*\/)?([^/]+)$/.exec(denial?.resource ?? '')?.[1];
  return caller !== undefined && caller === role;
}

/** What reading packages does not need, asked of CodeArtifact all the same. */
function permissions(): Signature[] {
  const isOther: Needs = ({ denial }) =>
    /^codeartifact:(?!GetAuthorizationToken$|GetRepositoryEndpoint$|ReadFromRepository$)/i.test(denial?.action ?? '') &&
    !isAboveRole(denial?.policyType);
  return [
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
    says([/token/i, /cach(?:e|ed)/i, /wrong (?:account|token|identity)|other account|another account|collision|across accounts|keyed (?:by|on|only)|cache key/i], 'token_cache_key_collision', 'wrong_aws_identity'),
    says([/\bclock|(?:system|host|local) time|\bNTP\b/i, /skew|drift|(?:out of|not in|un)[- ]?sync|minutes? (?:behind|ahead|off|slow|fast)|wrong (?:time|clock)/i, /\baws\b|\bsts\b|sigv4|signature|AuthFailure|AccessDenied|RequestExpired/i], 'clock_skew', 'signature_mismatch'),
    wording([/InvalidClientTokenId|AuthFailure|UnrecognizedClient|security token included in the request is invalid/i, /\b(?:me-(?:south|central)-1|ap-east-[12]|af-south-1|eu-south-[12]|eu-central-2|il-central-1|ap-southeast-[3-7]|ap-south-2|ca-west-1|mx-central-1)\b|opt-in|regional endpoint/i], rankAlike(['sts_global_token_in_optin_region', 'optin_region_not_enabled_in_both_accounts', 'platform_creds_invalid'], 'LIKELY')),
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
    says(/(?:lock ?file|package-lock|yarn\.lock|pnpm-lock|poetry\.lock|uv\.lock|resolved).{0,200}codeartifact|codeartifact.{0,300}(?:lock ?file|package-lock\.json|yarn\.lock|pnpm-lock)|pkgid \S{1,120}@https:\/\/\S{1,120}codeartifact/i, 'lockfile_points_to_registry_without_token', 'token_expired', 'client_omits_token'),
    says([/\b401\b|unauthori[sz]ed|authenticat|token/i, /(?:tool upgrade|receipt|still (?:uses?|using|sends?|has)|old token|stale|persist|previous token|saved token|cached (?:token|credential)|remember|re-?(?:start|launch|open)(?:ing|ed)? (?:the |my |your )?(?:IDE|Visual Studio|IntelliJ|Eclipse|Rider|VS ?Code|daemon|shell|terminal)|intermittent)/i], 'token_expired_persisted', 'token_expired', 'client_omits_token'),
    says(/(?:token|credentials?).{0,40}(?:has |have |is |are )?expir(?:ed|es|y)|expired (?:token|credential)|next day|after (?:about )?(?:12|twelve)[- ]?h|works? for a while|worked yesterday/i, 'token_expired', 'token_expired_persisted', 'client_omits_token'),
  ]; // prettier-ignore
}

function resolution(): Signature[] {
  return [
    says([/List-?Package|Describe-?Package|list-package-versions|describe-package-version|list-packages|Package not found in repository|PackageCoordinate/i, /404|ResourceNotFound|not found|empty|missing|no versions/i], 'control_plane_ignores_upstreams', 'package_not_found', 'version_not_found'),
    says(/found on \S{1,200},? but not at the requested version|first-index|index[- ]strategy|dependency confusion|(?:wrong|other|different|public) (?:index|registry|source).{0,80}(?:taken|picked|used|prefer|wins|shadow|instead)|shadow(?:s|ed|ing)\b.{0,60}(?:index|package|registry)/i, 'index_order_shadowing', 'version_not_found'),
    says([/codeartifact|upstream|external connection/i, /newly|just (?:published|released)|recently (?:published|released)|minutes ago|not yet|delay|stale metadata|ingest|behind (?:npm|pypi|nuget|the public|upstream)|\blag|propagat|out of date/i], 'upstream_ingest_delay', 'version_not_found', 'package_not_found'),
  ]; // prettier-ignore
}
