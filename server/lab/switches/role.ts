import { PLATFORM_ACCOUNT, uniqueRoleId } from '../default-world.ts';
import { changeRoles, changeTrust, customerAccounts, platformRole, type Switch } from './switch.ts';

const SPREADING_MS = 30_000;

/** What can be wrong with the customer's role and whom it trusts. From outside most of these look the same. */
export const roleSwitches: readonly Switch[] = [
  {
    id: 'external_id_mismatch',
    group: 'role',
    title: 'Another External ID',
    effect: 'The trust policy demands another External ID than the one that was deployed.',
    cause: 'external_id_mismatch',
    apply: changeTrust((statement) => {
      statement.Condition = { StringEquals: { 'sts:ExternalId': 'an-external-id-from-another-stack' } };
    }),
  },
  {
    id: 'role_not_found',
    group: 'role',
    title: 'The role was deleted',
    effect: "The customers' roles do not exist.",
    cause: 'role_not_found',
    apply: (world) => {
      for (const account of customerAccounts(world)) account.roles = [];
    },
  },
  {
    id: 'role_under_a_path',
    group: 'role',
    title: 'The role has a path',
    effect: 'The role lies under /teams/security/, so its ARN is another one.',
    cause: 'role_not_found',
    apply: changeRoles((role) => {
      role.path = '/teams/security/';
    }),
  },
  {
    id: 'trust_principal_mismatch',
    group: 'role',
    title: 'Trusts somebody else',
    effect: 'The trust policy names a role of another account.',
    cause: 'trust_principal_mismatch',
    apply: changeTrust((statement) => {
      statement.Principal = { AWS: 'arn:aws:iam::999988887777:role/SomebodyElse' };
    }),
  },
  {
    id: 'trust_principal_stale_id',
    group: 'role',
    title: 'Trusts our role as it was before it was recreated',
    effect: 'The trust policy holds the unique id (AROA…) that the platform role had before.',
    cause: 'trust_principal_stale_id',
    apply: (world) => {
      const { name } = platformRole(world);
      changeTrust((statement) => {
        statement.Principal = { AWS: uniqueRoleId(PLATFORM_ACCOUNT, name, 1) };
      })(world);
    },
  },
  {
    id: 'trust_condition_unmet',
    group: 'role',
    title: 'Demands a second factor',
    effect: 'The trust policy also demands multi-factor authentication, which a service cannot give.',
    cause: 'trust_condition_unmet',
    apply: changeTrust((statement) => {
      statement.Condition = { ...statement.Condition, Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
    }),
  },
  {
    id: 'trust_explicit_deny',
    group: 'role',
    title: 'Denies by address',
    effect: 'A second trust statement denies everybody outside one network.',
    cause: 'trust_explicit_deny',
    apply: changeRoles(({ trustPolicy }) => {
      trustPolicy.Statement.push({
        Sid: 'OnlyFromTheOffice',
        Effect: 'Deny',
        Principal: '*',
        Action: 'sts:AssumeRole',
        Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
      });
    }),
  },
  {
    id: 'rcp_denied',
    group: 'role',
    title: 'The organization denies outsiders',
    effect: "A resource control policy of the customer's organization denies sts:AssumeRole to principals outside it.",
    cause: 'rcp_denied',
    apply: (world) => {
      for (const account of customerAccounts(world)) {
        for (const policy of account.resourceControlPolicies.flat()) {
          policy.Statement.push({
            Sid: 'OnlyOwnPrincipals',
            Effect: 'Deny',
            Principal: '*',
            Action: 'sts:AssumeRole',
            Resource: '*',
            Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': account.organizationId ?? '' } },
          });
        }
      }
    },
  },
  {
    id: 'iam_eventual_consistency',
    group: 'role',
    title: 'The role was made a moment ago',
    effect: 'For 30 seconds from now IAM does not know the role yet.',
    cause: 'iam_eventual_consistency',
    apply: (world, since) =>
      changeRoles((role) => {
        role.knownFrom = since + SPREADING_MS;
      })(world),
  },
  {
    id: 'external_id_not_required',
    group: 'role',
    title: 'No External ID demanded',
    effect: 'The trust policy has no condition, so the role can be assumed without an External ID.',
    cause: 'external_id_not_required',
    apply: changeTrust((statement) => {
      delete statement.Condition;
    }),
  },
  {
    id: 'external_id_optional',
    group: 'role',
    title: 'External ID compared only if sent',
    effect: 'The condition is written with StringEqualsIfExists: no External ID passes, a wrong one does not.',
    cause: 'external_id_not_required',
    apply: changeTrust((statement) => {
      const expected = statement.Condition?.['StringEquals']?.['sts:ExternalId'] ?? '';
      statement.Condition = { StringEqualsIfExists: { 'sts:ExternalId': expected } };
    }),
  },
  {
    id: 'external_id_anything',
    group: 'role',
    title: 'Any External ID will do',
    effect: 'The condition is written with StringLike and an asterisk: every External ID passes, none does not.',
    cause: 'external_id_not_required',
    apply: changeTrust((statement) => {
      statement.Condition = { StringLike: { 'sts:ExternalId': '*' } };
    }),
  },
];
