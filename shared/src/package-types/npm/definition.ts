import type { PackageTypeDefinition } from '../package-type.ts';

/** The registry URL ends in a slash: https://docs.aws.amazon.com/codeartifact/latest/ug/npm-auth.html */
export const npm = {
  id: 'NPM',
  label: 'npm',
  format: 'npm',
  urlTail: '',
  missingTailCode: 'trailing_slash_mismatch',
  listedByAws: true,
  exampleUrl: 'https://my-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com/npm/my-repo/',
} as const satisfies PackageTypeDefinition;
