/** What would settle the causes that look alike from outside: permissions beyond those the role needs, and commands for whoever has them. */

import { packageTypeDefinition, type CauseCode } from '@backline/shared';
import type { Snippet } from '../../../lib/diagnosis.ts';
import type { Facts, RepositoryName } from '../causes/facts.ts';
import { json } from '../causes/statements.ts';
import type { PackageFacts } from './facts.ts';

/** A permission that the role does not need for anything else. */
export interface SettlingPermission {
  /** `codeartifact:DescribePackage` ... */
  action: string;
  /** Which of the causes it decides, in words. */
  tells: string;
  /** To add to the role's policy. */
  statement: Snippet;
  /** For somebody who has the permission already. */
  command: Snippet;
}

interface Question {
  action: string;
  /** The causes between which it decides. */
  decides: CauseCode[];
  tells: string;
  command: (facts: Facts) => string | null;
}

const QUESTIONS: readonly Question[] = [
  {
    action: 'codeartifact:DescribePackage',
    decides: ['origin_control_upstream_block'],
    tells: 'Whether the origin controls of the package block what comes from upstream.',
    command: describePackageCommand,
  },
  {
    action: 'codeartifact:DescribePackageVersion',
    decides: ['version_archived', 'version_unlisted'],
    tells: 'Whether the version is published, unlisted, archived or disposed.',
    command: describeVersionCommand,
  },
  {
    action: 'codeartifact:ListPackageVersions',
    decides: ['package_not_found', 'version_not_found', 'version_archived', 'version_unlisted'],
    tells:
      'Which versions the repository itself holds, with their status. Upstream repositories are left out of it, so ask them as well.',
    command: listVersionsCommand,
  },
];

/** The permissions that would tell the remaining causes apart; none where one cause is certain or none is. */
export function settlingPermissions(facts: Facts, causes: readonly CauseCode[]): SettlingPermission[] {
  const arn = packageArn(facts);
  if (arn === null || causes.length < 2) return [];
  return QUESTIONS.flatMap(({ action, decides, tells, command }) => {
    const text = command(facts);
    if (text === null || !decides.some((code) => causes.includes(code))) return [];
    const statement = json({ Effect: 'Allow', Action: action, Resource: arn });
    return [{ action, tells, statement, command: { language: 'bash', text } }];
  });
}

export function describePackageCommand(facts: Facts): string | null {
  return command('describe-package', facts, '--query package.originConfiguration');
}

export function describeVersionCommand(facts: Facts): string | null {
  const version = facts.package?.version;
  return version ? command('describe-package-version', facts, `--package-version ${quoted(version)}`) : null;
}

export function publishCommand(facts: Facts): string | null {
  const version = facts.package?.version;
  if (!version) return null;
  return command('update-package-versions-status', facts, `--versions ${quoted(version)} --target-status Published`);
}

export function listVersionsCommand(facts: Facts): string | null {
  return command('list-package-versions', facts, '');
}

/** AWS lists no Go format, so there is nothing to ask its API about a Go module. */
function command(operation: string, { repository, package: found }: Facts, rest: string): string | null {
  if (!repository || !found || !packageTypeDefinition(found.packageType).listedByAws) return null;
  const { namespace, name } = coordinates(found);
  const coordinate = [
    `--repository ${repository.repository} --format ${packageTypeDefinition(found.packageType).format}`,
    ...(namespace ? [`--namespace ${quoted(namespace)}`] : []),
    `--package ${quoted(name)}`,
  ];
  return [
    `aws codeartifact ${operation}`,
    `--domain ${repository.domain} --domain-owner ${repository.domainOwner} --region ${repository.region}`,
    coordinate.join(' '),
    ...(rest ? [rest] : []),
  ].join(' \\\n  ');
}

/** Without a namespace two slashes stand side by side: https://docs.aws.amazon.com/codeartifact/latest/ug/repo-policies.html */
function packageArn({ repository, package: found }: Facts): string | null {
  if (!repository || !found || !packageTypeDefinition(found.packageType).listedByAws) return null;
  const { namespace, name } = coordinates(found);
  return `${arnBeginning(repository)}/${packageTypeDefinition(found.packageType).format}/${namespace}/${name}`;
}

function arnBeginning({ region, domainOwner, domain, repository }: RepositoryName): string {
  return `arn:aws:codeartifact:${region}:${domainOwner}:package/${domain}/${repository}`;
}

/** A scope is a namespace without its @. */
function coordinates({ packageType, name }: PackageFacts): { namespace: string; name: string } {
  const [, scope, rest] = (packageType === 'NPM' && /^@([^/]+)\/(.+)$/.exec(name)) || [];
  return { namespace: scope ?? '', name: rest ?? name };
}

/** Names may hold characters that a shell reads, such as `'` and `(`. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
