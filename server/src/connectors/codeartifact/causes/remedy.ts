/** Causes that keep a project from a version which no known advisory affects. */

import { packageTypeDefinition, type CauseCode } from '@backline/shared';
import { describePackageCommand } from '../packages/permissions.ts';
import { CODEARTIFACT } from './documentation.ts';
import type { CauseEntry, Facts } from './facts.ts';
import { command, labelOf } from './package-wording.ts';

const CATEGORY = { side: 'CUSTOMER', category: 'PACKAGE_RESOLUTION' } as const;

export const remedyCauses = {
  fix_not_published: {
    ...CATEGORY,
    title: 'No version fixes the advisory',
    shows: 'An advisory without a fixed version, while every newer version that is offered is affected.',
    decidedBy: "Decided by the advisory's events and the versions that are offered.",
    explanation: (facts) => `No published version of ${theName(facts)} is known to be free of ${theAdvisory(facts)}.`,
    steps: (facts) => [
      `Maintainers of ${theName(facts)} can publish a version that fixes it; ask whether one is planned.`,
      'Developers of the project can find out whether the vulnerable part is used, and replace the package where it is.',
    ],
    documentationUrl: null,
  },
  fix_not_in_repository: {
    ...CATEGORY,
    title: 'Fixed version not in the repository',
    shows: 'The advisory names a fixed version that no repository of the integration lists.',
    decidedBy: 'Decided by the versions that the repositories list.',
    explanation: (facts) => {
      const { fixedVersions = [], newest } = facts.remedy ?? {};
      const fixed = fixedVersions.length > 0 ? fixedVersions.join(' or ') : 'a version';
      const listed = newest ? `; the newest one listed is ${newest}` : '';
      return `The advisory calls ${fixed} fixed, and ${theRepositories(facts)} may not have taken it in yet, block it, or have no connection to where it is published: it is not listed${listed}.`;
    },
    steps: (facts) => [
      `Owner of ${theRepositories(facts)} in AWS: see that an upstream with an external connection leads to where ${theName(facts)} is published, and that its origin controls do not block it.`,
      'If it was published a moment ago, try again in half an hour.',
      `If ${theName(facts)} is a package of your own, publish the fixed version to the repository.`,
    ],
    snippet: (facts) => command(facts, describePackageCommand),
    documentationUrl: `${CODEARTIFACT}/package-origin-controls.html`,
  },
  fix_withdrawn: {
    ...CATEGORY,
    title: 'Fixed version was withdrawn',
    shows: 'The only unaffected versions are deprecated, yanked, retracted or unlisted.',
    decidedBy: "Decided by the package's own document.",
    explanation: (facts) =>
      `${theHelpful(facts)} of ${theName(facts)} is offered and free of known advisories, but its maintainer took it back${words(facts.remedy?.withdrawn)}`,
    steps: (facts) => [
      `Maintainers of ${theName(facts)} can publish another version that fixes it.`,
      `Developers of the project can take ${theHelpful(facts)} all the same, once they know why it was taken back.`,
    ],
    documentationUrl: null,
  },
  fix_is_prerelease: {
    ...CATEGORY,
    title: 'Fixed version is a pre-release',
    shows: 'The only unaffected versions that are offered are pre-releases.',
    decidedBy: "Decided by the package type's rules for versions.",
    explanation: (facts) =>
      `${theHelpful(facts)} of ${theName(facts)} is free of known advisories, but a pre-release, and those are not proposed to a project that uses a release.`,
    steps: (facts) => [
      `Maintainers of ${theName(facts)} can publish a release; wait for it.`,
      `Developers of the project can ask for ${theHelpful(facts)} by its exact version, if they accept a pre-release.`,
    ],
    documentationUrl: null,
  },
  newer_versions_affected: {
    ...CATEGORY,
    title: 'Newer versions are affected as well',
    shows: 'Each newer version that is offered is affected by this or another advisory.',
    decidedBy: 'Decided by matching each version that is offered with the advisories.',
    explanation: (facts) => {
      const affectedBy = facts.remedy?.affectedBy ?? [];
      const which = affectedBy.length > 0 ? `: ${listed(affectedBy)}` : '';
      return `Every newer version of ${theName(facts)} that ${theRepositories(facts)} offers is affected by a known advisory${which}.`;
    },
    steps: (facts) => [
      `Owner of ${theRepositories(facts)} in AWS: see whether newer versions are published that the repository does not offer yet.`,
      `Maintainers of ${theName(facts)} can publish a version without any of them.`,
      'Developers of the project can take the version with the fewest and mildest advisories meanwhile.',
    ],
    documentationUrl: null,
  },
  requirement_excludes_fix: {
    ...CATEGORY,
    title: 'Dependents do not accept the fix',
    shows: 'A fixed version is offered, and a package that depends on it asks for another one.',
    decidedBy: 'Decided by the requirements in the lockfile.',
    explanation: (facts) => {
      const dependents = facts.remedy?.dependents ?? [];
      const who = dependents.length > 0 ? listed(dependents, '; ') : 'a package that depends on it asks for others';
      return `${theHelpful(facts)} of ${theName(facts)} is offered and free of known advisories, but ${who}.`;
    },
    steps: (facts) => [
      `Developers of the project can raise the package that asks for it to a version which accepts the fix${throughWhich(facts)}.`,
      `Where there is none, its maintainers can widen their requirement of ${theName(facts)}.`,
      'Until then, developers can decide the version against it where the package manager lets them, and test what depends on it.',
    ],
    documentationUrl: null,
  },
  project_rule_excludes_fix: {
    ...CATEGORY,
    title: "Project's own rule keeps the fix out",
    shows: 'A constraint, an override or an exclusion of the project forbids the fixed version.',
    decidedBy: "Decided by the rule in the project's files.",
    explanation: (facts) => {
      const rules = facts.remedy?.dependents ?? [];
      const which = rules.length > 0 ? listed(rules, '; ') : 'a constraint, an override or an exclusion forbids it';
      return `${theHelpful(facts)} of ${theName(facts)} is offered and free of known advisories, but ${which}.`;
    },
    steps: () => ['Developers of the project can change that rule, or take it out if nothing needs it any more.'],
    documentationUrl: null,
  },
  dependency_bundled: {
    ...CATEGORY,
    title: 'Dependency is bundled',
    shows: 'The lockfile marks the package as part of the archive of another one.',
    decidedBy: "Decided by the lockfile's own mark.",
    explanation: (facts) => {
      const [by] = facts.remedy?.dependents ?? [];
      return `${theName(facts)} lies inside the archive of ${by ?? 'another package'}, so its version changes with that one alone.`;
    },
    steps: (facts) => {
      const [by] = facts.remedy?.dependents ?? [];
      return [
        `Developers of the project can take a newer version of ${by ?? 'the package that brings it along'}.`,
        'Its maintainers can bundle a version that fixes it.',
      ];
    },
    documentationUrl: 'https://docs.npmjs.com/cli/configuring-npm/package-json#bundledependencies',
  },
  source_not_registry: {
    ...CATEGORY,
    title: 'Dependency comes from no registry',
    shows: 'A git address, a web address or a folder stands where a version would.',
    decidedBy: "Decided by what the project's files write.",
    explanation: (facts) => {
      const from = facts.remedy?.elsewhere ? `, but from ${facts.remedy.elsewhere}` : '';
      return `${theName(facts)} does not come from a registry${from}, so no repository can be asked for other versions of it.`;
    },
    steps: (facts) => [
      `Developers of the project can point it to a state that fixes the vulnerability, or take ${theName(facts)} from a repository.`,
    ],
    documentationUrl: null,
  },
  no_repository_for_type: {
    ...CATEGORY,
    title: 'Integration lacks a repository of this type',
    shows: 'A project has dependencies of a package type for which the integration has no repository.',
    decidedBy: "Decided by the integration's list of repositories.",
    explanation: (facts) => {
      const label = facts.remedy ? labelOf(facts.remedy.packageType) : 'this package type';
      const what = `The integration has no repository for ${label}, so nobody could be asked for ${theName(facts)}.`;
      return isListedByAws(facts)
        ? what
        : `${what} AWS lists no ${label} format for CodeArtifact, so there may be none.`;
    },
    steps: (facts) =>
      isListedByAws(facts)
        ? ["Add the repository's URL to the integration, then analyse the project again."]
        : [
            `See where builds of the project get ${theName(facts)}: a proxy of your own, or a version control system. Look for the fixed version there.`,
            'If a repository of CodeArtifact does answer for this package type, add its URL to the integration, then analyse the project again.',
          ],
    documentationUrl: null,
  },
  requirement_unsatisfied: {
    ...CATEGORY,
    title: 'No offered version is accepted',
    shows: 'A manifest without a lockfile asks for versions of which none is listed.',
    decidedBy: 'Decided by the requirement and the versions that the repositories list.',
    explanation: (facts) => {
      const { dependents = [], newest } = facts.remedy ?? {};
      const asked = dependents.length > 0 ? `${listed(dependents, '; ')}, and ` : '';
      const last = newest ? `; the newest one listed is ${newest}` : '';
      return `${asked}${theRepositories(facts)} lists no version of ${theName(facts)} that is accepted${last}.`;
    },
    steps: (facts) => [
      'Developers of the project can compare the requirement with the versions that are listed, and correct it.',
      `Owner of ${theRepositories(facts)} in AWS: see whether the version is published elsewhere and may be taken in.`,
    ],
    documentationUrl: null,
  },
  fix_not_writable: {
    ...CATEGORY,
    title: 'Fix could not be written or proved',
    shows: 'A version helps, but the change cannot be made in these files or did not hold when it was resolved again.',
    decidedBy: 'Decided by writing the change and resolving the project again.',
    explanation: (facts) =>
      `${theHelpful(facts)} of ${theName(facts)} is offered and free of known advisories. ${facts.remedy?.reason ?? 'The change to it could not be written into the files, or did not hold when the project was resolved again.'}`,
    steps: (facts) => [
      `Developers of the project can ask for ${theHelpful(facts)} of ${theName(facts)} with their package manager, and analyse the files that it writes.`,
    ],
    documentationUrl: null,
  },
  private_name_offered_elsewhere: {
    ...CATEGORY,
    title: 'Private name is offered elsewhere',
    shows: 'A name that a route claims as private is offered by another repository of the integration too.',
    decidedBy: 'Decided by asking the other repositories for the same name.',
    explanation: (facts) =>
      `A route of the integration claims ${theName(facts)}, and ${facts.remedy?.elsewhere ?? 'another repository of it'} offers a package of that name as well. Whoever builds without the route may get that one: this is how dependency confusion works. Metadata does not tell whether both are the same package.`,
    steps: (facts) => [
      `Owner of the repositories in AWS: see who published ${theName(facts)} there, and block upstream versions of it in its origin controls.`,
      'Reading those controls takes codeartifact:DescribePackage, which Backline does not ask for.',
      'Developers of the project can see that every build uses the routes, and that the lockfile names the right repository.',
    ],
    documentationUrl: `${CODEARTIFACT}/package-origin-controls.html`,
  },
} satisfies Partial<Record<CauseCode, CauseEntry>>;

