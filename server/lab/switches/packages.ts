import type { VersionStatus } from '../registries/registry.ts';
import { changeDomains, changeRepositories, type Switch } from './switch.ts';

const greeting = ['npm:@acme/greeting', 'pypi:acme-greeting', 'nuget:Acme.Greeting'];
const currentStrings = [
  'npm:@acme/strings@1.2.0',
  'pypi:acme-strings@1.2.0',
  'nuget:Acme.Strings@1.2.0',
  'go:go.acme.example/strings@v1.2.0',
];
/** What the repositories took in before the public registries went down. */
const takenIn = ['npm:ms', 'pypi:six', 'nuget:log4net', 'go:golang.org/x/text', 'pypi:tiny-colours@1.0.0', 'nuget:Tiny.Colours@1.0.0']; // prettier-ignore
/** A version that was published on the public registries a moment ago. */
const published = [
  { package: 'npm:semver', version: '99.0.0' },
  { package: 'pypi:tiny-colours', version: '1.2.0' },
  { package: 'nuget:Tiny.Colours', version: '1.2.0' },
];
const FIVE_MINUTES_MS = 5 * 60_000;
const upstream = ['npm:semver', 'npm:ms', 'pypi:tiny-colours', 'nuget:Tiny.Colours'];

/** What can be wrong with single packages while the repository works. */
export const packageSwitches: readonly Switch[] = [
  {
    id: 'package_not_found',
    group: 'packages',
    title: 'A package is gone',
    effect: `${greeting.join(', ')} are in no repository.`,
    cause: 'package_not_found',
    apply: changeRepositories((repository) => {
      repository.missing.push(...greeting);
    }),
  },
  {
    id: 'version_not_found',
    group: 'packages',
    title: 'A version was deleted',
    effect: `${currentStrings.join(', ')} are in no repository.`,
    cause: 'version_not_found',
    apply: changeRepositories((repository) => {
      repository.missing.push(...currentStrings);
    }),
  },
  {
    id: 'upstream_ingest_delay',
    group: 'packages',
    title: 'A version was published a moment ago',
    effect: `${published.map((one) => `${one.package}@${one.version}`).join(', ')} appeared on the public registries five minutes before this was switched on. The domain in Europe has heard of them, the others have not.`,
    cause: 'upstream_ingest_delay',
    apply: (world, since) => {
      const publishedAt = new Date(since - FIVE_MINUTES_MS).toISOString();
      changeDomains(({ region, repositories }) => {
        if (!region.startsWith('eu-')) return;
        for (const repository of repositories) {
          if (repository.holds === 'public') repository.published = published.map((one) => ({ ...one, publishedAt }));
        }
      })(world);
    },
  },
  {
    id: 'upstream_registry_down',
    group: 'packages',
    title: 'The public registries are down',
    effect: `Of what is public, only ${takenIn.join(', ')} are there, which were taken in before.`,
    cause: 'upstream_registry_down',
    apply: changeRepositories((repository) => {
      if (repository.holds === 'public') repository.takenIn = [...takenIn];
    }),
  },
  {
    id: 'repositories_of_another_type',
    group: 'packages',
    title: 'The repository holds another package type',
    effect: 'my-repo and shared-repo hold npm packages and nothing else; every other address of theirs still answers.',
    cause: 'url_format_mismatch',
    apply: changeRepositories((repository) => {
      if (repository.holds !== 'own') return;
      repository.formats = ['npm'];
      repository.upstreams = ['npm-store'];
    }),
  },
  {
    id: 'external_connection_missing',
    group: 'packages',
    title: 'No external connection',
    effect: 'The upstream repositories have lost their connections, so only own packages are there.',
    cause: 'external_connection_missing',
    apply: changeRepositories((repository) => {
      repository.externalConnection = null;
    }),
  },
  {
    id: 'origin_control_upstream_block',
    group: 'packages',
    title: 'Origin controls block upstream versions',
    effect: `${upstream.join(', ')} may not be taken from upstream.`,
    cause: 'origin_control_upstream_block',
    apply: changeRepositories((repository) => {
      repository.upstreamBlocked.push(...upstream);
    }),
  },
  {
    id: 'version_unlisted',
    group: 'packages',
    title: 'The newest version is unlisted',
    effect: `${currentStrings.join(', ')} are in no list but can be downloaded.`,
    cause: 'version_unlisted',
    apply: changeRepositories(({ states }) => setAll(states, 'Unlisted')),
  },
  {
    id: 'version_archived',
    group: 'packages',
    title: 'The newest version is archived',
    effect: `${currentStrings.join(', ')} are in no list and cannot be downloaded.`,
    cause: 'version_archived',
    apply: changeRepositories(({ states }) => setAll(states, 'Archived')),
  },
  {
    id: 'go_served_as_claimed',
    group: 'packages',
    title: 'Go as the product page claims',
    effect: "/go/<repository>/ answers as a Go module proxy. AWS's own documents know no such format.",
    cause: null,
    apply: (world) => {
      world.settings.servesGo = true;
    },
  },
];

function setAll(states: Record<string, VersionStatus>, status: VersionStatus): void {
  for (const version of currentStrings) states[version] = status;
}
