/** Names of packages and versions for sentences, and what is pasted because of them. */

import { packageTypeDefinition, type PackageType } from '@backline/shared';
import type { Snippet } from '../../../lib/diagnosis.ts';
import type { Facts } from './facts.ts';

export function theName({ package: found }: Facts): string {
  return found?.name ?? 'the package';
}

export function theVersion({ package: found }: Facts): string {
  return found?.version ?? 'the version';
}

/** The version where one was asked for, otherwise the package. */
export function theSubject(facts: Facts): string {
  return facts.package?.version ? `${theVersion(facts)} of ${theName(facts)}` : theName(facts);
}

export function publicRegistry({ package: found }: Facts): string {
  return found ? `the public ${labelOf(found.packageType)} registry` : 'the public registry';
}

export function labelOf(packageType: PackageType): string {
  return packageTypeDefinition(packageType).label;
}

/** `an npm`, `a PyPI`: npm is spelt out when it is spoken. */
export function article(packageType: PackageType): string {
  const label = labelOf(packageType);
  return packageType === 'NPM' ? `an ${label}` : `a ${label}`;
}

export function value(text: string | null | undefined): Snippet | null {
  return text ? { language: 'text', text } : null;
}

export function command(facts: Facts, write: (facts: Facts) => string | null): Snippet | null {
  const text = write(facts);
  return text === null ? null : { language: 'bash', text };
}

/** AWS's names: https://docs.aws.amazon.com/codeartifact/latest/ug/external-connection.html */
const connections: Partial<Record<PackageType, string>> = {
  NPM: 'public:npmjs',
  PYPI: 'public:pypi',
  NUGET: 'public:nuget-org',
};

/** A repository that takes in what is public, put behind this one. */
export function connectCommand({ repository, package: found }: Facts): Snippet | null {
  const connection = found && connections[found.packageType];
  if (!repository || !connection) return null;
  const { domain, domainOwner, region } = repository;
  const store = `${found.packageType.toLowerCase()}-store`;
  const where = `--domain ${domain} --domain-owner ${domainOwner} --region ${region}`;
  const text = [
    `aws codeartifact create-repository ${where} --repository ${store}`,
    `aws codeartifact associate-external-connection ${where} --repository ${store} --external-connection ${connection}`,
    `# This replaces the list of upstreams: name those that ${repository.repository} has already as well.`,
    `aws codeartifact update-repository ${where} --repository ${repository.repository} --upstreams repositoryName=${store}`,
  ].join('\n');
  return { language: 'bash', text };
}
