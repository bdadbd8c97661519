import { asComment } from '../client-files.ts';
import type { ClientConfiguration, ClientFile, ClientRepository } from '../package-type.ts';

/** Settings of npm, pnpm, Yarn 1 and Yarn 2 and later. The token stands in files alone, never in a URL. */
export const client: ClientConfiguration = {
  write(repositories) {
    const plan = planOf(repositories);
    return repositories.length === 0
      ? { files: [], environment: [] }
      : { files: [npmrc(plan), yarnClassicNpmrc(plan), yarnrc(plan)], environment: [] };
  },
};

interface Plan {
  repositories: readonly ClientRepository[];
  /** Serves every name that no scope claims; null leaves the client's own default in place. */
  fallback: ClientRepository | null;
  /** By scope with its @; the first repository that claims a scope has it. */
  scopes: Map<string, ClientRepository>;
  /** Routes that are no scope: no client of this world can follow them. */
  unusable: string[];
}

const SCOPE = /^@[A-Za-z0-9~*'()!][A-Za-z0-9._~*'()!-]*$/;

function planOf(repositories: readonly ClientRepository[]): Plan {
  const scopes = new Map<string, ClientRepository>();
  const unusable: string[] = [];
  for (const repository of repositories) {
    for (const route of repository.routes) {
      const scope = route.replace(/\/\*?$/, '');
      if (!SCOPE.test(scope)) unusable.push(route);
      else if (!scopes.has(scope)) scopes.set(scope, repository);
    }
  }
  return { repositories, fallback: repositories.find(({ routes }) => routes.length === 0) ?? null, scopes, unusable };
}

function npmrc(plan: Plan): ClientFile {
  return {
    path: '.npmrc',
    content: iniLines(plan, false),
    client: 'npm, pnpm',
    purpose: `Beside package.json: ${whatItDoes(plan)} It holds a token, so list it in .gitignore and never commit it; remove it when the build is done.`,
  };
}

/**
 * Yarn 1 sends a token for names without a scope only with `always-auth`, which npm 7 dropped and npm 9 and later warn about:
 * https://docs.aws.amazon.com/codeartifact/latest/ug/npm-auth.html
 */
function yarnClassicNpmrc(plan: Plan): ClientFile {
  return {
    path: '~/.npmrc',
    content: iniLines(plan, true),
    client: 'Yarn 1',
    purpose: `For Yarn 1 alone, in the home directory of the build, outside the project: ${whatItDoes(plan)} Add the lines to a file that is there already. It holds a token and the always-auth setting, which npm 9 and later warn about; remove it when the build is done. Once the token has ended, Yarn 1 says only that it could not find the package.`,
  };
}

/** https://yarnpkg.com/configuration/yarnrc */
function yarnrc(plan: Plan): ClientFile {
  return {
    path: '.yarnrc.yml',
    content: yamlLines(plan),
    client: 'Yarn 2 and later',
    purpose: `Beside package.json, or these keys added to the file that is there already: ${whatItDoes(plan)} It holds a token, so never commit it; in a project that commits its .yarnrc.yml, write this one to the home directory instead.`,
  };
}

function whatItDoes({ fallback, scopes }: Plan): string {
  const routed = [...scopes.keys()].join(', ');
  if (!fallback)
    return routed
      ? `takes ${routed} from your repositories and everything else from where it comes today.`
      : 'lets the client into your repositories.';
  return `takes ${routed ? 'each scope from its repository and everything else' : 'every package'} from ${fallback.label}.`;
}

function iniLines(plan: Plan, isAlwaysAuth: boolean): string {
  const lines: string[] = [];
  if (plan.fallback) lines.push(`registry=${registryUrl(plan.fallback)}`);
  for (const [scope, repository] of plan.scopes) lines.push(`${scope}:registry=${registryUrl(repository)}`);
  lines.push(...unusableNote(plan));
  for (const repository of distinct(plan.repositories)) {
    const key = registryKey(repository);
    lines.push('', `# ${asComment(repository.label)}`, `${key}:_authToken=${iniValue(repository.secret)}`);
    if (isAlwaysAuth) lines.push(`${key}:always-auth=true`);
  }
  return `${lines.join('\n').trimStart()}\n`;
}

function yamlLines(plan: Plan): string {
  const lines: string[] = [];
  if (plan.fallback) lines.push(`npmRegistryServer: ${yamlText(registryUrl(plan.fallback))}`);
  if (plan.scopes.size > 0) lines.push('npmScopes:');
  for (const [scope, repository] of plan.scopes) {
    lines.push(`  ${yamlText(scope.slice(1))}:`, `    npmRegistryServer: ${yamlText(registryUrl(repository))}`);
  }
  lines.push(...unusableNote(plan), 'npmRegistries:');
  for (const repository of distinct(plan.repositories)) {
    lines.push(
      `  # ${asComment(repository.label)}`,
      `  ${yamlText(registryKey(repository))}:`,
      '    npmAlwaysAuth: true',
      `    npmAuthToken: ${yamlText(repository.secret)}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function unusableNote({ unusable }: Plan): string[] {
  return unusable.length === 0
    ? []
    : [`# npm knows scopes only, so this is not routed: ${asComment(unusable.join(', '))}`];
}

/** One entry per registry: a second key of the same name would be an error in YAML. */
function distinct(repositories: readonly ClientRepository[]): ClientRepository[] {
  return [...new Map(repositories.map((repository) => [registryKey(repository), repository])).values()];
}

/** Ends in a slash, without which clients put names in the place of the repository's. */
function registryUrl({ url }: ClientRepository): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname.replace(/\/*$/, '/')}`;
}

/** Host and path without the scheme, exactly one slash behind: npm compares it with the URL letter by letter. */
function registryKey(repository: ClientRepository): string {
  return registryUrl(repository).replace(/^https?:/, '');
}

/** Plain where it can be, for tokens are; anything with a meaning in .npmrc is quoted. */
function iniValue(value: string): string {
  return /^[\w.~+/=@:-]+$/.test(value) ? value : JSON.stringify(value);
}

/** A JSON text is a YAML text. */
function yamlText(value: string): string {
  return JSON.stringify(value);
}
