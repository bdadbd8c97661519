/** Every table's entity: what the server reads and writes, and what the migrations must add up to. */

import { ADVISORY_ENTITIES } from './advisories/index.ts';
import { AuditEventEntity } from './features/audit/index.ts';
import { IDENTITY_ENTITIES } from './features/identity/index.ts';
import { INTEGRATION_ENTITIES } from './features/integrations/index.ts';
import { PACKAGE_ENTITIES } from './features/packages/index.ts';
import { PROJECT_ENTITIES } from './features/projects/index.ts';
import { SUPPORT_ENTITIES } from './features/support/index.ts';

export const ENTITIES = [
  ...IDENTITY_ENTITIES,
  AuditEventEntity,
  ...INTEGRATION_ENTITIES,
  ...PACKAGE_ENTITIES,
  ...PROJECT_ENTITIES,
  ...SUPPORT_ENTITIES,
  ...ADVISORY_ENTITIES,
];
