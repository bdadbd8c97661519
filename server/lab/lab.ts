import { createDefaultWorld, deployRole, type Deployment } from './default-world.ts';
import { createState, type LabState } from './state.ts';
import { findSwitch, switches } from './switches/index.ts';
import { connection, lossyServices, type LossyService, type World } from './world.ts';

/** The lab's world with its switches: always rebuilt from the beginning, so switches combine and leave no trace. */
export class Lab {
  readonly state: LabState;
  readonly #beginning: World;
  readonly #deployments: Deployment[];
  readonly #activeSince = new Map<string, number>();
  #edits: ((world: World) => void)[] = [];

  constructor(
    deployments: readonly Deployment[],
    /** Called with a service to which connections no longer come about as before. */
    private readonly onLoss: (service: LossyService) => void,
  ) {
    this.#beginning = createDefaultWorld();
    this.#deployments = [...deployments];
    this.state = createState(this.#build());
  }

  get deployments(): readonly Deployment[] {
    return this.#deployments;
  }

  /** Ids of the switches that are on, in the list's order. */
  get active(): readonly string[] {
    return switches.map(({ id }) => id).filter((id) => this.#activeSince.has(id));
  }

  /** Flips a switch. Throws an Error where there is none of that name. */
  set(id: string, isOn: boolean): void {
    findSwitch(id);
    if (!isOn) this.#activeSince.delete(id);
    else if (!this.#activeSince.has(id)) this.#activeSince.set(id, Date.now());
    this.#apply();
  }

  /** All switches off and every edit undone; what was deployed stays. */
  reset(): void {
    this.#activeSince.clear();
    this.#edits = [];
    this.#apply();
  }

  /** Creates a customer's role, or gives it another External ID, as deploying the stack does. */
  deploy(deployment: Deployment): void {
    const { accountId, roleName } = deployment;
    const isSame = (other: Deployment) => other.accountId === accountId && other.roleName === roleName;
    const earlier = this.#deployments.findIndex(isSame);
    if (earlier !== -1) this.#deployments.splice(earlier, 1);
    this.#deployments.push(deployment);
    this.#apply();
  }

  /** Changes the world beneath the switches, until the next reset. The function is called again at every change. */
  edit(change: (world: World) => void): void {
    this.#edits.push(change);
    this.#apply();
  }

  #apply(): void {
    const before = this.state.world.settings;
    this.state.world = this.#build();
    this.state.failedOnce.clear();
    for (const service of lossyServices) {
      const state = connection(this.state.world.settings, service);
      if (state !== 'works' && state !== connection(before, service)) this.onLoss(service);
    }
  }

  #build(): World {
    const world = structuredClone(this.#beginning);
    for (const deployment of this.#deployments) deployRole(world, deployment);
    for (const edit of this.#edits) edit(world);
    for (const { id, apply } of switches) {
      const since = this.#activeSince.get(id);
      if (since !== undefined) apply(world, since);
    }
    return world;
  }
}
