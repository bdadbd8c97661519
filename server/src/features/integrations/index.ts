/** The hub: connect an AWS account's CodeArtifact, test it, save it, change it, remove it. */

import { IntegrationEntity, RepositoryEntity } from './entity.ts';
import { ExternalIdEntity } from './external-ids/entity.ts';
import { ConnectionReportEntity } from './reports/entity.ts';
import { IntegrationVersionEntity } from './versions/entity.ts';

export type { Repository } from './details.ts';
export {
  CauseType,
  DiagnosisCategoryEnum,
  DiagnosisType,
  EvidenceType,
  SideEnum,
  SnippetType,
} from './diagnosis/types.ts';
export type { ConnectionReportEntity, IntegrationEntity };
export { ExternalIds } from './external-ids/service.ts';
export { ExternalIdStore } from './external-ids/store.ts';
export { IntegrationLoaders } from './loaders.ts';
export { ConnectionTestResolver } from './reports/resolver.ts';
export { ConnectionTests } from './reports/service.ts';
export { ConnectionReportStore } from './reports/store.ts';
export { CheckType } from './reports/types.ts';
export { IntegrationResolver } from './resolver.ts';
export { Integrations, type SavedConnection } from './service.ts';
export { IntegrationSetupResolver } from './setup/resolver.ts';
export { IntegrationSetup } from './setup/service.ts';
export { StatusChangeLoaders, type StatusChange } from './status-changes/loaders.ts';
export { IntegrationStatusChangeResolver, StatusChangeResolver } from './status-changes/resolver.ts';
export { IntegrationStore } from './store.ts';
export { CodeArtifactRepositoryType, PackageTypeEnum, RepositoryInputType } from './types.ts';

export { IntegrationVersionStore } from './versions/store.ts';

export const INTEGRATION_ENTITIES = [
  IntegrationEntity,
  IntegrationVersionEntity,
  RepositoryEntity,
  ExternalIdEntity,
  ConnectionReportEntity,
];
