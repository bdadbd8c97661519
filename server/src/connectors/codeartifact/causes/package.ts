/** Causes in one package or version: its name, its upstreams, its status. */

import type { CauseCode } from '@backline/shared';
import type { CauseEntry } from './facts.ts';
import { theRepository } from './wording.ts';

const CODEARTIFACT = 'https://docs.aws.amazon.com/codeartifact/latest/ug';

export const packageCauses = {
  package_not_found: {
    title: 'Package not in the repository',
    shows: '404 for one name, while other packages answer.',
    decidedBy: 'Decided by another name that is known to be there; spelling, upstreams and origin controls look alike.',
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: (facts) => `${theRepository(facts)} may not have this package, and no upstream of it has it either.`,
    steps: () => [
      'Check the spelling, and the scope or prefix.',
      'Check that the repository, or one of its upstreams, holds the package.',
    ],
    documentationUrl: `${CODEARTIFACT}/repos-upstream.html`,
  },
  name_normalisation: {
    title: 'Name in another spelling',
    shows: '404 for My_Package, 200 for my-package.',
    decidedBy: 'Decided by a request for the normalised name.',
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: () =>
      'The name may be asked for in a spelling that the repository does not use: Python names are compared in small letters with hyphens, NuGet names in small letters.',
    steps: () => ['Ask for the normalised name.'],
    documentationUrl: `${CODEARTIFACT}/python-name-normalization.html`,
  },
  version_not_found: {
    title: 'Version not in the repository',
    shows: 'The package answers, the version is not in its list.',
    decidedBy: 'Decided by the list of versions beside that of the public registry.',
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: (facts) => `${theRepository(facts)} may have the package but not this version.`,
    steps: () => [
      'Compare with the versions that the repository lists.',
      'Correct the requirement, or publish the version.',
    ],
    documentationUrl: `${CODEARTIFACT}/packages-overview.html`,
  },
  upstream_ingest_delay: {
    title: 'New public version not there yet',
    shows: 'A version that the public registry has had for less than half an hour (Maven: three hours) is missing.',
    decidedBy: 'Decided by the time of its publication.',
    side: 'AWS',
    category: 'PACKAGE_RESOLUTION',
    explanation: () =>
      'The version may be so new that CodeArtifact has not taken it over from the public registry yet; it keeps lists for up to half an hour.',
    steps: () => ['Wait half an hour and try again.', 'Until then, take the version before.'],
    documentationUrl: `${CODEARTIFACT}/external-connection-requesting-packages.html`,
  },
  external_connection_missing: {
    title: 'No connection to the public registry',
    shows: 'No public package answers, private ones do.',
    decidedBy: 'Decided by a well-known public package.',
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: (facts) =>
      `${theRepository(facts)} may have no external connection to the public registry, neither itself nor through an upstream.`,
    steps: () => ['Add an upstream repository that has an external connection.'],
    documentationUrl: `${CODEARTIFACT}/external-connection.html`,
  },
  origin_control_upstream_block: {
    title: 'Origin control blocks the upstream',
    shows: 'New public versions of one package never appear.',
    decidedBy: "Decided by the package's origin configuration (DescribePackage).",
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: () =>
      'The origin controls of the package may block versions of upstream repositories; this is set when a version is published directly.',
    steps: () => ["Look at the package's origin controls, and allow upstream versions where they are wanted."],
    documentationUrl: `${CODEARTIFACT}/package-origin-controls.html`,
  },
  version_unlisted: {
    title: 'Version unlisted',
    shows: 'The version is in no list, its exact address downloads.',
    decidedBy: 'Decided by a request for the exact file.',
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: () =>
      'The version may have the status Unlisted: it is left out of lists, and only who names it exactly gets it.',
    steps: () => ['Set its status to Published, or name the version exactly.'],
    documentationUrl: `${CODEARTIFACT}/packages-overview.html`,
  },
  version_archived: {
    title: 'Version archived or disposed of',
    shows: 'The version is in no list, and its files are refused.',
    decidedBy: "Decided by the version's status (DescribePackageVersion).",
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: () => 'The version may have the status Archived or Disposed: its files cannot be downloaded.',
    steps: () => ['Set an archived version to Published. What was disposed of cannot be restored.'],
    documentationUrl: `${CODEARTIFACT}/packages-overview.html`,
  },
  upstream_registry_down: {
    title: 'Public registry down',
    shows: 'Only versions answer that the repository holds already.',
    decidedBy: "Decided by the public registry's status page.",
    side: 'AWS',
    category: 'SERVICE',
    explanation: () =>
      'The public registry behind the external connection may be down; what the repository holds already still answers.',
    steps: () => ['Wait, and try again.'],
    documentationUrl: `${CODEARTIFACT}/repo-upstream-behavior.html`,
  },
} satisfies Partial<Record<CauseCode, CauseEntry>>;
