import { SHARED_DOMAIN_ACCOUNT } from '../default-world.ts';
import { policy, type StatementJson } from '../world.ts';
import { changeDomains, changeRoles, customerAccounts, withdrawAction, type Switch } from './switch.ts';

const everythingElse = policy({ Effect: 'Allow', Action: ['s3:*', 'iam:Get*', 'iam:List*'], Resource: '*' });

/** What can go wrong between a role's session and an authorization token, or the repository's endpoint. */
export const tokenSwitches: readonly Switch[] = [
  {
    id: 'missing_get_authorization_token',
    group: 'token',
    title: 'GetAuthorizationToken is missing',
    effect: "The role's policy no longer allows codeartifact:GetAuthorizationToken.",
    cause: 'missing_get_authorization_token',
    apply: withdrawAction('codeartifact:GetAuthorizationToken'),
  },
  {
    id: 'missing_bearer_token_permission',
    group: 'token',
    title: 'GetServiceBearerToken is missing',
    effect: "The role's policy no longer allows sts:GetServiceBearerToken.",
    cause: 'missing_bearer_token_permission',
    apply: withdrawAction('sts:GetServiceBearerToken'),
  },
  {
    id: 'bearer_token_for_another_service',
    group: 'token',
    title: 'Bearer tokens for another service only',
    effect: 'The condition on sts:GetServiceBearerToken names another service.',
    cause: 'missing_bearer_token_permission',
    apply: changeBearer({ StringEquals: { 'sts:AWSServiceName': 'ecr-public.amazonaws.com' } }),
  },
  {
    id: 'bearer_duration_capped',
    group: 'token',
    title: 'Bearer tokens of 15 minutes only',
    effect: 'The condition on sts:GetServiceBearerToken allows 900 seconds at most.',
    cause: 'bearer_condition_unmet',
    apply: changeBearer({
      StringEquals: { 'sts:AWSServiceName': 'codeartifact.amazonaws.com' },
      NumericLessThanEquals: { 'sts:DurationSeconds': '900' },
    }),
  },
  {
    id: 'domain_policy_missing_cross_account',
    group: 'token',
    title: 'The shared domain has no policy',
    effect: `Account ${SHARED_DOMAIN_ACCOUNT} has taken the policy off shared-domain.`,
    cause: 'domain_policy_missing_cross_account',
    apply: changeDomains((domain) => {
      domain.policy = null;
    }),
  },
  {
    id: 'shared_domain_not_in_role_policy',
    group: 'token',
    title: 'The role does not name the shared domain',
    effect: `The role's policy covers only the own account, not ${SHARED_DOMAIN_ACCOUNT}.`,
    cause: 'missing_get_authorization_token',
    apply: changeRoles((role) => {
      delete role.identityPolicies['SharedDomainReadPolicy'];
    }),
  },
  {
    id: 'domain_not_found',
    group: 'token',
    title: 'The domain was deleted',
    effect: 'The domains have other names now.',
    cause: 'domain_not_found',
    apply: changeDomains((domain) => {
      domain.name = `${domain.name}-renamed`;
    }),
  },
  {
    id: 'permissions_boundary_denies',
    group: 'token',
    title: 'A permissions boundary',
    effect: 'The role has a permissions boundary that allows other services only.',
    cause: 'permissions_boundary_denies',
    apply: changeRoles((role) => {
      role.permissionsBoundary = structuredClone(everythingElse);
    }),
  },
  {
    id: 'session_policy_denies',
    group: 'token',
    title: 'A session policy that is too narrow',
    effect: 'The session policy that the platform sent is taken for one that allows other services only.',
    cause: 'session_policy_denies',
    apply: (world) => {
      world.settings.sessionPolicy = structuredClone(everythingElse);
    },
  },
  {
    id: 'scp_denied',
    group: 'token',
    title: 'The organization denies CodeArtifact',
    effect: "A service control policy of the customer's organization denies codeartifact:*.",
    cause: 'scp_denied',
    apply: (world) => {
      for (const account of customerAccounts(world)) {
        account.serviceControlPolicies.push([
          policy(
            { Effect: 'Allow', Action: '*', Resource: '*' },
            { Sid: 'NoCodeArtifact', Effect: 'Deny', Action: 'codeartifact:*', Resource: '*' },
          ),
        ]);
      }
    },
  },
  {
    id: 'vpce_policy_denies',
    group: 'token',
    title: 'A VPC endpoint policy',
    effect: 'The calls come through a VPC endpoint whose policy allows other actions only.',
    cause: 'vpce_policy_denies',
    apply: (world) => {
      const statement = { Effect: 'Allow', Principal: '*', Action: 'codeartifact:List*', Resource: '*' } as const;
      world.settings.vpcEndpointPolicy = policy(statement);
    },
  },
  {
    id: 'role_session_expired',
    group: 'token',
    title: "The role's session has ended",
    effect: 'CodeArtifact takes every session for ended, however new it is.',
    cause: 'role_session_expired',
    apply: (world) => {
      world.settings.areSessionsExpired = true;
    },
  },
  {
    id: 'kms_key_disabled',
    group: 'token',
    title: "The domain's encryption key is disabled",
    effect: 'The domains cannot give tokens because their key is disabled.',
    cause: 'kms_key_disabled',
    apply: changeDomains((domain) => {
      domain.isKeyEnabled = false;
    }),
  },
  {
    id: 'codeartifact_throttled',
    group: 'token',
    title: 'CodeArtifact throttles us',
    effect: 'Every call to the CodeArtifact API is answered with HTTP 429.',
    cause: 'codeartifact_throttled',
    apply: (world) => {
      world.settings.apiFault = 'throttled';
    },
  },
  {
    id: 'codeartifact_internal_error',
    group: 'token',
    title: 'CodeArtifact has a fault',
    effect: 'Every call to the CodeArtifact API is answered with HTTP 500.',
    cause: 'service_internal_error',
    apply: (world) => {
      world.settings.apiFault = 'internal-error';
    },
  },
  {
    id: 'codeartifact_unreachable',
    group: 'token',
    title: 'The CodeArtifact API cannot be reached',
    effect: 'No connection to the CodeArtifact API comes about; the package endpoints work.',
    cause: 'codeartifact_unreachable',
    apply: (world) => {
      world.settings.apiFault = 'unreachable';
    },
  },
  {
    id: 'missing_get_repository_endpoint',
    group: 'endpoint',
    title: 'GetRepositoryEndpoint is missing',
    effect: "The role's policy no longer allows codeartifact:GetRepositoryEndpoint; reading still works.",
    cause: 'missing_get_repository_endpoint',
    apply: withdrawAction('codeartifact:GetRepositoryEndpoint'),
  },
  {
    id: 'repository_not_found',
    group: 'endpoint',
    title: 'The repository was deleted',
    effect: 'The repositories have other names now.',
    cause: 'repository_not_found',
    apply: changeDomains(({ repositories }) => {
      for (const repository of repositories) repository.name = `${repository.name}-renamed`;
    }),
  },
  {
    id: 'repo_policy_missing_cross_account',
    group: 'endpoint',
    title: 'The shared domain gives tokens, but lets nobody read',
    effect: 'The policy of shared-domain allows codeartifact:GetAuthorizationToken and nothing else.',
    cause: 'repo_policy_missing_cross_account',
    apply: changeDomains(({ policy: domainPolicy }) => {
      for (const statement of domainPolicy?.Statement ?? []) statement.Action = 'codeartifact:GetAuthorizationToken';
    }),
  },
];

function changeBearer(condition: NonNullable<StatementJson['Condition']>): Switch['apply'] {
  return changeRoles(({ identityPolicies }) => {
    for (const statement of Object.values(identityPolicies).flatMap((document) => document.Statement)) {
      if (statement.Action === 'sts:GetServiceBearerToken') statement.Condition = condition;
    }
  });
}
