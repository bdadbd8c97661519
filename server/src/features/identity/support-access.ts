/** What identity asks about support people. The grants themselves are a feature further on. */

import type { Unit } from '../../lib/database.ts';

/** An organization that lets a support person in. */
export interface OpenOrganization {
  id: string;
  name: string;
  /** When the grant that lasts longest ends. */
  until: Date;
}

export interface SupportAccess {
  /** The organizations that let this person in at this moment, by name. */
  openTo(unit: Unit, personId: string, now: Date): Promise<OpenOrganization[]>;
}
