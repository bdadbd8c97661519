import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '../../../lib/enum-of.ts';
import { ConnectionReportType, CheckStatusEnum, PlannedCheckType } from '../reports/types.ts';
import { DiagnosisType } from '../diagnosis/types.ts';
import { SETTINGS, type Setting } from '../versions/setting-changes.ts';
import type { CheckStatus } from '../../../connectors/connector.ts';
import type { Diagnosis } from '../../../lib/diagnosis.ts';
import { STATUS_CHANGE_KINDS, type StatusChangeKind } from './comparison.ts';

export const StatusChangeKindEnum = enumOf(STATUS_CHANGE_KINDS);
registerEnumType(StatusChangeKindEnum, {
  name: 'StatusChangeKind',
  description: 'In which direction an integration changed. Open: values may be added.',
  valuesConfig: {
    FAILED: { description: 'It worked, or worked better, and now does not.' },
    RECOVERED: { description: 'It had worked, did not for a while, and works again.' },
  },
});

export const SettingEnum = enumOf(SETTINGS);
registerEnumType(SettingEnum, {
  name: 'IntegrationSetting',
  description: 'A setting of an integration that can be changed. Open: values may be added.',
  valuesConfig: {
    ACCOUNT_ID: { description: 'The AWS account.' },
    ROLE_ARN: { description: 'The role that is assumed.' },
    EXTERNAL_ID: { description: "The value that the role's trust policy demands." },
    REPOSITORY: { description: 'A repository was added, removed, or its URL replaced.' },
    ROUTES: { description: 'Which names a repository alone serves. No connection test uses them.' },
  },
});

@ObjectType('CheckTurn', { description: 'A check that came out otherwise than in the report before.' })
export class CheckTurnType extends PlannedCheckType {
  @Field(() => CheckStatusEnum, {
    nullable: true,
    description: 'In the report before; null where it had no such check, as for a repository added since.',
  })
  before: CheckStatus | null;

  @Field(() => CheckStatusEnum, { description: 'Now; for a recovery, in the first report that shows it.' })
  after: CheckStatus;

  @Field(() => DiagnosisType, { nullable: true, description: 'Why it does not pass now; null where it passes.' })
  diagnosis: Diagnosis | null;
}

@ObjectType('SettingChange', { description: 'A change of one setting, by somebody in the organization.' })
export class SettingChangeType {
  @Field(() => GraphQLDateTime, { description: 'When it was saved.' })
  at: Date;

  @Field(() => String, { description: "The person's email address, or the API key's name." })
  actor: string;

  @Field(() => String, {
    nullable: true,
    description: 'The x-request-id of the request that saved it; the audit event of the change repeats it.',
  })
  requestId: string | null;

  @Field(() => SettingEnum, { description: 'Which setting it was.' })
  setting: Setting;

  @Field(() => String, { nullable: true, description: "Whose routes, where it was a repository's routes." })
  repositoryUrl: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The value before; null for what was added. Of External IDs only the end.',
  })
  before: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The value after; null for what was removed. Of External IDs only the end.',
  })
  after: string | null;

  @Field(() => Boolean, {
    description:
      'Whether it can have brought the change of status about: a test uses it, and it was saved before the first report that shows it.',
  })
  isPossibleCause: boolean;
}

@ObjectType('ConcurrentFailure', {
  description: 'Another integration of the organization that stopped working in the same period, at the same check.',
})
export class ConcurrentFailureType {
  @Field(() => ID, { description: 'Id of the integration.' })
  integrationId: string;

  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => String, { description: 'Its AWS account, 12 digits.' })
  accountId: string;

  @Field(() => GraphQLDateTime, { description: 'When the first report that shows it began.' })
  since: Date;
}

@ObjectType('StatusChange', {
  description: 'How an integration came from working to not working, or back: between which reports, and what differs.',
})
export class StatusChangeType {
  @Field(() => StatusChangeKindEnum, { description: 'In which direction.' })
  kind: StatusChangeKind;

  @Field(() => GraphQLDateTime, {
    description: 'When the first report that shows it began. It happened between the report before and this time.',
  })
  since: Date;

  @Field(() => ConnectionReportType, { description: 'The last report before: for a failure, the last good one.' })
  reportBefore: ConnectionReportType;

  @Field(() => ConnectionReportType, { description: 'The first report that shows it.' })
  firstReport: ConnectionReportType;

  @Field(() => [CheckTurnType], {
    description:
      'The checks that make the difference. A failure is compared with the last report, a recovery with the first that shows it.',
  })
  turned: CheckTurnType[];

  @Field(() => [SettingChangeType], {
    description: 'What was changed here between the reports compared, oldest first; the latest 100 versions.',
  })
  changes: SettingChangeType[];

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True where nothing was changed here that can have brought it about, so that the change is elsewhere. Null where settings of that time were not kept.',
  })
  nothingChangedHere: boolean | null;
}
