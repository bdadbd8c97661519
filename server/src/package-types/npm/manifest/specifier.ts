import type { DependencySource, Requirement } from '../../manifest.ts';

/** What a manifest or lockfile writes behind a name. */
export interface Specifier {
  /** The package's own name, which an alias hides. */
  name: string;
  source: DependencySource;
  /** A range or tag; null where it is no matter of versions. */
  requirement: string | null;
  /** Address or path where it is not the registry's. */
  target: string | null;
}

const GIT_HOST = /^(?:github|gitlab|bitbucket|gist):/;
const GIT_ADDRESS = /^(?:git(?:\+[a-z]+)?:|ssh:|git@)/;
const SHORT_REPOSITORY = /^[A-Za-z0-9][\w.-]*\/[\w.-]+(?:#.*)?$/;
/** What nearly every dependency has; the others take a closer look. */
const PLAIN_RANGE = /^[\^~]?\d[\w.-]*$/;
const LOCAL = /^(?:file:|link:|portal:|\.{0,2}\/|\.\.?$|~\/|[A-Za-z]:[\\/])/;

/** https://docs.npmjs.com/cli/configuring-npm/package-json#dependencies, https://yarnpkg.com/protocols, https://pnpm.io/aliases */
export function readSpecifier(name: string, written: string): Specifier {
  if (PLAIN_RANGE.test(written)) return { name, source: 'registry', requirement: written, target: null };
  const text = written.trim();
  if (text.startsWith('npm:')) return readAlias(name, text.slice(4));
  if (text.startsWith('workspace:')) return { name, source: 'local', requirement: null, target: null };
  if (text.startsWith('patch:')) return readPatch(name, text.slice(6));
  if (text.startsWith('jsr:')) return readJsr(name, text.slice(4));
  if (LOCAL.test(text)) {
    return { name, source: 'local', requirement: null, target: text.replace(/^(?:file|link|portal):/, '') };
  }
  if (/^https?:/.test(text)) {
    const isGit = /^https?:[^#]*\.git(?:#|$)/.test(text);
    return { name, source: isGit ? 'git' : 'url', requirement: null, target: text };
  }
  if (GIT_ADDRESS.test(text) || GIT_HOST.test(text) || SHORT_REPOSITORY.test(text)) {
    return { name, source: 'git', requirement: null, target: text };
  }
  return { name, source: 'registry', requirement: text === '' ? '*' : text, target: null };
}

/** A requirement for what a dependent calls `name`, as far as `written` says what is meant. */
export function askedFor(name: string, written: string): Pick<Requirement, 'requirement' | 'written' | 'alias'> {
  const wanted = readSpecifier(name, written);
  return { requirement: wanted.requirement, written, alias: wanted.name === name ? null : name };
}

/** Name and what stands behind it of `name@text`, `@scope/name@text`; an empty text where there is no `@`. */
export function splitDescriptor(descriptor: string): [name: string, rest: string] {
  const at = descriptor.indexOf('@', 1);
  return at < 0 ? [descriptor, ''] : [descriptor.slice(0, at), descriptor.slice(at + 1)];
}

/** `npm:other@^1`, and Yarn's `npm:^1`, which hides no name. */
function readAlias(name: string, text: string): Specifier {
  if (/^@?[A-Za-z_][\w.-]*(?:\/|@|$)/.test(text) && !isTag(text)) {
    const [other, requirement] = splitDescriptor(text);
    return { name: other, source: 'registry', requirement: requirement === '' ? '*' : requirement, target: null };
  }
  return { name, source: 'registry', requirement: text === '' ? '*' : text, target: null };
}

/** Yarn writes a tag as `npm:latest`, which is no package of that name. */
function isTag(text: string): boolean {
  return /^(?:latest|next|canary|beta|alpha|rc|x|v\d[^@/]*)$/i.test(text);
}

/** `patch:name@npm%3A1.0.0#...`: what is patched comes from where it always does. */
function readPatch(name: string, text: string): Specifier {
  const patched = text.split('#', 1)[0] ?? '';
  const [other, rest] = splitDescriptor(decoded(patched));
  return rest === '' || rest.startsWith('patch:') ? plain(name) : readSpecifier(other, rest);
}

function plain(name: string): Specifier {
  return { name, source: 'registry', requirement: null, target: null };
}

/** JSR's packages are in npm's form under `@jsr/scope__name`: https://jsr.io/docs/npm-compatibility */
function readJsr(name: string, text: string): Specifier {
  const [other, requirement] = text.startsWith('@') ? splitDescriptor(text) : [name, text];
  const renamed = `@jsr/${other.replace(/^@/, '').replace('/', '__')}`;
  return { name: renamed, source: 'registry', requirement: requirement === '' ? '*' : requirement, target: null };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
