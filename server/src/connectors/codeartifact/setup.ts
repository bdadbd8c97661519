import {
  checkAccountId,
  checkExternalId,
  checkRepositoryUrl,
  isRegionName,
  parseRepositoryUrl,
} from '@backline/shared';
import type { RepositoryAddress } from '@backline/shared';
import { InvalidInput } from '../../lib/errors.ts';
import { awsCliScript } from './setup-aws-cli.ts';
import { cloudFormationTemplate, cloudFormationUrl } from './setup-cloudformation.ts';
import { asJson, domainOwnerPolicies, permissionsPolicy, policyResources, trustPolicy } from './setup-policies.ts';
import type { DomainOwnerPolicy } from './setup-policies.ts';
import { terraform } from './setup-terraform.ts';

export const ROLE_NAME = 'BacklineCodeArtifactIntegrationRole';
export const POLICY_NAME = 'CustomerCodeArtifactReadPolicy';
const stackName = 'BacklineCodeArtifactIntegration';
/** Stands in policies where the customer's account is not known yet. */
const accountPlaceholder = '<YOUR_ACCOUNT_ID>';

export interface CodeArtifactSetupInput {
  accountId: string | null;
  externalId: string;
  /** Where the console opens; the role itself is global. */
  region: string;
  /** Canonical URLs; with any, the policies cover exactly these repositories. */
  repositoryUrls: string[];
  platformRoleArn: string;
  templateUrl: string;
}

/** Everything needed to create the customer's role, with every value filled in. */
export interface CodeArtifactSetup {
  externalId: string;
  cloudFormationUrl: string;
  cloudFormationTemplate: string;
  terraform: string;
  awsCli: string;
  trustPolicy: string;
  permissionsPolicy: string;
  roleName: string;
  platformPrincipalArn: string;
  domainOwnerPolicies: DomainOwnerPolicy[];
}

/**
 * The ways to create the role: CloudFormation, Terraform, AWS CLI, and by hand. All give the same trust and permissions.
 * Throws InvalidInput for an account, External ID, Region or URL that is not valid, so that nothing unchecked is quoted.
 */
export function codeArtifactSetup(input: CodeArtifactSetupInput): CodeArtifactSetup {
  const { accountId, externalId, region, platformRoleArn, templateUrl } = input;
  checkInput(input);
  const addresses = input.repositoryUrls.map(readUrl);
  const account = accountId ?? accountPlaceholder;
  const trust = trustPolicy(platformRoleArn, externalId);
  const resources = policyResources(addresses, account);
  const permissions = asJson(permissionsPolicy(resources));
  const names = { roleName: ROLE_NAME, policyName: POLICY_NAME };
  // The account that the stack or the plan is run in is known there, so only named repositories are written out.
  const named = addresses.length > 0 ? resources : null;
  return {
    externalId,
    cloudFormationUrl: cloudFormationUrl({ region, templateUrl, stackName, externalId, platformRoleArn }),
    cloudFormationTemplate: cloudFormationTemplate({ ...names, externalId, platformRoleArn, resources: named }),
    terraform: terraform({ ...names, trustPolicy: trust, externalId, resources: named }),
    awsCli: awsCliScript({
      ...names,
      accountId,
      externalId,
      trustPolicy: asJson(trust),
      permissionsPolicy: permissions,
      accountPlaceholder,
    }),
    trustPolicy: asJson(trust),
    permissionsPolicy: permissions,
    roleName: ROLE_NAME,
    platformPrincipalArn: platformRoleArn,
    domainOwnerPolicies:
      accountId === null
        ? []
        : domainOwnerPolicies(addresses, accountId, `arn:aws:iam::${accountId}:role/${ROLE_NAME}`),
  };
}

function checkInput({ accountId, externalId, region }: CodeArtifactSetupInput): void {
  const problems = [
    ...(accountId === null ? [] : checkAccountId(accountId).problems),
    ...checkExternalId(externalId).problems,
  ];
  const [problem] = problems;
  if (problem) throw new InvalidInput(problem.message);
  if (!isRegionName(region)) throw new InvalidInput('The Region is not the name of an AWS Region, such as us-east-1.');
}

function readUrl(url: string): RepositoryAddress {
  const address = parseRepositoryUrl(url);
  if (address) return address;
  const [problem] = checkRepositoryUrl(url).problems;
  throw new InvalidInput(problem?.message ?? 'This is not the URL of a CodeArtifact repository.');
}
