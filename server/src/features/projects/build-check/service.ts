import type { PackageType } from '@backline/shared';
import type { Clock } from '../../../lib/clock.ts';
import type { Diagnosis, Evidence } from '../../../lib/diagnosis.ts';
import { redact } from '../../../lib/redact.ts';
import { Slots } from '../../../lib/slots.ts';
import {
  packageTypePlug,
  type BuildPlan,
  type PackageTypePlug,
  type ProjectFile,
} from '../../../package-types/index.ts';
import type { SavedConnection } from '../../integrations/index.ts';
import type { RegistryGateway, RegistryGateways } from '../../packages/index.ts';
import { whyNothingToAsk } from '../../packages/index.ts';
import { findClient, type FoundClient } from './clients.ts';
import { clientEnvironment } from './environment.ts';
import { runLimited, type ProcessLimits } from './limited-process.ts';
import { canSeparateNetworks, separated } from './network-isolation.ts';
import type { BuildCheck, BuildCheckStatus, BuildRestore } from './result.ts';
import { BUILD_CHECK_STATUSES } from './result.ts';
import { removeLeftovers, ScratchFolder } from './scratch-folder.ts';

const MEGABYTE = 1_024 * 1_024;
const LIMITS: ProcessLimits = { wallMs: 5 * 60_000, memoryBytes: 2_048 * MEGABYTE, diskBytes: 4_096 * MEGABYTE };
/** Of this process; each may use the memory and the disk of the limits. */
const CHECKS_AT_ONCE = 1;

export interface BuildCheckInput {
  organizationId: string;
  connection: SavedConnection;
  /** Of the changed project; those that no package type knows are left out. */
  files: readonly ProjectFile[];
  packageTypes: readonly PackageType[];
}

export interface BuildChecksOptions {
  /** The setting BUILD_CHECKS. */
  isEnabled: boolean;
  gateways: Pick<RegistryGateways, 'open'>;
  /** What a failure's text says. */
  explain: (text: string, hints: { packageType: PackageType; httpStatus: null }) => Diagnosis;
  clock: Clock;
  /** Where programs are looked for, as PATH has it. */
  searchPath: string;
  limits?: Partial<ProcessLimits>;
}

/** Restores changed projects with the real package managers: in a scratch folder, scripts off, from the integration alone. */
export class BuildChecks {
  readonly #slots = new Slots(CHECKS_AT_ONCE);

  constructor(private readonly options: BuildChecksOptions) {}

  /** Rejects with the signal's reason, and for defects of our own. */
  async run(input: BuildCheckInput, signal: AbortSignal): Promise<BuildCheck> {
    const startedAt = this.options.clock.now();
    const begun = performance.now();
    const check = { startedAt, isolation: [] as string[], restores: [] as BuildRestore[] };
    const finish = (reason: string | null): BuildCheck => {
      const durationMs = Math.round(performance.now() - begun);
      return { ...check, reason, durationMs, status: reason === null ? worstOf(check.restores) : 'REFUSED' };
    };
    if (!this.options.isEnabled) return finish(OFF);
    const release = await this.#slots.take(signal);
    try {
      await removeLeftovers();
      for (const packageType of input.packageTypes)
        check.restores.push(...(await this.#type(input, packageType, signal)));
      if (check.restores.some(({ status }) => status !== 'REFUSED')) check.isolation.push(...isolation());
      return finish(check.restores.length === 0 ? NOTHING : null);
    } finally {
      release();
    }
  }

  async #type(input: BuildCheckInput, packageType: PackageType, signal: AbortSignal): Promise<BuildRestore[]> {
    const plug = packageTypePlug(packageType);
    const files = input.files.filter((file) => isOfProject(plug, file));
    const reading = plug.manifests.read(files);
    const unplanned = { files, reading, repositories: [] };
    const restores: BuildRestore[] = [];
    // One after the other, each with a gateway and a folder of its own.
    for (const [place, first] of plug.builds.plan(unplanned).entries()) {
      const why = first.refused ?? whyNothingToAsk(input.connection, packageType);
      const found = why === null ? await findClient(first, this.options.searchPath) : { missing: why };
      if ('missing' in found) restores.push(refused(packageType, first, found.missing));
      else
        restores.push(
          await this.#restore(
            input,
            plug,
            (repositories) => plug.builds.plan({ files, reading, repositories })[place] ?? first,
            found,
            signal,
          ),
        );
    }
    return restores;
  }

