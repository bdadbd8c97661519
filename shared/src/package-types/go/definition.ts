import type { PackageTypeDefinition } from '../package-type.ts';

/** AWS lists no Go format; the address follows the pattern of the others and is asked, never assumed to work. */
export const go = {
  id: 'GO',
  label: 'Go',
  format: 'go',
  urlTail: '',
  missingTailCode: 'trailing_slash_mismatch',
  listedByAws: false,
  exampleUrl: 'https://my-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com/go/my-repo/',
} as const satisfies PackageTypeDefinition;
