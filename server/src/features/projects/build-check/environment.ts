import type { BuildPlan } from '../../../package-types/index.ts';
import type { ScratchFolder } from './scratch-folder.ts';

/** Nobody listens at the first port of this machine. */
const NOWHERE = 'http://127.0.0.1:1';

/** Nothing of the server's own environment but where programs are: no credential, no proxy, no setting of a client. */
export function clientEnvironment(scratch: ScratchFolder, plan: BuildPlan, path: string): Record<string, string> {
  const home = scratch.in('home');
  const proxies = Object.fromEntries(
    ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'FTP_PROXY'].flatMap((name) => [
      [name, NOWHERE],
      [name.toLowerCase(), NOWHERE],
    ]),
  );
  return {
    PATH: path,
    HOME: home,
    TMPDIR: scratch.in('temporary'),
    XDG_CACHE_HOME: `${home}/.cache`,
    XDG_CONFIG_HOME: `${home}/.config`,
    XDG_DATA_HOME: `${home}/.local/share`,
    LANG: 'C.UTF-8',
    CI: 'true',
    ...proxies,
    NO_PROXY: '127.0.0.1',
    no_proxy: '127.0.0.1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_SSH_COMMAND: 'false',
    GIT_TERMINAL_PROMPT: '0',
    ...plan.environment,
  };
}
