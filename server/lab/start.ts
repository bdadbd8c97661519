import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openAuthority } from './certificates.ts';
import { startControl } from './control.ts';
import { defaultDeployment, HOME_REGION, PLATFORM_ACCOUNT } from './default-world.ts';
import { checkDeployment, readDeployments, rememberDeployments, type DeploymentInput } from './deployments.ts';
import type { RecordedRequest } from './exchange.ts';
import { Lab } from './lab.ts';
import { startProxy, type Proxy } from './proxy.ts';
import type { World } from './world.ts';

export interface LabOptions {
  /** Holds what was deployed and where the lab listens; several labs at once each need their own. */
  dataFolder: string;
  /** Holds the certificate authority; labs may share one. Without it, the data folder does. */
  certificateFolder?: string;
  /** A free one where none is given. */
  proxyPort?: number;
  /** A free one where none is given. */
  controlPort?: number;
}

export interface RunningLab {
  /** What the server needs in its environment to reach this lab in place of AWS. */
  readonly environment: Record<string, string>;
  /** The world as it is now, switches included; only for reading. */
  readonly world: World;
  /** Every request since the start or the last reset, without headers, queries and bodies. */
  readonly requests: readonly RecordedRequest[];
  /** Ids of the switches that are on. */
  readonly active: readonly string[];
  readonly controlUrl: string;
  /** PEM of the authority that clients must trust. */
  readonly certificatePem: string;
  /** Flips a switch. Throws an Error where there is none of that name. */
  set(switchId: string, isOn: boolean): void;
  /** All switches off, edits undone, requests forgotten; what was deployed stays. */
  reset(): void;
  /** Creates or updates a customer's role as the stack does. Throws an Error where a value is not acceptable. */
  deploy(input: DeploymentInput): void;
  /** Changes the world beneath the switches until the next reset. */
  edit(change: (world: World) => void): void;
  /** Tells of every secret key, session token and authorization token from now on: for tests that look for them elsewhere. */
  watchSecrets(listener: (secret: string) => void): void;
  stop(): Promise<void>;
}

/** Name of the file by which `npm run lab` finds the running lab. */
export const STATE_FILE = 'running.json';

/** Starts the stand-in for AWS on loopback. It opens no connection to anywhere. */
export async function startLab(options: LabOptions): Promise<RunningLab> {
  const { dataFolder, certificateFolder = dataFolder, proxyPort = 0, controlPort = 0 } = options;
  mkdirSync(dataFolder, { recursive: true });
  const authority = await openAuthority(certificateFolder);
  const network: { proxy?: Proxy } = {};
  const lab = new Lab(readDeployments(dataFolder), (service) => network.proxy?.cutTunnels(service));
  const { state } = lab;
  const proxy = await startProxy(state, authority, proxyPort);
  network.proxy = proxy;

  const deploy = (input: DeploymentInput) => {
    lab.deploy(checkDeployment(input));
    rememberDeployments(dataFolder, lab.deployments);
  };
  const reset = () => {
    lab.reset();
    state.requests.length = 0;
  };
  const control = await startControl({ lab, deploy, reset }, controlPort);
  const stateFile = join(dataFolder, STATE_FILE);
  writeFileSync(stateFile, JSON.stringify({ controlUrl: control.url, processId: process.pid }));

  // Making the first certificate takes a tenth of a second; that passes while the server starts.
  setImmediate(() => void authority.contextFor(`sts.${HOME_REGION}.amazonaws.com`).catch(() => undefined));

  return {
    environment: {
      ...baseCredentials(state.world),
      AWS_REGION: HOME_REGION,
      AWS_EC2_METADATA_DISABLED: 'true',
      HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
      NODE_EXTRA_CA_CERTS: writeBundle(dataFolder, authority.certificatePem),
    },
    get world() {
      return state.world;
    },
    get active() {
      return lab.active;
    },
    requests: state.requests,
    controlUrl: control.url,
    certificatePem: authority.certificatePem,
    set: (switchId, isOn) => lab.set(switchId, isOn),
    reset,
    deploy,
    edit: (change) => lab.edit(change),
    watchSecrets: (listener) => {
      state.onSecret = listener;
    },
    stop: async () => {
      rmSync(stateFile, { force: true });
      await Promise.all([proxy.stop(), control.stop()]);
    },
  };
}

/** The External ID that the lab's customer has used where nobody has deployed another one. */
export const defaultExternalId: string = defaultDeployment.externalId;

function baseCredentials(world: World): { AWS_ACCESS_KEY_ID: string; AWS_SECRET_ACCESS_KEY: string } {
  const user = world.accounts.find(({ id }) => id === PLATFORM_ACCOUNT)?.users[0];
  if (!user) throw new Error('The platform account has no user.');
  return { AWS_ACCESS_KEY_ID: user.accessKeyId, AWS_SECRET_ACCESS_KEY: user.secretAccessKey };
}

/** Node takes one file of additional authorities, so the ones that are trusted already go into it as well. */
function writeBundle(dataFolder: string, certificatePem: string): string {
  const file = join(dataFolder, 'trusted-certificates.pem');
  // oxlint-disable-next-line node/no-process-env -- names a file of this machine, and is passed on to the server
  const already = process.env['NODE_EXTRA_CA_CERTS'];
  writeFileSync(
    file,
    [certificatePem, ...(already && already !== file ? [readFileSync(already, 'utf8')] : [])].join('\n'),
  );
  return file;
}
