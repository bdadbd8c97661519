/** Regions in which AWS offers CodeArtifact: https://docs.aws.amazon.com/general/latest/gr/codeartifact.html */
export const CODEARTIFACT_REGIONS = [
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-northeast-1',
  'eu-central-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'eu-north-1',
  'eu-south-1',
] as const;
export type CodeArtifactRegion = (typeof CODEARTIFACT_REGIONS)[number];

/** Whether CodeArtifact exists in this Region; the spelling is compared exactly. */
export function isCodeArtifactRegion(region: string): region is CodeArtifactRegion {
  return (CODEARTIFACT_REGIONS as readonly string[]).includes(region);
}

/** Whether the text has the form of a Region's name, whatever AWS offers there. */
export function isRegionName(text: string): boolean {
  return /^[a-z]{2,4}(?:-[a-z]{1,16}){1,2}-\d{1,2}$/.test(text);
}

/** The partition that an ARN names (`arn:<partition>:…`), or null where the text does not begin as an ARN. */
export function partitionOfArn(arn: string): string | null {
  return /^arn:([a-z][a-z0-9-]{0,31}):/.exec(arn)?.[1] ?? null;
}
