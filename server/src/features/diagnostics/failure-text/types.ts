import type { PackageType } from '@backline/shared';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import type { DiagnosisCategory, Side } from '../../../lib/diagnosis.ts';
import { DiagnosisCategoryEnum, PackageTypeEnum, SideEnum, SnippetType } from '../../integrations/index.ts';

@InputType('ExplainFailureInput', { description: 'A failure as somebody saw it. It is read once and kept nowhere.' })
export class ExplainFailureInputType {
  @Field(() => String, {
    description: 'Error text as it was seen: from AWS, a package manager, a build log. At most 64 KB.',
  })
  message: string;

  @Field(() => PackageTypeEnum, { nullable: true, description: 'Where the text itself does not tell.' })
  packageType?: PackageType | null;

  @Field(() => Int, { nullable: true, description: 'Where the text itself does not tell.' })
  httpStatus?: number | null;
}

@ObjectType('CauseDescription', {
  description:
    'One entry of the table of causes, with placeholders such as <role name> where a failure would give values.',
})
export class CauseDescriptionType {
  @Field(() => String, { description: 'A stable code, in lower snake case. Match on this, never on texts.' })
  code: string;

  @Field(() => String, { description: 'Short, for lists.' })
  title: string;

  @Field(() => DiagnosisCategoryEnum, { description: 'The section of the troubleshooting page.' })
  category: DiagnosisCategory;

  @Field(() => SideEnum, { description: 'Who can mend it.' })
  side: Side;

  @Field(() => String)
  explanation: string;

  @Field(() => String, { description: 'How it shows: what is seen where it happens.' })
  shows: string;

  @Field(() => String, { description: 'What decides that it is this cause and not one that looks alike.' })
  decidedBy: string;

  @Field(() => [String], { description: 'What to do, in order.' })
  steps: string[];

  @Field(() => SnippetType, { nullable: true })
  snippet: SnippetType | null;

  @Field(() => String, { nullable: true, description: 'A page that states the rule.' })
  documentationUrl: string | null;
}
