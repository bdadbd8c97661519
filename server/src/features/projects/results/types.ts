import type { PackageType } from '@backline/shared';
import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { SEVERITY_RATINGS, type SeverityRating } from '../../../advisories/index.ts';
import { enumOf } from '../../../lib/enum-of.ts';
import type { Diagnosis } from '../../../lib/diagnosis.ts';
import { PageInfoType } from '../../../lib/types.ts';
import { DiagnosisType, PackageTypeEnum } from '../../integrations/index.ts';
import { ORIGINS, type Origin } from '../analysis/result.ts';

export const DEPENDENCY_ORDERS = ['NAME', 'SEVERITY', 'AVAILABILITY'] as const;
export type DependencyOrder = (typeof DEPENDENCY_ORDERS)[number];

export const OriginEnum = enumOf(ORIGINS);
registerEnumType(OriginEnum, {
  name: 'DependencyOrigin',
  description: 'Where a dependency comes from, as far as files and metadata tell. Open: values may be added.',
  valuesConfig: {
    INTERNAL: { description: "The organization's own." },
    UPSTREAM: {
      description:
        'The repositories offer it, and its name is that of a public package. Whether theirs is that one, metadata does not tell.',
    },
    PUBLIC_ONLY: { description: 'The project takes it from a public registry; the repositories do not offer it.' },
    NOT_REGISTRY: { description: 'From git, an address or a folder; no repository can be asked for it.' },
    UNKNOWN: { description: 'Nothing tells.' },
  },
});

export const SeverityRatingEnum = enumOf(SEVERITY_RATINGS);
registerEnumType(SeverityRatingEnum, {
  name: 'SeverityRating',
  description: 'The ratings of CVSS.',
  valuesConfig: {
    CRITICAL: { description: 'A score of 9.0 or more.' },
    HIGH: { description: 'From 7.0 to 8.9.' },
    MEDIUM: { description: 'From 4.0 to 6.9.' },
    LOW: { description: 'From 0.1 to 3.9.' },
    NONE: { description: 'A score of 0.' },
  },
});

export const DependencyOrderEnum = enumOf(DEPENDENCY_ORDERS);
registerEnumType(DependencyOrderEnum, {
  name: 'DependencyOrder',
  description: 'How dependencies are sorted.',
  valuesConfig: {
    NAME: { description: 'By name.' },
    SEVERITY: { description: 'The most severe finding first.' },
    AVAILABILITY: { description: 'What cannot be had first, then what could not be judged.' },
  },
});

@ObjectType('FilePlace', { description: 'Where a file states a dependency.' })
export class FilePlaceType {
  @Field(() => String, { description: 'As it was given.' })
  path: string;

  @Field(() => Int, { description: 'Counts from 1.' })
  line: number;
}

// `simple` leaves out a wrapper that would be called for every field of thousands of dependencies.
@ObjectType('Dependency', { description: 'One version of one package that a project depends on.' })
export class DependencyType {
  @Field(() => ID, { simple: true, description: 'Stable within its analysis.' })
  id: string;

  @Field(() => PackageTypeEnum, { simple: true })
  packageType: PackageType;

  @Field(() => String, { simple: true })
  name: string;

  @Field(() => String, {
    nullable: true,
    simple: true,
    description: 'As locked; null where only a requirement is known and nothing satisfies it.',
  })
  version: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'What asks for it first, as written.' })
  requirement: string | null;

  @Field(() => Boolean, { simple: true, description: 'Whether a manifest of the project asks for it itself.' })
  isDirect: boolean;

  @Field(() => Boolean, { simple: true, description: 'Whether it is needed for development alone.' })
  isDevelopment: boolean;

  @Field(() => String, { simple: true, description: 'The first file that states it.' })
  path: string;

  @Field(() => Int, { simple: true, description: 'The line in that file; counts from 1.' })
  line: number;

  @Field(() => [FilePlaceType], { description: 'Every place that states it.' })
  places: FilePlaceType[];

  @Field(() => [String], {
    simple: true,
    description: 'Names on the shortest way from a manifest to it, its own last; empty where none leads to it.',
  })
  way: string[];

  @Field(() => OriginEnum, { simple: true, description: 'Where it comes from.' })
  origin: Origin;

  @Field(() => Boolean, {
    nullable: true,
    simple: true,
    description: "Whether the organization's repositories offer this version.",
  })
  available: boolean | null;

  @Field(() => String, { nullable: true, simple: true, description: 'The first repository that offers it.' })
  repositoryUrl: string | null;

  @Field(() => SeverityRatingEnum, { nullable: true, simple: true, description: 'Of its most severe finding.' })
  worstSeverity: SeverityRating | null;

  @Field(() => Int, { simple: true, description: 'How many advisories affect it.' })
  findingCount: number;

  @Field(() => DiagnosisType, {
    nullable: true,
    description: 'Where it is not available, or could not be judged: why.',
  })
  diagnosis: Diagnosis | null;
}

@ObjectType('DependencyEdge', { description: 'A dependency in a list.' })
export class DependencyEdgeType {
  @Field(() => String, { description: 'Its place in the list, for after.' })
  cursor: string;

  @Field(() => DependencyType)
  node: DependencyType;
}

@ObjectType('DependencyConnection', { description: 'A page of dependencies.' })
export class DependencyConnectionType {
  @Field(() => [DependencyEdgeType])
  edges: DependencyEdgeType[];

  @Field(() => PageInfoType)
  pageInfo: PageInfoType;

  @Field(() => Int, { description: 'Of all that fit the filters.' })
  totalCount: number;
}

@ObjectType('Finding', { description: 'A vulnerable dependency.' })
export class FindingType {
  @Field(() => ID, { description: 'Stable within its analysis.' })
  id: string;

  @Field(() => DependencyType, { description: 'What is vulnerable.' })
  dependency: DependencyType;

  @Field(() => String, { description: 'As its publisher names it, e.g. GHSA-....' })
  advisoryId: string;

  @Field(() => [String], { description: 'Other names of the same vulnerability, such as its CVE.' })
  aliases: string[];

  @Field(() => String, { description: "In the publisher's words." })
  summary: string;

  @Field(() => String, {
    nullable: true,
    description: 'CRITICAL, HIGH, MEDIUM, LOW or NONE; null where the advisory does not say.',
  })
  severity: string | null;

  @Field(() => Float, { nullable: true, description: 'CVSS score from 0 to 10.' })
  score: number | null;

  @Field(() => String, { nullable: true, description: 'CVSS vector.' })
  vector: string | null;

  @Field(() => [String], { description: 'First versions that the advisory calls fixed.' })
  fixedVersions: string[];

  @Field(() => String, {
    nullable: true,
    description: 'Smallest version that the repositories offer, no known advisory affects and every dependent accepts.',
  })
  remediationVersion: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Smallest version that the repositories offer and no known advisory affects, whoever accepts it.',
  })
  offeredVersion: string | null;

  @Field(() => DiagnosisType, {
    nullable: true,
    description: 'Where there is none, or it cannot be taken: why, and who can change it.',
  })
  blockedBy: Diagnosis | null;

  @Field(() => [ID], { description: 'Proposals that remove it.' })
  proposalIds: string[];
}
