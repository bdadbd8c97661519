import type { Settings, World } from '../world.ts';
import { withdrawAction, type Switch } from './switch.ts';

/** What can go wrong at a package endpoint although the token is good. */
export const readSwitches: readonly Switch[] = [
  {
    id: 'missing_read_from_repository',
    group: 'read',
    title: 'ReadFromRepository is missing',
    effect: 'Neither role nor domain policy allows codeartifact:ReadFromRepository; tokens are still given.',
    cause: 'missing_read_from_repository',
    apply: withdrawAction('codeartifact:ReadFromRepository'),
  },
  {
    id: 'token_expired',
    group: 'read',
    title: 'The token has ended',
    effect: 'The package endpoints take every token for ended.',
    cause: 'token_expired',
    apply: (world) => {
      world.settings.tokens = 'expired';
    },
  },
  {
    id: 'token_wrong_region',
    group: 'read',
    title: 'The token is of another Region',
    effect: 'The package endpoints take every token for one of another Region.',
    cause: 'token_wrong_region',
    apply: (world) => {
      world.settings.tokens = 'of-another-region';
    },
  },
  {
    id: 'read_throttled',
    group: 'read',
    title: 'Reads are throttled',
    effect: 'The package endpoints answer HTTP 429.',
    cause: 'read_throttled',
    apply: faulty('throttled'),
  },
  {
    id: 'service_internal_error',
    group: 'read',
    title: 'The package endpoints have a fault',
    effect: 'The package endpoints answer HTTP 500, however often one asks.',
    cause: 'service_internal_error',
    apply: faulty('internal-error'),
  },
  {
    id: 'service_internal_error_once',
    group: 'read',
    title: 'A fault that goes away',
    effect: 'The package endpoints answer HTTP 500 to the first request for each address; a second one works.',
    cause: null,
    apply: faulty('internal-error-once'),
  },
  {
    id: 'repository_hangs',
    group: 'read',
    title: 'The repository never answers',
    effect: 'Connections to the package endpoints open, and then nothing comes.',
    cause: 'repositories_endpoint_unreachable',
    apply: faulty('hangs'),
  },
  {
    id: 'repository_drips',
    group: 'read',
    title: 'The repository answers byte by byte',
    effect: 'The package endpoints send one byte a second and never finish.',
    cause: 'repositories_endpoint_unreachable',
    apply: faulty('drips'),
  },
  {
    id: 'repository_sends_200_mb',
    group: 'read',
    title: 'The repository sends far too much',
    effect: 'The package endpoints answer every request with 200 MB of blanks.',
    cause: 'unexpected_answer',
    apply: faulty('endless'),
  },
  {
    id: 'download_interrupted',
    group: 'read',
    title: 'Answers break off',
    effect: 'The package endpoints close the connection half-way through every answer.',
    cause: 'download_interrupted',
    apply: faulty('cut-short'),
  },
  {
    id: 'repository_redirects_elsewhere',
    group: 'read',
    title: 'The repository points elsewhere',
    effect: 'The package endpoints redirect every request to a host that is not AWS.',
    cause: 'unexpected_answer',
    apply: faulty('redirects'),
  },
  {
    id: 'repository_answers_html',
    group: 'read',
    title: 'Something else answers in place of the repository',
    effect: 'Every request to the package endpoints gets an HTML page with HTTP 200.',
    cause: 'unexpected_answer',
    apply: faulty('html'),
  },
  {
    id: 'repositories_endpoint_unreachable',
    group: 'read',
    title: 'The package endpoints cannot be reached',
    effect: 'The CodeArtifact API works, but no connection to the package endpoints comes about.',
    cause: 'repositories_endpoint_unreachable',
    apply: faulty('unreachable'),
  },
  {
    id: 'tls_untrusted_ca',
    group: 'read',
    title: 'A certificate that nobody trusts',
    effect: 'The package endpoints show a certificate of an unknown authority.',
    cause: 'tls_untrusted_ca',
    apply: faulty('untrusted-certificate'),
  },
  {
    id: 'asset_host_blocked',
    group: 'read',
    title: 'The S3 host of the assets is blocked',
    effect: 'Package metadata works, but no connection to the S3 host of npm and NuGet archives comes about.',
    cause: 'asset_host_blocked',
    apply: (world) => {
      world.settings.assetFault = 'unreachable';
    },
  },
];

function faulty(fault: Settings['readFault']): (world: World) => void {
  return ({ settings }) => {
    settings.readFault = fault;
  };
}
