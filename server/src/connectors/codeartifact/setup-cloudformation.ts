import type { PolicyResources } from './setup-policies.ts';

/** Raised whenever the template changes, so that a stack's outputs tell which one it was made from. */
const templateVersion = '2026-11-24';

export interface TemplateInput {
  externalId: string;
  platformRoleArn: string;
  roleName: string;
  policyName: string;
  /** Null for everything in the account that the stack is created in. */
  resources: PolicyResources | null;
}

/**
 * The stack that makes the role, as YAML. The External ID is a plain parameter, not NoEcho: it is no secret, and only plain
 * parameters can be prefilled. Creating it needs CAPABILITY_NAMED_IAM because the role has a name.
 */
export function cloudFormationTemplate(input: TemplateInput): string {
  const { domains, repositories } = input.resources ?? accountWide;
  return `AWSTemplateFormatVersion: '2010-09-09'
Description: >-
  Lets Backline read packages from AWS CodeArtifact with a role that can be assumed only with the External ID of this integration.

Metadata:
  AWS::CloudFormation::Interface:
    ParameterGroups:
      - Label:
          default: Given by Backline
        Parameters:
          - ExternalId
          - PlatformPrincipalArn
      - Label:
          default: In this account
        Parameters:
          - RoleName
    ParameterLabels:
      ExternalId:
        default: External ID
      PlatformPrincipalArn:
        default: Role that Backline calls from
      RoleName:
        default: Name of the new role

Parameters:
  ExternalId:
    Type: String
    Description: Must be the External ID that the integration shows. Whoever assumes the role has to send it.
    Default: ${quoted(input.externalId)}
    MinLength: 8
    MaxLength: 1224
    AllowedPattern: '[\\w+=,.@:/-]{8,1224}'
    ConstraintDescription: '8 to 1224 letters, digits and characters of _ + = , . @ : / -'
  PlatformPrincipalArn:
    Type: String
    Description: The only principal that may assume the role. Leave it as it is.
    Default: ${quoted(input.platformRoleArn)}
    AllowedPattern: 'arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]{1,576}'
    ConstraintDescription: The ARN of an IAM role
  RoleName:
    Type: String
    Description: Role names are unique in an account, so one account holds one stack with this name.
    Default: ${quoted(input.roleName)}
    MinLength: 1
    MaxLength: 64
    AllowedPattern: '[\\w+=,.@-]{1,64}'
    ConstraintDescription: '1 to 64 letters, digits and characters of _ + = , . @ -'

Resources:
  IntegrationRole:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Ref RoleName
      Description: Read access to AWS CodeArtifact for Backline
      MaxSessionDuration: 3600
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal:
              AWS: !Ref PlatformPrincipalArn
            Action: sts:AssumeRole
            Condition:
              StringEquals:
                sts:ExternalId: !Ref ExternalId
      Policies:
        - PolicyName: ${quoted(input.policyName)}
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - Effect: Allow
                Action: codeartifact:GetAuthorizationToken
                Resource:
${arnList(domains)}
              - Effect: Allow
                Action:
                  - codeartifact:GetRepositoryEndpoint
                  - codeartifact:ReadFromRepository
                Resource:
${arnList(repositories)}
              - Effect: Allow
                Action: sts:GetServiceBearerToken
                Resource: '*'
                Condition:
                  StringEquals:
                    sts:AWSServiceName: codeartifact.amazonaws.com

Outputs:
  RoleArn:
    Description: Enter this in Backline as Role ARN.
    Value: !GetAtt IntegrationRole.Arn
  ExternalId:
    Description: Enter this in Backline as External ID, unless it is there already.
    Value: !Ref ExternalId
  AccountId:
    Description: Enter this in Backline as Account ID.
    Value: !Ref AWS::AccountId
  TemplateVersion:
    Description: Version of the template that this stack was made from.
    Value: ${quoted(templateVersion)}
`;
}

/**
 * The console's page for creating the stack, filled in. It opens the template behind `templateUrl`; AWS ignores parameters
 * which that one does not have: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-console-create-stacks-quick-create-links.html
 */
export function cloudFormationUrl(
  input: Pick<TemplateInput, 'externalId' | 'platformRoleArn'> & {
    region: string;
    templateUrl: string;
    stackName: string;
  },
): string {
  const region = encodeURIComponent(input.region);
  const parameters = [
    ['templateURL', input.templateUrl],
    ['stackName', input.stackName],
    ['param_ExternalId', input.externalId],
    ['param_PlatformPrincipalArn', input.platformRoleArn],
  ] as const;
  const query = parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return `https://${region}.console.aws.amazon.com/cloudformation/home?region=${region}#/stacks/create/review?${query}`;
}

const accountWide: PolicyResources = {
  domains: ['arn:aws:codeartifact:*:${AWS::AccountId}:domain/*'],
  repositories: ['arn:aws:codeartifact:*:${AWS::AccountId}:repository/*/*'],
};

function arnList(arns: string[]): string {
  return arns
    .map((arn) => `                  - !Sub ${quoted(arn.replace(/^arn:aws:/, 'arn:$${AWS::Partition}:'))}`)
    .join('\n');
}

function quoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
