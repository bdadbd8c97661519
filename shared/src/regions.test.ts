import { expect, it } from 'vitest';
import { CODEARTIFACT_REGIONS, isCodeArtifactRegion, isRegionName, partitionOfArn } from './index.ts';

it('CodeArtifact is offered in 13 Regions', () => {
  expect(new Set(CODEARTIFACT_REGIONS).size).toBe(13);
  for (const region of CODEARTIFACT_REGIONS) {
    expect([isCodeArtifactRegion(region), isRegionName(region)]).toEqual([true, true]);
  }
});

it.each(['us-west-1', 'US-EAST-1', 'us-east-1 ', ''])('CodeArtifact is not offered in %j', (region) => {
  expect(isCodeArtifactRegion(region)).toBe(false);
});

it.each(['cn-north-1', 'us-gov-west-1', 'us-iso-east-1', 'us-isob-east-1', 'ca-central-1'])(
  '%s has the form of a Region, whatever is offered there',
  (region) => {
    expect(isRegionName(region)).toBe(true);
  },
);

it.each([
  ['arn:aws:iam::111122223333:role/x', 'aws'],
  ['arn:aws-cn:iam::111122223333:role/x', 'aws-cn'],
  ['ARN:aws:iam::111122223333:role/x', null],
  ['role/x', null],
])('the partition of %s is %s', (arn, partition) => {
  expect(partitionOfArn(arn)).toBe(partition);
});
