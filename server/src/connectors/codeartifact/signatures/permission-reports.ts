/** Permissions that somebody found to be missing, told in own words: the name of the action decides. */

import type { CauseCode } from '@backline/shared';
import type { Signature } from './signature.ts';
import { ABSENT, FAILS, LACKS } from './vocabulary.ts';
import { hasNoDenial, says, where } from './wording.ts';

/** Ahead of AWS's answers: whoever tells which permission lacked has found the cause. */
export const missingPermissions: readonly Signature[] = where(hasNoDenial, permissions());

function permissions(): Signature[] {
  const missing = (action: RegExp, ...order: CauseCode[]) => [
    says([action, ABSENT], ...order),
    says([action, LACKS, FAILS], ...order),
  ];
  return [
    missing(/GetServiceBearerToken/i, 'missing_bearer_token_permission', 'missing_get_authorization_token'),
    missing(/\bTagSession\b/i, 'missing_tag_session'),
    missing(/\bSetSourceIdentity\b/i, 'missing_set_source_identity'),
    missing(/codeartifact:GetAuthorizationToken|\bGetAuthorizationToken\b.{0,40}(?:permission|action)/i, 'missing_get_authorization_token', 'domain_policy_missing_cross_account'),
    missing(/codeartifact:GetRepositoryEndpoint/i, 'missing_get_repository_endpoint', 'repo_policy_missing_cross_account'),
    missing(/\bReadFromRepository\b/i, 'missing_read_from_repository', 'repo_policy_missing_cross_account'),
    missing(/codeartifact:[A-Z]\w{3,40}|\bPublishPackageVersion\b|\bAssociateWithDownstreamRepository\b/, 'missing_codeartifact_permission', 'repo_policy_missing_cross_account'),
    missing(/sts:AssumeRole\b.{0,60}(?:permission|action|polic|allow)|(?:permission|action|polic|allow).{0,60}sts:AssumeRole\b/i, 'platform_role_not_allowed', 'trust_principal_mismatch', 'role_not_found'),
  ].flat(); // prettier-ignore
}
