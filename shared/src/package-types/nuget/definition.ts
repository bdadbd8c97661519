import type { PackageTypeDefinition } from '../package-type.ts';

/** Protocol v3 only: https://docs.aws.amazon.com/codeartifact/latest/ug/nuget-cli.html */
export const nuget = {
  id: 'NUGET',
  label: 'NuGet',
  format: 'nuget',
  urlTail: 'v3/index.json',
  missingTailCode: 'url_missing_v3_index',
  listedByAws: true,
  exampleUrl: 'https://my-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com/nuget/my-repo/v3/index.json',
} as const satisfies PackageTypeDefinition;
