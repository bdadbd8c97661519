/** One switch per failure between the platform's own credentials and a package. They combine. */

import { packageSwitches } from './packages.ts';
import { platformSwitches } from './platform.ts';
import { readSwitches } from './read.ts';
import { roleSwitches } from './role.ts';
import type { Switch } from './switch.ts';
import { tokenSwitches } from './token.ts';
import { wordingSwitches } from './wording.ts';

export { switchGroups, type Switch, type SwitchGroup } from './switch.ts';

export const switches: readonly Switch[] = [
  ...platformSwitches,
  ...roleSwitches,
  ...tokenSwitches,
  ...readSwitches,
  ...packageSwitches,
  ...wordingSwitches,
];

/** Throws an Error that names the switch. */
export function findSwitch(id: string): Switch {
  const found = switches.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`The lab has no switch ${id}. "npm run lab -- list" shows all of them.`);
  return found;
}
