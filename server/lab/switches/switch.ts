import type { CauseCode } from '@backline/shared';
import { PLATFORM_ACCOUNT } from '../default-world.ts';
import type { Account, Domain, PolicyJson, Repository, Role, StatementJson, User, World } from '../world.ts';

export const switchGroups = ['platform', 'role', 'token', 'endpoint', 'read', 'packages', 'wording'] as const;
export type SwitchGroup = (typeof switchGroups)[number];

/** One failure that can be rehearsed. */
export interface Switch {
  /** The cause's code, or a name where a cause has several ways to come about. */
  readonly id: string;
  readonly group: SwitchGroup;
  readonly title: string;
  /** What it changes in the lab's world. */
  readonly effect: string;
  /** The cause that a diagnosis should name or rank; null where the switch is no failure by itself. */
  readonly cause: CauseCode | null;
  /** Changes a world that nobody uses yet. `since` is when the switch was put on, in milliseconds since 1970. */
  readonly apply: (world: World, since: number) => void;
}

export function platformAccount(world: World): Account {
  return required(world.accounts.find(({ id }) => id === PLATFORM_ACCOUNT));
}

export function baseUser(world: World): User {
  return required(platformAccount(world).users[0]);
}

export function platformRole(world: World): Role {
  return required(platformAccount(world).roles[0]);
}

/** Every account but the platform's. */
export function customerAccounts(world: World): Account[] {
  return world.accounts.filter(({ id }) => id !== PLATFORM_ACCOUNT);
}

/** Changes the roles of all customers, so that a switch works for whatever was deployed. */
export function changeRoles(change: (role: Role) => void): (world: World) => void {
  return (world) =>
    customerAccounts(world)
      .flatMap(({ roles }) => roles)
      .forEach(change);
}

/** Changes the first statement of the trust policies of all customers' roles. */
export function changeTrust(change: (statement: StatementJson) => void): (world: World) => void {
  return changeRoles(({ trustPolicy }) => change(required(trustPolicy.Statement[0])));
}

export function changeDomains(change: (domain: Domain) => void): (world: World) => void {
  return (world) =>
    customerAccounts(world)
      .flatMap(({ domains }) => domains)
      .forEach(change);
}

export function changeRepositories(change: (repository: Repository) => void): (world: World) => void {
  return changeDomains(({ repositories }) => repositories.forEach(change));
}

/** Takes an action out of everything that allows it: roles, domains and repositories. */
export function withdrawAction(action: string): (world: World) => void {
  return (world) => {
    changeRoles(({ identityPolicies }) =>
      Object.values(identityPolicies).forEach((policy) => withdraw(policy, action)),
    )(world);
    changeDomains((domain) => {
      if (domain.policy) withdraw(domain.policy, action);
    })(world);
  };
}

function withdraw(policy: PolicyJson, action: string): void {
  policy.Statement = policy.Statement.flatMap((statement) => {
    const actions = [statement.Action].flat();
    const kept = actions.filter((name) => name !== action);
    if (kept.length === actions.length) return [statement];
    return kept.length === 0 ? [] : [{ ...statement, Action: kept }];
  });
}

export function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("A part of the lab's world that a switch needs is not there.");
  return value;
}
