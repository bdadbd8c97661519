import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { FINDING_SEVERITIES, type FindingSeverity, type PolicySource } from '../../../connectors/codeartifact/index.ts';
import type { Cause } from '../../../lib/diagnosis.ts';
import { enumOf } from '../../../lib/enum-of.ts';
import { CauseType } from '../../integrations/index.ts';

const PolicySourceEnum = enumOf(['TRUST_POLICY', 'PERMISSIONS_POLICY'] as const);
registerEnumType(PolicySourceEnum, {
  name: 'PolicySource',
  description: 'Which of the two texts of the input.',
  valuesConfig: {
    TRUST_POLICY: { description: 'Who may assume the role.' },
    PERMISSIONS_POLICY: { description: 'What the role may do.' },
  },
});

const FindingSeverityEnum = enumOf(FINDING_SEVERITIES);
registerEnumType(FindingSeverityEnum, {
  name: 'FindingSeverity',
  description: 'How grave a finding is.',
  valuesConfig: {
    ERROR: { description: 'The integration does not work, or not safely, with it, or AWS refuses the text.' },
    WARNING: { description: 'The integration may not work with it, or it allows more than is needed.' },
    NOTE: { description: 'Worth knowing.' },
  },
});

const SentExternalIdEnum = enumOf(['RIGHT', 'MISSING', 'WRONG'] as const);
registerEnumType(SentExternalIdEnum, {
  name: 'SentExternalId',
  description: 'What is sent as External ID.',
  valuesConfig: {
    RIGHT: { description: 'The one of the integration.' },
    MISSING: { description: 'None.' },
    WRONG: { description: 'Another one.' },
  },
});

@InputType('RolePoliciesInput', {
  description: "A role's policies as they were pasted, at most 64 KB each, and what the integration needs of the role.",
})
export class RolePoliciesInputType {
  @Field(() => String, {
    nullable: true,
    description:
      'JSON of the trust policy, the output of aws iam get-role or get-account-authorization-details, a CloudFormation template, or Terraform with plain values.',
  })
  trustPolicy?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The same for the permissions: one policy or several, the output of get-role-policy or get-policy-version, a template.',
  })
  permissionsPolicy?: string | null;

  @Field(() => String, { description: '12 digits; an empty text takes that of the integration.' })
  accountId: string;

  @Field(() => String, {
    nullable: true,
    description: 'The one that the trust policy should demand. Without any, that of the integration.',
  })
  externalId?: string | null;

  @Field(() => String, { nullable: true })
  roleArn?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'At most 50. Without any, the permissions are judged for all of the account.',
  })
  repositoryUrls?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Fills in what is not given.' })
  integrationId?: string | null;
}

@ObjectType('PlaceInPolicy', { description: 'Where something stands in a pasted text.' })
export class PlaceInPolicyType {
  @Field(() => PolicySourceEnum, { description: 'In which of the two texts.' })
  source: PolicySource;

  @Field(() => Int, { description: 'From 1.' })
  line: number;

  @Field(() => Int, { description: 'From 1.' })
  column: number;
}

@ObjectType('PermissionVerdict', { description: 'Whether the policies allow one call.' })
export class PermissionVerdictType {
  @Field(() => String, { description: 'For example codeartifact:ReadFromRepository.' })
  action: string;

  @Field(() => String, { description: 'An ARN, or * where AWS knows no resource for the action.' })
  resource: string;

  @Field(() => Boolean, { description: 'Only where it is allowed for certain.' })
  allowed: boolean;

  @Field(() => Boolean, {
    description: 'It depends on values that are known only when the policy is deployed or the call is made.',
  })
  unknown: boolean;

  @Field(() => String, { description: 'Which statement decided, or why none did.' })
  reason: string;

  @Field(() => String, { nullable: true, description: 'The statement that decided, or comes nearest.' })
  statement: string | null;

  @Field(() => PlaceInPolicyType, { nullable: true, description: 'Where that statement stands.' })
  place: PlaceInPolicyType | null;

  @Field(() => SentExternalIdEnum, { nullable: true, description: 'For sts:AssumeRole.' })
  externalId: 'RIGHT' | 'MISSING' | 'WRONG' | null;
}

@ObjectType('PolicyFinding', { description: 'Something in a policy that is wrong, risky or worth knowing.' })
export class PolicyFindingType extends PlaceInPolicyType {
  @Field(() => String, { description: 'Stable, in lower snake case. Codes may be added.' })
  code: string;

  @Field(() => FindingSeverityEnum, { description: 'How grave it is.' })
  severity: FindingSeverity;

  @Field(() => String, { description: 'What is wrong, and why.' })
  message: string;

  @Field(() => String, { nullable: true, description: 'What to change.' })
  repair: string | null;
}

@ObjectType('RepairedPolicy', { description: 'A pasted policy with as little changed as makes it right.' })
export class RepairedPolicyType {
  @Field(() => PolicySourceEnum, { description: 'In which of the two texts.' })
  source: PolicySource;

  @Field(() => String, { description: 'Which policy, e.g. trust policy.' })
  name: string;

  @Field(() => String, { description: 'JSON.' })
  text: string;

  @Field(() => String, { description: 'Unified, from the pasted policy to the repaired one.' })
  diff: string;

  @Field(() => Boolean, { description: 'With it, everything that was judged of this kind is as it should be.' })
  sufficient: boolean;
}

@ObjectType('RolePoliciesReport', { description: "What the role's policies allow, found without asking AWS." })
export class RolePoliciesReportType {
  @Field(() => Boolean, { description: 'Nothing that was pasted stands in the way. See notJudged for what was not.' })
  ok: boolean;

  @Field(() => [PermissionVerdictType], {
    description: 'One row for each action and resource that the integration needs.',
  })
  permissions: PermissionVerdictType[];

  @Field(() => [PermissionVerdictType], {
    description:
      'Calls that the role must refuse: sts:AssumeRole without an External ID and with a wrong one. Allowed here is a defect.',
  })
  refusals: PermissionVerdictType[];

  @Field(() => [CauseType], { description: 'CERTAIN where the policies prove it.' })
  causes: Cause[];

  @Field(() => [PolicyFindingType], { description: 'The gravest first.' })
  findings: PolicyFindingType[];

  @Field(() => [RepairedPolicyType], { description: 'Only those that something was changed in.' })
  repaired: RepairedPolicyType[];

  @Field(() => [String], { description: 'What the answer does not cover, one sentence each.' })
  notJudged: string[];
}