export type RemedyCauseCode = keyof typeof remedyCauses;

const MOST_LISTED = 5;

function theName({ remedy }: Facts): string {
  return remedy?.name ?? 'the package';
}

function isListedByAws({ remedy }: Facts): boolean {
  return remedy === undefined || packageTypeDefinition(remedy.packageType).listedByAws;
}

function theHelpful({ remedy }: Facts): string {
  return remedy?.helpful ?? 'A version';
}

function theAdvisory({ remedy }: Facts): string {
  return remedy?.advisoryId ?? 'the advisory';
}

function theRepositories({ remedy }: Facts): string {
  const repositories = remedy?.repositories ?? [];
  return repositories.length > 0 ? repositories.join(' and ') : 'the repository';
}

/** What is not asked for by the project itself can only be raised as far as those above it accept. */
function throughWhich({ remedy }: Facts): string {
  const through = remedy?.through ?? [];
  return through.length > 0 ? `; it comes through ${listed(through)}, which may have to be raised for that` : '';
}

function listed(texts: readonly string[], separator = ', '): string {
  const more = texts.length - MOST_LISTED;
  return texts.slice(0, MOST_LISTED).join(separator) + (more > 0 ? `${separator}and ${more} more` : '');
}

function words(reason: string | null | undefined): string {
  return reason ? `: ${reason.replace(/[.!]*$/, '.')}` : '.';
}
