/** How a failure is explained, wherever the API answers with one. */

import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import {
  CERTAINTIES,
  DIAGNOSIS_CATEGORIES,
  SIDES,
  type Certainty,
  type DiagnosisCategory,
  type Side,
} from '../../../lib/diagnosis.ts';
import { enumOf } from '../../../lib/enum-of.ts';

export const DiagnosisCategoryEnum = enumOf(DIAGNOSIS_CATEGORIES);
registerEnumType(DiagnosisCategoryEnum, {
  name: 'DiagnosisCategory',
  description: 'The four sections of the troubleshooting page first. Open: values may be added.',
  valuesConfig: {
    AUTHENTICATION_FAILED: { description: 'The role cannot be assumed, or no token is given.' },
    PERMISSION_DENIED: { description: 'Who asks is known, and a policy does not let it.' },
    PACKAGE_RESOLUTION: { description: 'The repository answers, and the package or version cannot be had from it.' },
    URL_FORMAT: { description: 'The address is not the one that the package manager needs.' },
    NETWORK: { description: 'No answer came, or not from the one who was asked.' },
    RATE_LIMITED: { description: 'AWS asks to wait.' },
    SERVICE: { description: 'A fault or a limit of AWS.' },
    UNKNOWN: { description: 'Nothing that is known fits. Nothing is claimed.' },
  },
});

export const CertaintyEnum = enumOf(CERTAINTIES);
registerEnumType(CertaintyEnum, {
  name: 'Certainty',
  description: 'How sure it is. What AWS words alike for several causes is never CERTAIN.',
  valuesConfig: {
    CERTAIN: { description: 'The answer, or a probe, proves it.' },
    LIKELY: { description: 'The most likely of those that fit.' },
    POSSIBLE: { description: 'It fits as well.' },
  },
});

export const SideEnum = enumOf(SIDES);
registerEnumType(SideEnum, {
  name: 'Side',
  description: 'Who can mend it.',
  valuesConfig: {
    CUSTOMER: { description: "The customer, in the AWS account or in this integration's settings." },
    PLATFORM: { description: 'Backline.' },
    AWS: { description: 'AWS; waiting or asking its support is all that helps.' },
  },
});

@ObjectType('Snippet', { description: 'Something to paste: a policy statement, a URL, a command.' })
export class SnippetType {
  @Field(() => String, { description: 'json, yaml, hcl, bash, text or url.' })
  language: string;

  @Field(() => String)
  text: string;
}

@ObjectType('Cause', { description: 'One candidate explanation with its remedy.' })
export class CauseType {
  @Field(() => String, { description: 'A stable code, in lower snake case. Match on this, never on texts.' })
  code: string;

  @Field(() => CertaintyEnum)
  certainty: Certainty;

  @Field(() => SideEnum)
  side: Side;

  @Field(() => String)
  explanation: string;

  @Field(() => [String], { description: 'What to do, in order.' })
  steps: string[];

  @Field(() => SnippetType, { nullable: true })
  snippet: SnippetType | null;

  @Field(() => String, { nullable: true, description: 'A page of AWS that states the rule.' })
  documentationUrl: string | null;
}

@ObjectType('FailureLine', { description: 'A line of a text; tokens in it are masked.' })
export class FailureLineType {
  @Field(() => Int, { description: 'Counts from 1.' })
  number: number;

  @Field(() => String)
  text: string;
}

@ObjectType('FailureReading', { description: 'What was read out of a text. Null where the text does not say.' })
export class FailureReadingType {
  @Field(() => [FailureLineType], { description: 'The lines that mattered, in their order.' })
  lines: FailureLineType[];

  @Field(() => String, { nullable: true, description: 'What was refused, e.g. sts:AssumeRole.' })
  action: string | null;

  @Field(() => String, { nullable: true, description: 'On what, usually an ARN.' })
  resource: string | null;

  @Field(() => String, { nullable: true })
  host: string | null;

  @Field(() => String, { nullable: true })
  package: string | null;

  @Field(() => String, { nullable: true })
  version: string | null;

  @Field(() => Int, { nullable: true })
  httpStatus: number | null;

  @Field(() => String, { nullable: true, description: "AWS's code, or the package manager's." })
  errorCode: string | null;

  @Field(() => String, { nullable: true, description: 'Names the call in a case at AWS support.' })
  awsRequestId: string | null;

  @Field(() => Int, { description: 'How many tokens, keys and passwords the text held. Replace them.' })
  maskedSecrets: number;
}

@ObjectType('Diagnosis', { description: 'Why something failed.' })
export class DiagnosisType {
  @Field(() => DiagnosisCategoryEnum)
  category: DiagnosisCategory;

  @Field(() => String, { description: 'One sentence: what happened.' })
  summary: string;

  @Field(() => [CauseType], {
    description:
      'Most likely first; one CERTAIN cause stands alone. Empty where a check was skipped, or a text is no failure that is known.',
  })
  causes: CauseType[];

  @Field(() => FailureReadingType, { nullable: true, description: 'Only in answers of explainFailure.' })
  reading?: FailureReadingType | null;
}

@ObjectType('Evidence', { description: 'What AWS or the repository really answered.' })
export class EvidenceType {
  @Field(() => Int, { nullable: true })
  httpStatus: number | null;

  @Field(() => String, { nullable: true, description: "AWS's own error code, or that of the network." })
  errorCode: string | null;

  @Field(() => String, { nullable: true, description: 'Its own words; secrets are masked.' })
  message: string | null;

  @Field(() => String, { nullable: true, description: 'Names the call in a case at AWS support.' })
  awsRequestId: string | null;
}