  async #restore(
    { organizationId, connection }: BuildCheckInput,
    plug: PackageTypePlug,
    planWith: (repositories: Parameters<PackageTypePlug['builds']['plan']>[0]['repositories']) => BuildPlan,
    client: FoundClient,
    signal: AbortSignal,
  ): Promise<BuildRestore> {
    const limits = { ...LIMITS, ...this.options.limits };
    const scratch = await ScratchFolder.make();
    let gateway: RegistryGateway | null = null;
    try {
      gateway = await this.options.gateways.open(organizationId, connection, plug, {
        urls: 'gateway',
        signal,
        lifetimeMs: limits.wallMs * 2,
        maxBytes: limits.diskBytes,
        socketPath: scratch.in('gateway'),
      });
      const plan = planWith(repositoriesOf(gateway));
      await scratch.write(plan.files);
      return await this.#run({ plug, plan, client, gateway, scratch, limits, signal });
    } finally {
      await gateway?.close();
      await scratch.remove();
    }
  }

  async #run({ plug, plan, client, gateway, scratch, limits, signal }: Restoring): Promise<BuildRestore> {
    const { id: packageType } = plug.definition;
    const begun = performance.now();
    const printed: string[] = [];
    let exitCode: number | null = null;
    let ended: string | null = null;
    for (const parameters of plan.steps) {
      const command = [client.executable, ...parameters];
      const { port } = new URL(gateway.url);
      const outcome = await runLimited({
        command: canSeparateNetworks() ? separated(command, port, scratch.in('gateway')) : command,
        folder: scratch.project(plan.folder),
        environment: clientEnvironment(scratch, plan, client.path),
        limits: { ...limits, wallMs: Math.max(1, Math.round(limits.wallMs - (performance.now() - begun))) },
        diskUsed: (limit) => scratch.size(limit),
        signal,
      });
      printed.push(outcome.output.toString('utf8'));
      ({ code: exitCode, ended } = outcome);
      if (exitCode !== 0) break;
    }
    const hasPassed = exitCode === 0;
    const output = masked(printed.join(''), gateway, scratch);
    return {
      ...base(packageType, plan),
      clientVersion: client.version,
      status: hasPassed ? 'PASSED' : 'FAILED',
      reason: ended,
      exitCode,
      durationMs: Math.round(performance.now() - begun),
      output,
      ...(hasPassed ? NO_FAILURE : this.#explain(packageType, gateway, output)),
      requestCount: gateway.requestCount,
    };
  }

  /** What the repositories answered says more than what a client made of it. */
  #explain(
    packageType: PackageType,
    gateway: RegistryGateway,
    output: string,
  ): { diagnosis: Diagnosis; evidence: Evidence | null } {
    const [problem] = gateway.problems;
    if (problem) return { diagnosis: problem.diagnosis, evidence: problem.evidence };
    return { diagnosis: this.options.explain(output, { packageType, httpStatus: null }), evidence: null };
  }
}

const NO_FAILURE = { diagnosis: null, evidence: null };

interface Restoring {
  plug: PackageTypePlug;
  plan: BuildPlan;
  client: FoundClient;
  gateway: RegistryGateway;
  scratch: ScratchFolder;
  limits: ProcessLimits;
  signal: AbortSignal;
}

const OFF =
  'Build checks are off on this server. Whoever runs it turns them on with BUILD_CHECKS=true, on a machine that may run package managers.';
const NOTHING = 'The project has no manifest that a package manager could restore.';

/** Settings of clients name registries and may run code, so they never reach the scratch folder. */
function isOfProject({ manifests }: PackageTypePlug, file: ProjectFile): boolean {
  const kind = manifests.recognise(file);
  return kind !== null && (kind !== 'configuration' || KEPT_CONFIGURATION.test(file.path));
}

/** Without these, a project is another one: workspaces of pnpm, versions of NuGet. */
const KEPT_CONFIGURATION = /(?:^|\/)(?:pnpm-workspace\.yaml|[^/]+\.props)$/i;

function repositoriesOf({ repositories, open, token }: RegistryGateway) {
  return repositories.map(({ repository, url }, index) => ({
    url,
    openUrl: open.repositories[index] ?? url,
    originalUrl: repository.url,
    label: `${repository.domain}/${repository.repository}`,
    userName: 'aws',
    secret: token,
    routes: repository.routes,
  }));
}

function base(packageType: PackageType, { folder, client, executable, steps }: BuildPlan) {
  return { packageType, folder, client, commands: steps.map((parameters) => [executable, ...parameters].join(' ')) };
}

function refused(packageType: PackageType, plan: BuildPlan, reason: string): BuildRestore {
  const nothing = { exitCode: null, durationMs: 0, output: '', ...NO_FAILURE, requestCount: 0 };
  return { ...base(packageType, plan), clientVersion: null, status: 'REFUSED', reason, ...nothing };
}

/** Neither the job's token, nor its addresses, nor the machine's folders say anything to whoever reads it. */
function masked(text: string, gateway: RegistryGateway, scratch: ScratchFolder): string {
  const ways = gateway.repositories.flatMap(({ repository, url }, index): [string, string][] => [
    [gateway.open.repositories[index] ?? url, repository.url],
    [url, repository.url],
  ]);
  const plain = ways.reduce((current, [from, to]) => current.replaceAll(trimmed(from), trimmed(to)), text);
  const shown = plain
    .replaceAll(gateway.token, '[redacted]')
    .replaceAll(scratch.in('project'), '<project>')
    .replaceAll(scratch.in('home'), '<home>')
    .replaceAll(scratch.in('temporary'), '<temporary>');
  return redact(shown).slice(-LONGEST_OUTPUT);
}

const LONGEST_OUTPUT = 64 * 1_024;

function trimmed(url: string): string {
  return url.replace(/\/+$/, '');
}

function worstOf(restores: readonly BuildRestore[]): BuildCheckStatus {
  return BUILD_CHECK_STATUSES.find((status) => restores.some((restore) => restore.status === status)) ?? 'REFUSED';
}

function isolation(): string[] {
  const network = canSeparateNetworks()
    ? 'The package manager ran in a network of its own, in which the repositories of the integration alone could be reached.'
    : 'This machine does not let a process have a network of its own. Proxies led nowhere and git was off, but a package manager that ignores both could have reached other addresses.';
  return [
    'Scripts of packages and of the project were off, and source archives were not built.',
    network,
    'The package manager ran as the user of this server, in a folder that was removed afterwards.',
  ];
}
