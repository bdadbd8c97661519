/** All migrations, oldest first. A merged one is never edited: what is wrong with it is mended by the next. */

import { CreateIdentity1795491600000 } from './1795491600000-create-identity.ts';
import { CreateIntegrations1795492200000 } from './1795492200000-create-integrations.ts';
import { AddPackages1795494600000 } from './1795494600000-add-packages.ts';
import { CreateSupport1796064000000 } from './1796064000000-create-support.ts';
import { IndexAuditEvents1796064100000 } from './1796064100000-index-audit-events.ts';
import { AddIntegrationVersions1796065000000 } from './1796065000000-add-integration-versions.ts';
import { CreateAdvisories1796067000000 } from './1796067000000-create-advisories.ts';
import { CreateProjects1796068000000 } from './1796068000000-create-projects.ts';
import { AddAnalysisEvidence1796069000000 } from './1796069000000-add-analysis-evidence.ts';

export const migrations = [
  CreateIdentity1795491600000,
  CreateIntegrations1795492200000,
  AddPackages1795494600000,
  CreateSupport1796064000000,
  IndexAuditEvents1796064100000,
  AddIntegrationVersions1796065000000,
  CreateAdvisories1796067000000,
  CreateProjects1796068000000,
  AddAnalysisEvidence1796069000000,
];
