import type { NameRules } from '../package-type.ts';

/** Of a package name in CodeArtifact: https://docs.aws.amazon.com/codeartifact/latest/APIReference/API_PackageSummary.html */
const MAXIMUM_LENGTH = 255;

const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/;

/** Python compares names normalised: https://packaging.python.org/en/latest/specifications/name-normalization/ */
export const names: NameRules = {
  read(name) {
    const problem = problemOf(name);
    return problem === null ? { name: normaliseName(name) } : { problem };
  },
};

/** Lower case, each run of hyphens, underscores and points one hyphen. Defined for any text. */
export function normaliseName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

function problemOf(name: string): string | null {
  if (name === '') return 'Enter the name of a package, such as requests or acme-billing.';
  if (name.length > MAXIMUM_LENGTH) {
    return `A PyPI name has at most ${MAXIMUM_LENGTH} characters, and this one has ${name.length}.`;
  }
  if (NAME.test(name)) return null;
  if (/[\s\p{Cc}]/u.test(name)) return 'A PyPI name holds no space, line break or control character; take it out.';
  if (/^[A-Za-z0-9._-]+\[/.test(name))
    return 'Extras in brackets are no part of the name; enter what stands before them.';
  if (/^[A-Za-z0-9._-]+[=<>~!@;]/.test(name)) return 'The version is no part of the name; enter what stands before it.';
  if (/^[A-Za-z0-9._-]+$/.test(name)) return 'A PyPI name begins and ends with a letter or a digit.';
  return 'A PyPI name holds only the letters a to z, digits and - _ . between them; a URL or a path is no name.';
}
