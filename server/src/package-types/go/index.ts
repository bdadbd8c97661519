/** Go modules over the module proxy protocol. */

import type { PackageTypePlug } from '../package-type.ts';
import { builds } from './builds.ts';
import { client } from './client-config.ts';
import { definition } from './definition.ts';
import { manifests } from './manifest/index.ts';
import { names } from './names.ts';
import { publicNames } from './public-names.ts';
import { registry } from './registry.ts';
import { requests } from './requests.ts';
import { versions } from './versions.ts';

export const go: PackageTypePlug = {
  definition,
  names,
  versions,
  registry,
  requests,
  client,
  publicNames,
  manifests,
  builds,
};
