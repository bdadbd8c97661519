import type { NameRules } from '../package-type.ts';
import { escapePath } from './escape.ts';

/** Of a package name in CodeArtifact; the module reference names no limit. */
const MAXIMUM_LENGTH = 255;

const ELEMENT = /^[A-Za-z0-9._~-]+$/;
const HOST = /^[a-z0-9][a-z0-9.-]*$/;
/** Windows takes these for devices, with whatever extension: https://go.dev/ref/mod#go-mod-file-ident */
const DEVICE = /^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\.|$)/i;

/** Module paths that a proxy can serve, compared letter by letter: https://go.dev/ref/mod#go-mod-file-ident */
export const names: NameRules = {
  read(name) {
    const problem = problemOf(name);
    return problem === null ? { name } : { problem };
  },
};

function problemOf(name: string): string | null {
  if (name === '') return 'Enter the path of a module, such as github.com/acme/billing or go.acme.example/log/v2.';
  if (name.length > MAXIMUM_LENGTH) {
    return `A module path has at most ${MAXIMUM_LENGTH} characters, and this one has ${name.length}.`;
  }
  if (/[\s\p{Cc}]/u.test(name)) return 'A module path holds no space, line break or control character; take it out.';
  if (name.includes('://'))
    return 'A module path has no scheme; enter what stands behind the ://, such as github.com/acme/billing.';
  if (name.includes('@')) return 'The version is no part of the path; enter what stands before the @.';
  if (name.includes('!'))
    return `A module path is entered with its capital letters, not escaped; an exclamation mark stands in requests alone, such as ${escapePath('github.com/Acme')}.`;
  const elements = name.split('/');
  return hostProblem(elements[0] ?? '') ?? firstProblem(elements) ?? majorProblem(name);
}

function hostProblem(host: string): string | null {
  if (host === '') return 'A module path begins with a host name, not with a slash.';
  if (!HOST.test(host)) {
    return 'A module path begins with a host name of small letters, digits, points and hyphens, such as github.com.';
  }
  return host.includes('.')
    ? null
    : 'A module path begins with a host name that has a point, such as go.acme.example/log; a path without one names the standard library.';
}

function firstProblem(elements: readonly string[]): string | null {
  return elements.map(elementProblem).find((problem) => problem !== null) ?? null;
}

function elementProblem(element: string): string | null {
  if (element === '') return 'A module path has something between any two slashes, and no slash at its end.';
  if (!ELEMENT.test(element))
    return 'A module path holds only the letters a to z, digits and - . _ ~ between its slashes.';
  if (element.startsWith('.') || element.endsWith('.')) return 'No part of a module path begins or ends with a point.';
  if (DEVICE.test(element))
    return `A module path cannot have a part named ${element}, which Windows takes for a device.`;
  if (/~\d+(?:\.|$)/.test(element))
    return 'No part of a module path ends in ~ and digits, as short names of Windows do.';
  return null;
}

/** From v2 on the path says the major version: https://go.dev/ref/mod#major-version-suffixes */
function majorProblem(name: string): string | null {
  if (name.startsWith('gopkg.in/')) {
    return majorOf(name) === null
      ? 'A module of gopkg.in ends in .v and its major version, such as gopkg.in/yaml.v3.'
      : null;
  }
  const suffix = /\/v(\d[\d.]*)$/.exec(name)?.[1];
  if (suffix === undefined || /^(?:[2-9]|[1-9]\d+)$/.test(suffix)) return null;
  return `A module path ends in a major version only from v2 on, such as /v2; /v${suffix} is none.`;
}

/** The major version that the path asks for, `v0` and `v1` being one; null where a path of gopkg.in asks for none. */
export function majorOf(name: string): string | null {
  if (name.startsWith('gopkg.in/')) return /\.(v0$|v[1-9]\d*)(?:-unstable)?$/.exec(name)?.[1] ?? null;
  return /\/(v(?:[2-9]|[1-9]\d+))$/.exec(name)?.[1] ?? 'v1';
}
