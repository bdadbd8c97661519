import type { NameRules } from '../package-type.ts';

/** https://learn.microsoft.com/nuget/reference/nuspec#id */
const MAXIMUM_LENGTH = 100;

const ID = /^[A-Za-z0-9_]+(?:[.-][A-Za-z0-9_]+)*$/;

/** NuGet compares ids without regard to case and asks for them in lower case; ids of other alphabets are not taken by any public feed. */
export const names: NameRules = {
  read(name) {
    const problem = problemOf(name);
    return problem === null ? { name: name.toLowerCase() } : { problem };
  },
};

function problemOf(name: string): string | null {
  if (name === '') return 'Enter the id of a package, such as Newtonsoft.Json or Acme.Billing.';
  if (name.length > MAXIMUM_LENGTH) {
    return `A NuGet id has at most ${MAXIMUM_LENGTH} characters, and this one has ${name.length}.`;
  }
  if (ID.test(name)) return null;
  if (/[\s\p{Cc}]/u.test(name)) return 'A NuGet id holds no space, line break or control character; take it out.';
  if (/^[A-Za-z0-9_.-]+$/.test(name)) {
    return 'Points and hyphens in a NuGet id stand alone, between letters or digits, such as in Acme.Billing.';
  }
  return 'A NuGet id holds only the letters a to z, digits, _ and, between them, . and - ; a URL or a path is no id.';
}
