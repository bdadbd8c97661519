import type { PackageTypeDefinition } from '../package-type.ts';

/** PEP 503 pages live under `/simple/`: https://docs.aws.amazon.com/codeartifact/latest/ug/python-configure-pip.html */
export const pypi = {
  id: 'PYPI',
  label: 'PyPI',
  format: 'pypi',
  urlTail: 'simple/',
  missingTailCode: 'url_missing_simple_suffix',
  listedByAws: true,
  exampleUrl: 'https://my-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com/pypi/my-repo/simple/',
} as const satisfies PackageTypeDefinition;
