import { expect, it } from 'vitest';
import {
  CODEARTIFACT_REGIONS,
  isCodeArtifactRegion,
  isRegionName,
  partitionOfArn,
  partitionOfRegion,
} from './index.ts';

it('CodeArtifact is offered in 13 Regions, all of the partition "aws"', () => {
  expect(new Set(CODEARTIFACT_REGIONS).size).toBe(13);
  for (const region of CODEARTIFACT_REGIONS) {
    expect([isCodeArtifactRegion(region), isRegionName(region), partitionOfRegion(region)]).toEqual([
      true,
      true,
      'aws',
    ]);
  }
});

it.each(['us-west-1', 'US-EAST-1', 'us-east-1 ', ''])('CodeArtifact is not offered in %j', (region) => {
  expect(isCodeArtifactRegion(region)).toBe(false);
});

it.each([
  ['cn-north-1', 'aws-cn'],
  ['us-gov-west-1', 'aws-us-gov'],
  ['us-iso-east-1', 'aws-iso'],
  ['us-isob-east-1', 'aws-iso-b'],
  ['ca-central-1', 'aws'],
])('%s belongs to %s', (region, partition) => {
  expect(partitionOfRegion(region)).toBe(partition);
  expect(isRegionName(region)).toBe(true);
});

it.each([
  ['arn:aws:iam::111122223333:role/x', 'aws'],
  ['arn:aws-cn:iam::111122223333:role/x', 'aws-cn'],
  ['ARN:aws:iam::111122223333:role/x', null],
  ['role/x', null],
])('the partition of %s is %s', (arn, partition) => {
  expect(partitionOfArn(arn)).toBe(partition);
});
