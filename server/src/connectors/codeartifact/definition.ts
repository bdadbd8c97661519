import { packageTypes } from '@backline/shared';
import type { ConnectorDefinition } from '../connector.ts';

export const definition: ConnectorDefinition = {
  id: 'AWS_CODEARTIFACT',
  name: 'AWS CodeArtifact',
  description:
    'Private npm, PyPI, Go and NuGet packages of an AWS account, read through a role in that account. No AWS keys are stored.',
  packageTypes: packageTypes.map(({ id }) => id),
};
