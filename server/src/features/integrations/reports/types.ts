import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { CHECK_CODES, CHECK_STATUSES, type CheckCode, type CheckStatus } from '../../../connectors/connector.ts';
import { enumOf } from '../../../lib/enum-of.ts';
import { PageInfoType, UserErrorType } from '../../../lib/types.ts';
import { DiagnosisType, EvidenceType } from '../diagnosis/types.ts';

export const CheckCodeEnum = enumOf(CHECK_CODES);
registerEnumType(CheckCodeEnum, {
  name: 'CheckCode',
  description: 'A step of a connection test, or of the diagnosis of a package. Open: values may be added.',
  valuesConfig: {
    DETAILS: {
      description: 'Offline: do account, role ARN, External ID and URLs agree, before AWS is asked anything.',
    },
    PLATFORM_IDENTITY: { description: "The platform's own identity and role." },
    ASSUME_ROLE: { description: "The customer's role with the External ID." },
    EXTERNAL_ID_ENFORCED: { description: "The customer's role must refuse without, and with a wrong, External ID." },
    AUTHORIZATION_TOKEN: { description: 'A token for each domain.' },
    REPOSITORY_ENDPOINT: { description: 'Each repository exists and its address is the one entered.' },
    REPOSITORY_READ: { description: 'Each repository can be read with the token.' },
    PACKAGE_NAME: { description: 'Offline: are name and version what this package type can have.' },
    PACKAGE_LOOKUP: { description: 'Does the repository list the package, and the version asked for.' },
    PACKAGE_VERSION: {
      description: "The version's own document, beside the list that lacks it. Never the file of the package.",
    },
    CONTROL_REQUEST: {
      description:
        'The same token on something that is known to be there: tells a missing package from a refused token.',
    },
    PUBLIC_PACKAGE: { description: 'Names that everybody has: does the repository take in what is public.' },
    OTHER_SPELLING: { description: 'The name in another spelling that is offered.' },
    OTHER_PACKAGE_TYPE: { description: 'The name at a repository of another package type.' },
  },
});

export const CheckStatusEnum = enumOf(CHECK_STATUSES);
registerEnumType(CheckStatusEnum, {
  name: 'CheckStatus',
  description: 'How a step, or a test as a whole, ended.',
  valuesConfig: {
    PASSED: { description: 'It works.' },
    FAILED: { description: 'It does not work.' },
    WARNING: { description: 'It works, or nothing proves that it does not, and something deserves a look.' },
    SKIPPED: { description: 'It could not run, because a step that it depends on failed.' },
  },
});

@ObjectType('PlannedCheck', { description: 'A step that a running test will take.' })
export class PlannedCheckType {
  @Field(() => CheckCodeEnum)
  code: CheckCode;

  @Field(() => String)
  label: string;

  @Field(() => String, {
    nullable: true,
    description: '"<domain>-<owner> <region>", for a step of one domain or of a repository in it.',
  })
  domain: string | null;

  @Field(() => String, { nullable: true, description: 'For a step of one repository.' })
  repositoryUrl: string | null;
}

@ObjectType('Check', { description: 'One finished step of a connection test or of the diagnosis of a package.' })
export class CheckType extends PlannedCheckType {
  @Field(() => CheckStatusEnum)
  status: CheckStatus;

  @Field(() => Int, { description: 'Milliseconds.' })
  durationMs: number;

  @Field(() => EvidenceType, { nullable: true, description: 'What AWS or the repository really answered.' })
  evidence: EvidenceType | null;

  @Field(() => DiagnosisType, { nullable: true, description: 'Why it did not pass.' })
  diagnosis: DiagnosisType | null;
}

@ObjectType('ConnectionReport', { description: 'All steps of one connection test together.' })
export class ConnectionReportType {
  @Field(() => ID)
  id: string;

  @Field(() => CheckStatusEnum, { description: 'The worst of its checks, skipped ones left aside.' })
  status: CheckStatus;

  @Field(() => GraphQLDateTime)
  startedAt: Date;

  @Field(() => Int, { description: 'Milliseconds.' })
  durationMs: number;

  @Field(() => String, { description: 'Member, API key, support or schedule.' })
  requestedBy: string;

  @Field(() => [CheckType], {
    description: 'In the order in which they ran; what could not run is SKIPPED, never left out.',
  })
  checks: CheckType[];
}

@ObjectType('ConnectionReportEdge', { description: 'A report and where it stands in the list.' })
export class ConnectionReportEdgeType {
  @Field(() => String, { description: 'Give it as "after" to continue behind this report.' })
  cursor: string;

  @Field(() => ConnectionReportType)
  node: ConnectionReportType;
}

@ObjectType('ConnectionReportConnection', { description: 'A page of reports, newest first.' })
export class ConnectionReportConnectionType {
  @Field(() => [ConnectionReportEdgeType])
  edges: ConnectionReportEdgeType[];

  @Field(() => PageInfoType)
  pageInfo: PageInfoType;

  @Field(() => Int, {
    description: 'All reports that are kept: the latest 100, and those that tell when it last worked.',
  })
  totalCount: number;
}

@ObjectType('ConnectionTestPayload', { description: 'Answer to a connection test.' })
export class ConnectionTestPayloadType {
  @Field(() => ConnectionReportType, { nullable: true, description: 'Null where the details forbid a test.' })
  report: ConnectionReportType | null;

  @Field(() => [UserErrorType], { description: 'What must be mended before a test; nothing was called.' })
  userErrors: UserErrorType[];

  @Field(() => [UserErrorType], { description: 'What deserves a look and forbids nothing.' })
  warnings: UserErrorType[];
}

@ObjectType('ConnectionTestEvent', {
  description: 'What a running test tells: its plan, then each check, last its report.',
})
export class ConnectionTestEventType {
  @Field(() => [PlannedCheckType], { nullable: true, description: 'First event: the checks that will run, in order.' })
  planned: PlannedCheckType[] | null;

  @Field(() => CheckType, { nullable: true, description: 'One event for each finished check.' })
  check: CheckType | null;

  @Field(() => ConnectionReportType, { nullable: true, description: 'Last event.' })
  report: ConnectionReportType | null;

  @Field(() => [UserErrorType], { description: 'What must be mended before a test; then this is the only event.' })
  userErrors: UserErrorType[];
}
