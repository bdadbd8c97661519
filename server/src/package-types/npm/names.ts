import type { NameRules } from '../package-type.ts';

/** In characters, scope included: https://docs.npmjs.com/cli/configuring-npm/package-json#name */
const MAXIMUM_LENGTH = 214;

/** What may stand in a URL without an escape; upper case and the five signs are found in old names only. */
const WORD = /^[A-Za-z0-9._~!*'()-]+$/;

/** What nearly every name is; a lockfile has thousands. */
const PLAIN = /^(?:@[a-z0-9][a-z0-9-]*\/)?[a-z0-9][a-z0-9-]*$/;

const RESERVED: ReadonlySet<string> = new Set(['node_modules', 'favicon.ico']);

/**
 * npm compares names as they are written: old ones differ by case alone. Rules of
 * https://github.com/npm/validate-npm-package-name for names that exist, not only for new ones.
 */
export const names: NameRules = {
  read(name) {
    if (PLAIN.test(name) && name.length <= MAXIMUM_LENGTH && !RESERVED.has(name)) return { name };
    const problem = problemOf(name);
    return problem === null ? { name } : { problem };
  },
};

function problemOf(name: string): string | null {
  if (typeof name !== 'string' || name === '') return 'Enter the name of a package, such as left-pad or @acme/ui.';
  if (name.length > MAXIMUM_LENGTH) {
    return `An npm name has at most ${MAXIMUM_LENGTH} characters, and this one has ${name.length}.`;
  }
  if (/[\s\p{Cc}]/u.test(name)) return 'An npm name holds no space, line break or control character; take it out.';
  if (name.includes('%')) return 'An npm name holds no %; write the slash of a scoped name as it is, such as @acme/ui.';
  const isScoped = name.startsWith('@');
  const words = (isScoped ? name.slice(1) : name).split('/');
  if (isScoped && words.length !== 2)
    return 'A scoped npm name has one slash, between scope and name, such as @acme/ui.';
  if (!isScoped && words.length > 1) {
    return 'Only a scoped npm name has a slash, and it begins with @, such as @acme/ui; a URL or a path is no name.';
  }
  const last = words.at(-1) ?? '';
  if (last.indexOf('@') > 0) {
    return `The version is no part of the name; enter ${name.slice(0, name.lastIndexOf('@'))} alone.`;
  }
  return words.map(problemOfWord).find((problem) => problem !== null) ?? null;
}

function problemOfWord(word: string): string | null {
  if (word === '') return 'A scoped npm name has something before and behind its slash, such as @acme/ui.';
  if (!WORD.test(word)) return "An npm name holds only the letters a to z, digits and - . _ ~ ! * ' ( ).";
  if (/^[._-]/.test(word)) return `An npm name does not begin with ${word.charAt(0)} , and neither does a scope.`;
  if (RESERVED.has(word.toLowerCase())) return `npm reserves ${word}; no package can have this name.`;
  return null;
}
