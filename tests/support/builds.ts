/** The product with builds around it: machines that use what it issues, and what the lab saw of them. */

import { BuildMachine } from './build-machine.ts';
import { serveGo } from './code-artifact.ts';
import type { Lab, Product } from './product.ts';
import { startProduct } from './product.ts';

export interface Builds {
  readonly product: Product;
  /** A machine that has never built anything. */
  machine(): BuildMachine;
  /** What the package endpoints answered since the last `forget`, in order. */
  requests(): Fetched[];
  /** What the hosts of archives answered since then. */
  archives(): Fetched[];
  /** Where a secret of the lab's was left: `printed`, and the machine's files. */
  traces(machine: BuildMachine, printed: string): string[];
  /** Puts the lab right, with Go served, and removes the machines. */
  forget(): void;
  stop(): Promise<void>;
}

export interface Fetched {
  readonly host: string;
  readonly path: string;
  readonly status: number;
  /** Name of the role session whose token was sent; null where none was that the host takes. */
  readonly session: string | null;
}

/** Of another domain than the repositories of `URLS`, so that each refuses the other's tokens. */
export const EU_HOST = 'my-domain-eu-111122223333.d.codeartifact.eu-west-1.amazonaws.com';

export async function startBuilds(): Promise<Builds> {
  const product = await startProduct();
  const { lab } = product;
  const secrets = new Set<string>();
  const machines: BuildMachine[] = [];
  lab.watchSecrets((secret) => secrets.add(secret));
  const builds: Builds = {
    product,
    machine: () => {
      const machine = new BuildMachine(lab);
      machines.push(machine);
      return machine;
    },
    requests: () => fetched(lab, 'repositories'),
    archives: () => fetched(lab, 'assets'),
    traces: (machine, printed) => {
      // A token also as it is sent beside a user name.
      const forms = [...secrets].flatMap((secret) => [secret, Buffer.from(`aws:${secret}`).toString('base64')]);
      const isPrinted = forms.some((form) => printed.includes(form));
      return [...(isPrinted ? ['printed'] : []), ...machine.filesHolding(forms)];
    },
    forget: () => {
      for (const machine of machines.splice(0)) machine.remove();
      lab.reset();
      serveGo(lab);
    },
    stop: async () => {
      for (const machine of machines.splice(0)) machine.remove();
      await product.stop();
    },
  };
  builds.forget();
  return builds;
}

function fetched({ requests }: Lab, kind: 'repositories' | 'assets'): Fetched[] {
  return requests
    .filter(({ service }) => service === kind)
    .map(({ host, path, status, principal }) => ({
      host,
      path: decodeURIComponent(path),
      status,
      session: principal?.split('/').at(-1) ?? null,
    }));
}

/** The names of the sessions that asked, each once. */
export function sessionsOf(requests: readonly Fetched[]): (string | null)[] {
  return [...new Set(requests.map(({ session }) => session))];
}
