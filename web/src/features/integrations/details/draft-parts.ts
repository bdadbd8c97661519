/** One row and one problem of the form; apart from the draft, so that the rules about rows need not know the whole. */

import type { PackageType, UserError } from '@backline/shared';

export interface RepositoryRow {
  /** Stable while rows come and go. */
  key: string;
  packageType: PackageType;
  url: string;
  /** Beginnings of names that this repository alone serves. */
  routes: string[];
}

/** A problem together with the id of the input that it stands beside; null where it belongs to none. */
export interface FieldProblem extends UserError {
  fieldId: string | null;
}
