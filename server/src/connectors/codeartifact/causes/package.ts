/** Causes in one package or version, while its repository works: its name, its upstreams, its status. */

import type { CauseCode } from '@backline/shared';
import {
  describePackageCommand,
  describeVersionCommand,
  listVersionsCommand,
  publishCommand,
} from '../packages/permissions.ts';
import { INGEST_DELAY_MS } from '../packages/facts.ts';
import { CODEARTIFACT } from './documentation.ts';
import type { CauseEntry } from './facts.ts';
import {
  article,
  command,
  connectCommand,
  labelOf,
  publicRegistry,
  theName,
  theSubject,
  theVersion,
  value,
} from './package-wording.ts';
import { theRepository } from './wording.ts';

export const packageCauses = {
  package_not_found: {
    title: 'Package not in the repository',
    shows: '404 for one name, while other packages answer.',
    decidedBy: 'Decided by another name that is known to be there; spelling, upstreams and origin controls look alike.',
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: (facts) =>
      `${theSubject(facts)} may be neither in ${theRepository(facts)} nor in an upstream of it: misspelt, never published there, or removed.`,
    steps: (facts) => [
      `Compare ${theName(facts)} with your manifest, letter by letter, scope or prefix included.`,
      'If it is a package of your own, publish it, or enter the repository that it was published to.',
      'If it is a public one, see whether the repository has an upstream with an external connection.',
    ],
    snippet: (facts) => command(facts, listVersionsCommand),
    documentationUrl: `${CODEARTIFACT}/repo-upstream-behavior.html`,
  },
  name_normalisation: {
    title: 'Name in another spelling',
    shows: '404 for My_Package, 200 for my-package.',
    decidedBy: 'Decided by a request for the other spelling.',
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: (facts) =>
      facts.package?.suggestion
        ? `The name is spelt ${facts.package.suggestion} here, and nothing is offered as ${theName(facts)}. ${labelOf(facts.package.packageType)} tells the two apart.`
        : 'The name may be asked for in a spelling that the repository does not use: Python names are compared in small letters with hyphens, NuGet names in small letters, npm and Go names letter by letter.',
    steps: ({ package: found }) => [
      found?.suggestion ? `Write ${found.suggestion} in the manifest.` : 'Ask for the normalised name.',
    ],
    snippet: ({ package: found }) => value(found?.suggestion),
    documentationUrl: `${CODEARTIFACT}/python-name-normalization.html`,
  },
  version_not_found: {
    title: 'Version not in the repository',
    shows: 'The package answers, the version is not in its list.',
    decidedBy: 'Decided by the list of versions beside that of the public registry.',
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: (facts) =>
      facts.package?.isMentioned
        ? `The document of ${theName(facts)} still names ${theVersion(facts)} but no longer lists it, so it may have been unpublished or deleted.`
        : `${theRepository(facts)} has ${theName(facts)} but does not list ${theVersion(facts)}: it may never have been published, or was deleted.`,
    steps: ({ package: found }) => [
      `Compare with the versions that are listed${found?.newest ? `; the newest is ${found.newest}` : ''}.`,
      'Correct the requirement, or publish the version.',
    ],
    snippet: (facts) => command(facts, listVersionsCommand),
    documentationUrl: `${CODEARTIFACT}/packages-overview.html`,
  },
  upstream_ingest_delay: {
    title: 'New public version not there yet',
    shows: 'A version that the public registry has had for less than half an hour (Maven: three hours) is missing.',
    decidedBy: 'Decided by the time of its publication.',
    side: 'AWS',
    category: 'PACKAGE_RESOLUTION',
    explanation: ({ package: found }, _failure, certainty) => {
      const verb = certainty === 'CERTAIN' ? 'has not' : 'may not have';
      const age = found?.publishedAt ? Math.max(0, Math.round((+found.askedAt - +found.publishedAt) / 60_000)) : null;
      const since =
        age === null ? 'If it is new, CodeArtifact' : `It was published ${age} minutes ago, and CodeArtifact`;
      return `${since} ${verb} taken it over from the public registry yet: that takes up to half an hour, for Maven up to three hours.`;
    },
    steps: ({ package: found }) => [
      found?.publishedAt
        ? `Try again after ${new Date(+found.publishedAt + INGEST_DELAY_MS).toISOString().slice(0, 16).replace('T', ' ')} UTC.`
        : 'Wait half an hour and try again.',
      'Until then, take the version before.',
    ],
    documentationUrl: `${CODEARTIFACT}/external-connection-requesting-packages.html`,
  },
  external_connection_missing: {
    title: 'No connection to the public registry',
    shows: 'No public package answers, private ones do.',
    decidedBy: 'Decided by well-known public packages.',
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: (facts, _failure, certainty) => {
      const { package: found } = facts;
      const where = `${publicRegistry(facts)}, neither itself nor through an upstream`;
      if (found?.isConnected !== false) return `${theRepository(facts)} may have no external connection to ${where}.`;
      const asked = found.publicNamesAsked.join(' and ');
      const unless = certainty === 'CERTAIN' ? '' : ` That matters only if ${theName(facts)} is a public package.`;
      return `${theRepository(facts)} answers, but not for ${asked}, so that it has no external connection to ${where}.${unless}`;
    },
    steps: (facts) => [
      `If ${theName(facts)} is public, add an upstream repository that has an external connection.`,
      'If public packages come from elsewhere on purpose, enter that repository here.',
    ],
    snippet: connectCommand,
    documentationUrl: `${CODEARTIFACT}/external-connection.html`,
  },
  origin_control_upstream_block: {
    title: 'Origin control blocks the upstream',
    shows: 'New public versions of one package never appear.',
    decidedBy: "Decided by the package's origin configuration (DescribePackage).",
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: (facts) =>
      `The origin controls of ${theName(facts)} may block what comes from upstream. CodeArtifact sets that by itself where the first version was published directly, and what is blocked looks as if it did not exist.`,
    steps: () => [
      "Look at the package's origin controls: upstream is BLOCK where that is the cause.",
      'Allow upstream versions only where the public package is the one that you mean; the block keeps strangers from taking over a private name.',
    ],
    snippet: (facts) => command(facts, describePackageCommand),
    documentationUrl: `${CODEARTIFACT}/package-origin-controls.html`,
  },
  version_unlisted: {
    title: 'Version unlisted',
    shows: 'The version is in no list, its exact address answers.',
    decidedBy: "Decided by the exact version's own document or file.",
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: (facts, _failure, certainty) =>
      certainty === 'CERTAIN'
        ? `${theVersion(facts)} of ${theName(facts)} is there, but in no list: its status is Unlisted, or it is of a kind that is never listed. A lock file that names it works; a range never finds it.`
        : `${theSubject(facts)} may have the status Unlisted: it is left out of lists, and only who names the exact version gets it. To fetch the file would tell, which Backline does not do.`,
    steps: () => ['Set its status to Published, or name the version exactly.'],
    snippet: (facts) => command(facts, publishCommand),
    documentationUrl: `${CODEARTIFACT}/packages-overview.html`,
  },
  version_archived: {
    title: 'Version archived or disposed of',
    shows: 'The version is in no list, and its files are refused.',
    decidedBy: "Decided by the version's status (DescribePackageVersion).",
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: (facts) =>
      `${theSubject(facts)} may have the status Archived or Disposed: in no list, and its files cannot be downloaded.`,
    steps: () => ['Set an archived version to Published. What was disposed of cannot be restored.'],
    snippet: (facts) => command(facts, describeVersionCommand),
    documentationUrl: `${CODEARTIFACT}/packages-overview.html`,
  },
  upstream_registry_down: {
    title: 'Public registry down',
    shows: 'Only versions answer that the repository holds already.',
    decidedBy: "Decided by the public registry's status page.",
    side: 'AWS',
    category: 'SERVICE',
    explanation: (facts) =>
      `${publicRegistry(facts)} may be down at present; what the repository holds already still answers.`,
    steps: (facts) => [`Look at the status page of ${publicRegistry(facts)}.`, 'Wait, and try again.'],
    documentationUrl: `${CODEARTIFACT}/repo-upstream-behavior.html`,
  },
  version_withdrawn: {
    title: 'Version withdrawn',
    shows: 'The version is listed as deprecated, yanked, retracted or unlisted by its maintainer.',
    decidedBy: "Decided by the package's own document.",
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: (facts) => {
      const what = facts.package?.version === null ? `Every version of ${theName(facts)}` : theSubject(facts);
      const words = facts.package?.withdrawn;
      return `${what} can be had, but its maintainer took it back${words ? `: ${words}` : '.'}`;
    },
    steps: ({ package: found }) => [
      found?.suggestion
        ? `Use ${found.suggestion}, the newest one that was not taken back.`
        : 'Use a version that was not taken back, or a package that takes its place.',
    ],
    snippet: ({ package: found }) => value(found?.suggestion),
    documentationUrl: null,
  },
  version_invalid: {
    title: 'No exact version',
    shows: 'A tag, a range or another text was given in place of a version.',
    decidedBy: "Decided by the package type's rules for versions.",
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: ({ package: found }) =>
      found?.inputProblem ?? 'What was given as a version is a tag, a range or no version at all.',
    steps: ({ package: found }) => [
      found?.suggestion ? `Ask for ${found.suggestion}.` : 'Ask for a version as the list of the package writes it.',
    ],
    snippet: ({ package: found }) => value(found?.suggestion),
    documentationUrl: null,
  },
  wrong_package_type: {
    title: 'Name of another package type',
    shows: 'The name is none for this package type, or is offered as another one.',
    decidedBy: "Decided by the form of the name, and by a request to the other type's repository.",
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: ({ package: found }) => {
      const problem = found?.inputProblem ? ` ${found.inputProblem}` : '';
      const { elsewhere, answersAs } = found ?? {};
      if (elsewhere) {
        return `${elsewhere.name} is ${article(elsewhere.packageType)} package: ${elsewhere.repository} offers it.${problem}`;
      }
      const form = answersAs ? `${article(answersAs)} name` : 'a name of another package type';
      return `${found?.name ?? 'The name'} has the form of ${form}.${problem}`;
    },
    steps: ({ package: found }) => {
      const other = found?.elsewhere?.packageType ?? found?.answersAs;
      return [`Look it up as ${other ? article(other) : 'the other'} package.`];
    },
    documentationUrl: null,
  },
  name_routed_elsewhere: {
    title: 'Name routed to another repository',
    shows: 'A repository has the package, and the routes of the integration send the name to another one.',
    decidedBy: "Decided by the integration's routes.",
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: (facts) =>
      `${facts.package?.elsewhere?.repository ?? 'Another repository'} offers ${theName(facts)}, but the routes of the integration send that name elsewhere, so that a build never asks there.`,
    steps: () => ['Change the routes in the settings of the integration, or publish the package where they lead.'],
    documentationUrl: null,
  },
} satisfies Partial<Record<CauseCode, CauseEntry>>;
