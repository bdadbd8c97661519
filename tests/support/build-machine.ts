/** A customer's build machine: behind the lab as behind a company's proxy, and with nothing of this machine's configuration. */

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, relative } from 'node:path';
import type { IssuedCredentials } from './build-credentials.ts';
import type { ClientCommand } from './client-commands.ts';
import type { Lab } from './product.ts';

export interface Finished {
  /** Null where the command was ended by a signal. */
  readonly code: number | null;
  /** Everything printed, on either stream. */
  readonly output: string;
}

const MOST_MILLISECONDS = 50_000;

export class BuildMachine {
  readonly #folder = mkdtempSync(join(tmpdir(), 'backline-build-'));
  readonly #environment: Record<string, string>;

  constructor(lab: Pick<Lab, 'environment'>) {
    for (const folder of ['home', 'project', 'temporary']) mkdirSync(join(this.#folder, folder));
    this.#environment = {
      ...environmentOf(lab),
      HOME: this.#path('home'),
      // Where root runs Yarn 1, its cache would be outside of the home.
      XDG_CACHE_HOME: join(this.#path('home'), '.cache'),
      TMPDIR: this.#path('temporary'),
    };
  }

  /** Follows what was issued, as the user of one client: its files in their places, and the environment. */
  receive({ files, environment }: IssuedCredentials, client: string): void {
    const wanted = files.filter((file) => file.client.split(', ').includes(client));
    if (wanted.length === 0) throw new Error(`No file was issued for ${client}.`);
    for (const { path, content } of wanted) this.write(path.replace(/^~\//, '../home/'), content);
    for (const { name, value } of environment) this.#environment[name] = value;
  }

  /** Writes a file of the project. */
  write(path: string, content: string): void {
    const file = join(this.#path('project'), path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content, { mode: 0o600 });
  }

  /** A file of the project. */
  read(path: string): string {
    return readFileSync(join(this.#path('project'), path), 'utf8');
  }

  /** Runs in the project's folder, without any input. */
  run({ command, leading }: ClientCommand, parameters: readonly string[], environment = {}): Promise<Finished> {
    return new Promise((resolve, reject) => {
      const child = spawn(command, [...leading, ...parameters], {
        cwd: this.#path('project'),
        env: { ...this.#environment, ...environment },
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: MOST_MILLISECONDS,
        killSignal: 'SIGKILL',
      });
      const printed: string[] = [];
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => printed.push(text));
      }
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, output: printed.join('') }));
    });
  }

  /** As `run`, for what must succeed; gives what was printed. @throws Error with it where the command failed. */
  async succeed(command: ClientCommand, parameters: readonly string[], environment = {}): Promise<string> {
    const { code, output } = await this.run(command, parameters, environment);
    if (code !== 0) throw new Error(`${parameters.join(' ')} ended with ${code} and printed:\n${output}`);
    return output;
  }

  /** The files that hold one of the texts, caches and logs included, in order; those of the project by `project/...`. */
  filesHolding(texts: readonly string[]): string[] {
    const needles = texts.map((text) => Buffer.from(text));
    return filesBelow(this.#folder)
      .filter((file) => holdsAny(readFileSync(file), needles))
      .map((file) => relative(this.#folder, file))
      .toSorted();
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #path(folder: 'home' | 'project' | 'temporary'): string {
    return join(this.#folder, folder);
  }
}

/** Links are not followed: pnpm's store has one to each project. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}

function holdsAny(content: Buffer, needles: readonly Buffer[]): boolean {
  return needles.some((needle) => content.includes(needle));
}

/** Nothing but the path is inherited. The lab's proxy refuses every host but AWS's, so nothing leaves this machine. */
function environmentOf({ environment }: Pick<Lab, 'environment'>): Record<string, string> {
  const { HTTPS_PROXY: proxy = '', NODE_EXTRA_CA_CERTS: authorities = '' } = environment;
  return {
    PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
    LANG: 'C.UTF-8',
    // Code only, so nothing of what a build was given can be left there.
    NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? '',
    HTTPS_PROXY: proxy,
    HTTP_PROXY: proxy,
    NODE_EXTRA_CA_CERTS: authorities,
    SSL_CERT_FILE: authorities,
    PIP_CERT: authorities,
    PIP_NO_INPUT: '1',
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    npm_config_globalconfig: '/nonexistent/npmrc',
    // Yarn 2 and later follow no HTTPS_PROXY.
    YARN_HTTPS_PROXY: proxy,
    YARN_HTTP_PROXY: proxy,
    YARN_ENABLE_TELEMETRY: '0',
    GOTOOLCHAIN: 'local',
    GOFLAGS: '-modcacherw',
  };
}
