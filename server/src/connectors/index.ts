/** The list of connectors; adding one is one line here and one folder beside. */

import { definition as codeArtifact } from './codeartifact/definition.ts';
import type { ConnectorDefinition } from './connector.ts';

export const connectorDefinitions: readonly ConnectorDefinition[] = [codeArtifact];
