import { packageTypes } from './package-types/index.ts';
import type { PackageType, PackageTypeDefinition } from './package-types/index.ts';
import { DOMAIN_NAME, REPOSITORY_NAME } from './repository-address.ts';
import type { RepositoryUrlParts } from './repository-address.ts';

interface PathReading {
  parts: Partial<Pick<RepositoryUrlParts, 'packageType' | 'repository' | 'domain' | 'domainOwner'>>;
  problems: { code: string; message: string }[];
  /** Ways in which the spelling differs, each fit to follow "it …". */
  spelling: string[];
  refused: boolean;
}

interface PathExpectation {
  /** The package type that the address is meant for; null where nobody said. */
  packageType: PackageType | null;
  /** Behind a VPC endpoint the path names the domain as well: `/<format>/d/<domain>-<owner>/<repository>/`. */
  isBehindVpcEndpoint: boolean;
}

/** Formats that CodeArtifact has and this product does not read. */
const OTHER_FORMATS: readonly string[] = ['maven', 'cargo', 'ruby', 'swift', 'generic'];

/** Reads `/<format>/<repository>/<tail>`; https://docs.aws.amazon.com/codeartifact/latest/APIReference/API_GetRepositoryEndpoint.html */
export function readPath(path: string, { packageType, isBehindVpcEndpoint }: PathExpectation): PathReading {
  const reading: PathReading = { parts: {}, problems: [], spelling: [], refused: false };
  const segments = path.split('/').slice(1);
  const endsInSlash = segments.at(-1) === '';
  const names = segments.filter((segment) => segment !== '');
  if (names.length < segments.length - (endsInSlash ? 1 : 0)) {
    report(
      reading,
      'url_double_slash',
      'The path has two slashes in a row, and CodeArtifact answers 404 to that. Use one.',
    );
  }
  if (names.includes('.') || names.includes('..')) {
    reading.refused = true;
    report(
      reading,
      'url_not_canonical',
      'The path holds "." or ".." as a folder, which no repository URL has. Use the URL without it.',
    );
  }
  if (isBehindVpcEndpoint) readDomainFolder(names, reading);
  readFormatAndRepository(names, packageType, reading);

  const definition = packageTypes.find((candidate) => candidate.id === reading.parts.packageType);
  const isTypeWanted = packageType === null || packageType === definition?.id;
  if (definition && reading.parts.repository && isTypeWanted) {
    readTail(names.slice(2), endsInSlash, definition, reading);
  }
  return reading;
}

function readDomainFolder(names: string[], reading: PathReading): void {
  const [, folder, label] = names;
  const domain = label?.slice(0, -13) ?? '';
  const domainOwner = label?.slice(-12) ?? '';
  if (folder !== 'd' || !/^\d{12}$/.test(domainOwner) || label?.at(-13) !== '-' || !DOMAIN_NAME.test(domain)) {
    reading.refused = true;
    return;
  }
  reading.parts.domain = domain;
  reading.parts.domainOwner = domainOwner;
  names.splice(1, 2);
}

function readFormatAndRepository(names: string[], packageType: PackageType | null, reading: PathReading): void {
  const [first, second] = names;
  const format = first?.toLowerCase();
  const definition = packageTypes.find((candidate) => candidate.format === format);
  if (first === undefined)
    return report(reading, 'url_path_missing', `The URL ends after the host. ${expectedPath(packageType)}`);
  if (!definition && format !== undefined && OTHER_FORMATS.includes(format)) {
    report(
      reading,
      'url_format_mismatch',
      `This is the ${format} address of a repository, which the integration does not read. Use the address for ${supported()}.`,
    );
  } else if (!definition) {
    return readPathWithoutFormat(names, packageType, reading);
  } else {
    reading.parts.packageType = definition.id;
    if (first !== format) reading.spelling.push(`writes /${first}/ for /${format}/`);
  }
  if (second === undefined) {
    return report(
      reading,
      'url_path_missing',
      `The URL ends before the repository's name. ${expectedPath(definition?.id ?? packageType)}`,
    );
  }
  readRepository(second, reading);
}

function readPathWithoutFormat(names: string[], packageType: PackageType | null, reading: PathReading): void {
  const [only, ...more] = names;
  report(
    reading,
    'url_path_missing',
    `The path does not begin with a package format and a repository. ${expectedPath(packageType)}`,
  );
  if (more.length === 0 && only !== undefined && packageType) readRepository(only, reading);
  else reading.refused = true;
}

function readRepository(name: string, reading: PathReading): void {
  if (REPOSITORY_NAME.test(name)) {
    reading.parts.repository = name;
    return;
  }
  reading.refused = true;
  report(
    reading,
    'url_not_canonical',
    'The name of the repository in the path is not one that CodeArtifact allows: 2 to 100 letters, digits, ".", "_" and "-", beginning with a letter or digit. Compare it with the AWS console.',
  );
}

function readTail(rest: string[], endsInSlash: boolean, definition: PackageTypeDefinition, reading: PathReading): void {
  const { urlTail, missingTailCode, label } = definition;
  const expected = urlTail.split('/').filter((segment) => segment !== '');
  const actual = rest.map((segment) => segment.toLowerCase());
  const wantsSlash = urlTail === '' || urlTail.endsWith('/');
  if (rest.length > 0 && actual.join('/') === expected.join('/')) {
    if (rest.join('/') !== expected.join('/'))
      reading.spelling.push(`writes ${rest.join('/')} for ${expected.join('/')}`);
    if (endsInSlash && !wantsSlash) reading.spelling.push('has a slash at its end');
    if (!endsInSlash && wantsSlash) reportMissingSlash(label, reading);
  } else if (rest.length === 0 && expected.length === 0) {
    if (!endsInSlash) reportMissingSlash(label, reading);
  } else if (!isBeginning(expected, actual)) {
    report(
      reading,
      missingTailCode,
      `${label} repository URLs must end in /${urlTail}; without it no package is found. Add what is missing.`,
    );
  } else {
    reading.spelling.push('goes on behind the address of the repository');
  }
}

function reportMissingSlash(label: string, reading: PathReading): void {
  report(
    reading,
    'trailing_slash_mismatch',
    `${label} repository URLs must end in a slash; without it clients cannot connect. Add the slash.`,
  );
}

function isBeginning(beginning: string[], whole: string[]): boolean {
  return beginning.every((segment, index) => segment === whole[index]);
}

function expectedPath(packageType: PackageType | null | undefined): string {
  const definition = packageTypes.find((candidate) => candidate.id === packageType);
  if (definition) return `The path must be /${definition.format}/<repository>/${definition.urlTail}.`;
  return 'The path must name the package format and the repository, for example /npm/my-repo/.';
}

function supported(): string {
  return packageTypes.map((definition) => definition.label).join(', ');
}

function report(reading: PathReading, code: string, message: string): void {
  reading.problems.push({ code, message });
}
