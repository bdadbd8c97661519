import {
  type BuildPlan,
  type BuildProject,
  type BuildRepository,
  type BuildRules,
  whyNotRegistryAlone,
} from '../builds.ts';
import type { ProjectFile } from '../manifest.ts';
import { folderOf, nameOf } from '../paths.ts';
import { client } from './client-config.ts';

type Client = Pick<BuildPlan, 'client' | 'executable' | 'question' | 'steps'>;

const NPM = { client: 'npm', executable: 'npm', question: { parameters: ['--version'], answer: /^\d/ } };
const QUIET = ['--ignore-scripts', '--no-audit', '--no-fund'];

/** By the lockfile, which is taken as it is: a lockfile that does not fit its manifest is a failure. */
const CLIENTS: [isLock: (file: ProjectFile) => boolean, client: Client][] = [
  [
    ({ path }) => ['package-lock.json', 'npm-shrinkwrap.json'].includes(nameOf(path)),
    { ...NPM, steps: [['ci', ...QUIET]] },
  ],
  [
    ({ path }) => nameOf(path) === 'pnpm-lock.yaml',
    {
      client: 'pnpm',
      executable: 'pnpm',
      question: { parameters: ['--version'], answer: /^\d/ },
      steps: [['install', '--frozen-lockfile', '--ignore-scripts', '--ignore-pnpmfile']],
    },
  ],
  [
    ({ path, text }) => nameOf(path) === 'yarn.lock' && !/^__metadata:/m.test(text),
    {
      client: 'Yarn 1',
      executable: 'yarn',
      question: { parameters: ['--version'], answer: /^1\./ },
      steps: [['install', '--frozen-lockfile', '--ignore-scripts', '--non-interactive']],
    },
  ],
  [
    ({ path }) => nameOf(path) === 'yarn.lock',
    {
      client: 'Yarn 2 and later',
      executable: 'yarn',
      question: { parameters: ['--version'], answer: /^(?:[2-9]|\d\d)/ },
      steps: [['install', '--immutable', '--mode=skip-build']],
    },
  ],
];

/** Scripts of packages and of the project stay off in every client. */
export const builds: BuildRules = {
  plan(project) {
    const found = project.files.flatMap((file) => {
      const [, client] = CLIENTS.find(([isLock]) => isLock(file)) ?? [];
      return client && hasManifest(project, folderOf(file.path)) ? [planOf(project, folderOf(file.path), client)] : [];
    });
    if (found.length > 0) return found;
    // Without a lockfile, what npm would choose today.
    const roots = project.files.filter(({ path }) => path === 'package.json');
    return roots.map(() => planOf(project, '', { ...NPM, steps: [['install', '--no-package-lock', ...QUIET]] }));
  },
};

function hasManifest({ files }: BuildProject, folder: string): boolean {
  return files.some(({ path }) => nameOf(path) === 'package.json' && folderOf(path) === folder);
}

function planOf({ files, reading, repositories }: BuildProject, folder: string, chosen: Client): BuildPlan {
  const settings = client
    .write(repositories)
    .files.filter((file) => file.client.split(', ').includes(chosen.client))
    .map(({ path, content }) => ({ path: `~/${path.replace(/^~\//, '')}`, text: content }));
  return {
    ...chosen,
    folder,
    refused: whyNotRegistryAlone(reading),
    environment: {
      NODE_OPTIONS: '--max-old-space-size=1536',
      npm_config_globalconfig: '/nonexistent/npmrc',
      npm_config_update_notifier: 'false',
      npm_config_ignore_scripts: 'true',
      COREPACK_ENABLE_NETWORK: '0',
      COREPACK_ENABLE_STRICT: '0',
      YARN_ENABLE_TELEMETRY: '0',
      YARN_ENABLE_SCRIPTS: '0',
      YARN_ENABLE_GLOBAL_CACHE: '0',
      YARN_UNSAFE_HTTP_WHITELIST: '127.0.0.1',
    },
    files: [...files.map((file) => redirected(file, repositories)), ...settings],
  };
}

/** What lockfiles name where nobody set another registry; npm asks its own registry in its place, and so does this. */
const PUBLIC_REGISTRIES = ['https://registry.npmjs.org/', 'https://registry.yarnpkg.com/'];

/** A lockfile whose archives lie at addresses that lead to the repositories, so that they are fetched where the build may ask. */
function redirected(file: ProjectFile, repositories: readonly BuildRepository[]): ProjectFile {
  if (nameOf(file.path) === 'package.json') return file;
  const main = repositories.find(({ routes }) => routes.length === 0) ?? repositories[0];
  const ways = repositories.flatMap(({ originalUrl, url }): [string, string][] => [
    [originalUrl, url],
    [originalUrl.replace(/^(https:\/\/[^/:]+)\//, '$1:443/'), url],
  ]);
  if (main) ways.push(...PUBLIC_REGISTRIES.map((registry): [string, string] => [registry, main.url]));
  return { ...file, text: ways.reduce((text, [from, to]) => text.replaceAll(from, to), file.text) };
}
